import { isJsonObject } from '../../calling/json-object.js';
import type { AnswerTo, VendorApi } from '../../calling/vendor-api.js';
import type { CodeMeaning, VendorFailure, VendorFailureReason } from '../../calling/vendor-failure.js';
import type { Blacklist, BlacklistUser } from './blacklist.js';

/** 1 to 10 different users of one list. */
export interface ListChange {
  list: Blacklist;
  users: readonly BlacklistUser[];
}

/**
 * What the vendor said of single users, by user id. For every other user of the call, the change was made by its last attempt.
 *
 * `already so`: the user was as the change would leave them, at an attempt after one that may have been applied. So either
 * that one made the change, or it was so before.
 */
export type ListChangeAnswer = ReadonlyMap<string, VendorFailure | 'already so'>;

/** An api that changes users of a list. */
export interface ListChangeApi extends VendorApi<ListChange, ListChangeAnswer> {
  /** Whether the change leaves the users on the list. Undefined: it does not change who is on the list. */
  readonly leavesListed: boolean | undefined;
}

/**
 * Reads `FailedInfos`. An absent, null or empty list means that no user failed. Undefined if it names a user outside
 * this call (or a mangled id), because then it is unclear who failed.
 *
 * `alreadySo`: the reason with which the vendor refuses a user for whom the change was already made. If an earlier
 * attempt of this call may have been applied, the user is `already so`. Absent: the vendor makes such a change again.
 */
export function readFailedInfos(
  result: unknown,
  { args, requestId, earlierAttemptMayHaveLanded, shown }: AnswerTo<ListChange>,
  userCodeMeaning: (code: string) => CodeMeaning,
  alreadySo?: VendorFailureReason,
): ListChangeAnswer | undefined {
  if (result !== undefined && result !== null && !isJsonObject(result)) return undefined;
  const infos = result?.FailedInfos ?? [];
  if (!Array.isArray(infos)) return undefined;

  const asked = new Set(args.users.map(({ userId }) => userId));
  const told = new Map<string, VendorFailure | 'already so'>();
  for (const info of infos) {
    if (!isJsonObject(info) || typeof info.Code !== 'string') return undefined;
    const userId = String(info.UserId);
    if (!asked.has(userId)) return undefined;
    const { retry: _, ...meaning } = userCodeMeaning(info.Code);
    if (earlierAttemptMayHaveLanded && meaning.reason === alreadySo) {
      told.set(userId, 'already so');
      continue;
    }
    told.set(userId, {
      ...meaning,
      vendorCode: shown(info.Code),
      vendorMessage: shown(info.Message),
      vendorRequestId: requestId,
    });
  }
  return told;
}
