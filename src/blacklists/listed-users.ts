import type { Answer } from '../actions/answer.js';
import type { Connected, Done, InterruptedAction } from '../actions/operation.js';
import { nobodyKnows } from '../actions/recovery.js';
import { interrupted } from '../errors/journal-errors.js';
import { type Blacklist, MAX_USERS_PER_CALL } from '../vendors/volcengine/calls/blacklist.js';
import { isInBlackList } from '../vendors/volcengine/calls/is-in-black-list.js';
import { BlacklistFailure } from './blacklist-failure.type.js';
import type { ChangedUsers } from './changed-users.js';

/** The results of a change whose gateway died. Nothing is known of the calls that it made. */
type RecoveredUsers = Pick<ChangedUsers, 'userIds' | 'failures' | 'vendorRequestIds'>;

/**
 * Finds out the results of an interrupted change of a list: asks the vendor who is on the list, and changes nothing.
 * `leavesListed`: whether the change leaves its users on the list. Undefined: the vendor cannot tell now.
 */
export async function recoverChange(
  list: Blacklist,
  userIds: readonly string[],
  leavesListed: boolean,
  volcengine: Connected<'VOLCENGINE_RTC'>,
  action: InterruptedAction,
  answerFor: (recovered: RecoveredUsers) => Answer,
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
  const recovered = await recoveredUsers(userIds, (userId) => isListed.get(userId) === leavesListed, action);
  return { answer: recovered ? answerFor(recovered) : interrupted('NOT_APPLIED'), attempts };
}

/**
 * `isDone`: whether the list is now as the action wanted it for a user. It proves nothing if a newer action of another
 * operation may have changed the same user. Undefined: the action certainly changed nothing.
 */
async function recoveredUsers(
  userIds: readonly string[],
  isDone: (userId: string) => boolean,
  action: InterruptedAction,
): Promise<RecoveredUsers | undefined> {
  const undone = await action.undoneOf(userIds);
  const failures = [...userIds.entries()]
    .filter(([, userId]) => undone.has(userId) || !isDone(userId))
    .map(([index, userId]) => {
      const error = interrupted(undone.has(userId) ? 'UNKNOWN' : 'NOT_APPLIED');
      return new BlacklistFailure({ index, userId, error });
    });
  if (failures.length === userIds.length && undone.size === 0) return undefined;
  const failed = new Set(failures.map(({ userId }) => userId));
  return { userIds: userIds.filter((userId) => !failed.has(userId)), failures, vendorRequestIds: [] };
}
