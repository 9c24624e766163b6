import type { VendorTurn } from '../actions/operation.js';
import type { ModerationError } from '../errors/moderation-error.js';
import { vendorError } from '../errors/vendor-error.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { Blacklist, BlacklistUser } from '../vendors/volcengine/calls/blacklist.js';
import type { ListChangeResult } from '../vendors/volcengine/list-changes.js';
import { BlacklistFailure } from './blacklist-failure.type.js';

/** Where an action on a list acts: the key that the journal and the order of actions have. */
export function placeOf({ appId, ownerId, inboxType }: Blacklist): string {
  return `list/${appId}/${ownerId}/${inboxType}`;
}

/** What is done to single users of a list. */
interface UserChanges {
  /** Tells equal changes of one user from different ones. */
  what(user: BlacklistUser): string;
  /** Makes the change. It has to use the request that it is given. */
  change(user: BlacklistUser, request: CallRequest): Promise<ListChangeResult>;
}

/**
 * Changes a list's entries of these users, each in turn with whatever else is done to the same user. The results come in
 * the order of the users.
 */
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
      action.order.share(
        `${place}/${user.userId}`,
        what(user),
        (sent) => change(user, { ...request, onSlot: sent }),
        // The deadline of one request, or the leaving of its client, is no answer to another.
        (result) => result.done || result.failure.reason !== 'no-slot-in-time',
      ),
    ),
  );
}

/** What became of the users of one action. */
export interface ChangedUsers {
  /** Those who were changed, in the order of the input. */
  readonly userIds: string[];
  /** The others, in the order of the input. */
  readonly failures: BlacklistFailure[];
  readonly vendorRequestIds: string[];
  /** The error that is about the request as a whole, since every vendor call met the same. */
  readonly errorForAll: ModerationError | undefined;
  /** How many vendor calls it took. */
  readonly attempts: number;
}

/** `results` are in the order of the users. */
export function changedUsers(
  users: readonly BlacklistUser[],
  results: readonly ListChangeResult[],
): ChangedUsers {
  const userIds: string[] = [];
  const failures: BlacklistFailure[] = [];
  const requestIds = new Set<string>();
  for (const [index, { userId }] of users.entries()) {
    const result = results[index];
    if (!result) throw new Error(`no result for the user at ${index}`);
    if (result.done) userIds.push(userId);
    else {
      const error = vendorError(result.failure, 'VOLCENGINE_RTC');
      failures.push(new BlacklistFailure({ index, userId, error }));
    }
    const requestId = result.done ? result.vendorRequestId : result.failure.vendorRequestId;
    if (requestId) requestIds.add(requestId);
  }
  const calls = new Set(results.flatMap(({ call, look }) => (look ? [call, look] : [call])));
  return {
    userIds,
    failures,
    vendorRequestIds: [...requestIds],
    errorForAll: errorForAll(results, failures),
    attempts: [...calls].reduce((sum, call) => sum + call.attempts, 0),
  };
}

/**
 * Undefined when a user was changed, when the vendor has said something of a single user, or when the calls met different
 * errors.
 */
function errorForAll(
  results: readonly ListChangeResult[],
  failures: readonly BlacklistFailure[],
): ModerationError | undefined {
  if (results.some((result) => result.done || !result.wholeCall)) return undefined;
  const errors = failures.map(({ error }) => error);
  const [first] = errors;
  const alike = errors.every(({ code, outcome }) => code === first?.code && outcome === first.outcome);
  if (!alike) return undefined;
  // The last of the calls tells how long to wait for all of them.
  return errors.reduce((a, b) => ((b.retryAfterMs ?? 0) > (a.retryAfterMs ?? 0) ? b : a));
}
