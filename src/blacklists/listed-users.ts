import type { Connected, InterruptedAction } from '../actions/operation.js';
import { interrupted } from '../errors/journal-errors.js';
import { type Blacklist, MAX_USERS_PER_CALL } from '../vendors/volcengine/calls/blacklist.js';
import { isInBlackList } from '../vendors/volcengine/calls/is-in-black-list.js';
import { BlacklistFailure } from './blacklist-failure.type.js';

/** What the vendor says of users. Undefined: it cannot say it now. `refused`: it is not going to. */
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
 * The users of an interrupted action for whom it was not done, or may not have been. `wasDone` tells whether the list is
 * now as the action wanted it for a user. Where something newer was asked for the same user, the list proves nothing.
 */
export async function failuresOf(
  userIds: readonly string[],
  wasDone: (userId: string) => boolean,
  action: InterruptedAction,
): Promise<BlacklistFailure[]> {
  const failures: BlacklistFailure[] = [];
  for (const [index, userId] of userIds.entries()) {
    const isSuperseded = await action.isSuperseded(userId);
    if (wasDone(userId) && !isSuperseded) continue;
    const error = interrupted(isSuperseded ? 'UNKNOWN' : 'NOT_APPLIED');
    failures.push(new BlacklistFailure({ index, userId, error }));
  }
  return failures;
}
