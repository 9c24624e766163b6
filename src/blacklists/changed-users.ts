import type { VendorTurn } from '../actions/operation.js';
import { errorForAll } from '../errors/error-for-all.js';
import type { ModerationError } from '../errors/moderation-error.js';
import { vendorError } from '../errors/vendor-error.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { Blacklist, BlacklistUser } from '../vendors/volcengine/calls/blacklist.js';
import type { ListChangeResult } from '../vendors/volcengine/list-changes.js';
import { BlacklistFailure } from './blacklist-failure.type.js';

/** The key of a list in the journal and in the order of calls. */
export function placeOf({ appId, ownerId, inboxType }: Blacklist): string {
  return `list/${appId}/${ownerId}/${inboxType}`;
}

/** The change that an action makes for each user of a list. */
interface UserChanges {
  /** Changes of one user with the same text are the same change. */
  what(user: BlacklistUser): string;
  /** Makes the change. It must call `sent` when the change is sent. */
  change(user: BlacklistUser, request: CallRequest, sent: () => void): Promise<ListChangeResult>;
}

/** Changes the list's entries of these users, in order with other changes of the same users. Keeps the order of `users`. */
export function changeInOrder(
  list: Blacklist,
  users: readonly BlacklistUser[],
  action: VendorTurn,
  { what, change }: UserChanges,
): Promise<ListChangeResult[]> {
  const request = action.vendorRequest();
  const place = placeOf(list);
  return Promise.all(
    users.map((user) =>
      action.order.share(place, user.userId, {
        what: what(user),
        send: (sent) => change(user, request, sent),
        isForAll,
      }),
    ),
  );
}

/** One request's deadline, or its client's leaving, must not end another request. */
function isForAll(result: ListChangeResult): boolean {
  return result.done || result.failure.reason !== 'no-slot-in-time';
}

/** The results of one action, by user. */
export interface ChangedUsers {
  /** The users that were changed, in input order. */
  readonly userIds: string[];
  /** Those of them that may have been as they are now before. */
  readonly inferredUserIds: string[];
  /** The other users, in input order. */
  readonly failures: BlacklistFailure[];
  readonly vendorRequestIds: string[];
  /** The error of the whole request, when every vendor call met the same error. */
  readonly errorForAll: ModerationError | undefined;
  /** The number of vendor calls. */
  readonly attempts: number;
}

/** `results` are in the order of the users. */
export function changedUsers(
  users: readonly BlacklistUser[],
  results: readonly ListChangeResult[],
): ChangedUsers {
  const userIds: string[] = [];
  const inferredUserIds: string[] = [];
  const failures: BlacklistFailure[] = [];
  const requestIds = new Set<string>();
  for (const [index, { userId }] of users.entries()) {
    const result = results[index];
    if (!result) throw new Error(`no result for the user at ${index}`);
    if (result.done) {
      userIds.push(userId);
      if (result.inferred) inferredUserIds.push(userId);
    } else {
      const error = vendorError(result.failure, 'VOLCENGINE_RTC');
      failures.push(new BlacklistFailure({ index, userId, error }));
    }
    const requestId = result.done ? result.vendorRequestId : result.failure.vendorRequestId;
    if (requestId) requestIds.add(requestId);
  }
  const calls = new Set(results.map(({ call }) => call));
  for (const { look } of results) if (look) calls.add(look);
  return {
    userIds,
    inferredUserIds,
    failures,
    vendorRequestIds: [...requestIds],
    errorForAll: wholeError(results, failures),
    attempts: [...calls].reduce((sum, call) => sum + call.attempts, 0),
  };
}

/** Undefined when nobody failed, when a user was changed, when the vendor answered for single users, or when the calls met different errors. */
function wholeError(
  results: readonly ListChangeResult[],
  failures: readonly BlacklistFailure[],
): ModerationError | undefined {
  if (results.some((result) => result.done || !result.wholeCall)) return undefined;
  return errorForAll(failures.map(({ error }) => error));
}
