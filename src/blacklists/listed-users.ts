import type { Connected, InterruptedAction } from '../actions/operation.js';
import type { CommonError } from '../errors/errors-of-every-mutation.js';
import { interrupted } from '../errors/journal-errors.js';
import { type Blacklist, MAX_USERS_PER_CALL } from '../vendors/volcengine/calls/blacklist.js';
import { isInBlackList } from '../vendors/volcengine/calls/is-in-black-list.js';
import { BlacklistFailure } from './blacklist-failure.type.js';
import type { ChangedUsers } from './changed-users.js';

/** Whether users are on a list. Undefined: ask again later. `refused`: the vendor refuses to tell. */
type Listed = { isListed: ReadonlyMap<string, boolean>; attempts: number } | 'refused' | undefined;

/** Asks the vendor which of these users are on a list. */
export async function askWhoIsListed(
  list: Blacklist,
  userIds: readonly string[],
  volcengine: Connected<'VOLCENGINE_RTC'>,
  action: InterruptedAction,
): Promise<Listed> {
  const isListed = new Map<string, boolean>();
  let attempts = 0;
  for (let first = 0; first < userIds.length; first += MAX_USERS_PER_CALL) {
    const some = userIds.slice(first, first + MAX_USERS_PER_CALL);
    const result = await volcengine.call(isInBlackList, { list, userIds: some }, action.vendorRequest());
    attempts += result.attempts;
    if (!result.ok) return result.failure.retryable ? undefined : 'refused';
    for (const [userId, listed] of result.value) isListed.set(userId, listed);
  }
  return { isListed, attempts };
}

/**
 * The results of an interrupted action. `isDone`: whether the list is now as the action wanted it for a user. It proves
 * nothing if a newer action of another operation may have changed the same user. An error means that the action certainly
 * changed nothing.
 */
export async function interruptedChange(
  userIds: readonly string[],
  isDone: (userId: string) => boolean,
  action: InterruptedAction,
): Promise<Pick<ChangedUsers, 'userIds' | 'failures' | 'vendorRequestIds'> | { error: CommonError }> {
  const superseded = await action.undoneOf(userIds);
  const failures = [...userIds.entries()]
    .filter(([, userId]) => superseded.has(userId) || !isDone(userId))
    .map(([index, userId]) => {
      const error = interrupted(superseded.has(userId) ? 'UNKNOWN' : 'NOT_APPLIED');
      return new BlacklistFailure({ index, userId, error });
    });
  const nothingDone = failures.length === userIds.length && superseded.size === 0;
  if (nothingDone) return { error: interrupted('NOT_APPLIED') };
  const failed = new Set(failures.map(({ userId }) => userId));
  return { userIds: userIds.filter((userId) => !failed.has(userId)), failures, vendorRequestIds: [] };
}
