import type { Answer } from '../actions/answer.js';
import type { Connected, Done, InterruptedAction } from '../actions/operation.js';
import { nobodyKnows } from '../actions/recovery.js';
import { interrupted } from '../errors/journal-errors.js';
import { type Blacklist, MAX_USERS_PER_CALL } from '../vendors/volcengine/calls/blacklist.js';
import { isInBlackList } from '../vendors/volcengine/calls/is-in-black-list.js';
import { BlacklistFailure } from './blacklist-failure.type.js';

/** The words for a user who is now as the change would leave them. */
const AS_WANTED = {
  listed: 'The user is on the list now. Whether this action put them there is unknown.',
  notListed: 'The user is off the list now. Whether this action took them off is unknown.',
} as const;

/**
 * Finds out what became of an interrupted change of a list: asks the vendor who is on the list, and changes nothing.
 *
 * A user who is not as the change would leave them was not changed. Of everybody else nobody knows: they may have been so
 * before, or somebody else may have made them so. So nobody counts as changed, and every user has a failure.
 *
 * `leavesListed`: whether the change leaves its users on the list. Undefined: the vendor cannot tell now.
 */
export async function recoverChange(
  list: Blacklist,
  userIds: readonly string[],
  leavesListed: boolean,
  volcengine: Connected<'VOLCENGINE_RTC'>,
  action: InterruptedAction,
  answerFor: (failures: BlacklistFailure[]) => Answer,
): Promise<Done | undefined> {
  const isListed = new Map<string, boolean>();
  let attempts = 0;
  for (let first = 0; first < userIds.length; first += MAX_USERS_PER_CALL) {
    const some = userIds.slice(first, first + MAX_USERS_PER_CALL);
    const result = await volcengine.call(isInBlackList, { list, userIds: some }, action.vendorRequest());
    attempts += result.attempts;
    if (!result.ok) return result.failure.retryable ? undefined : nobodyKnows();
    for (const [userId, listed] of result.value) isListed.set(userId, listed);
  }
  // The list proves nothing if a newer action of another operation may have changed the same user.
  const changedSince = await action.undoneOf(userIds);
  const asWanted = AS_WANTED[leavesListed ? 'listed' : 'notListed'];
  const failures = userIds.map((userId, index) => {
    const isAsWanted = isListed.get(userId) === leavesListed;
    const outcome = changedSince.has(userId) || isAsWanted ? 'UNKNOWN' : 'NOT_APPLIED';
    const error = interrupted(outcome, isAsWanted ? asWanted : undefined);
    return new BlacklistFailure({ index, userId, error });
  });
  const isCertain = failures.every(({ error }) => error.outcome === 'NOT_APPLIED');
  return { answer: isCertain ? interrupted('NOT_APPLIED') : answerFor(failures), attempts };
}
