import type { Connected, Operation } from '../../actions/operation.js';
import { LIST } from '../../actions/places.js';
import { type ChangedUsers, changedUsers, changeInOrder } from '../../blacklists/changed-users.js';
import { listChangeIssues, listOf, planOn } from '../../blacklists/list-arguments.js';
import { recoverChange } from '../../blacklists/listed-users.js';
import type { CallRequest } from '../../vendors/calling/retry.js';
import type { Blacklist } from '../../vendors/volcengine/calls/blacklist.js';
import { type ListChangeResult, unchanged } from '../../vendors/volcengine/list-changes.js';
import {
  REMOVE_FROM_BLACKLIST_ANSWERS,
  RemoveFromBlacklistPartialFailure,
  type RemoveFromBlacklistResult,
  RemoveFromBlacklistSuccess,
} from './remove-from-blacklist.answer.js';
import type { RemoveFromBlacklistInput } from './remove-from-blacklist.input.js';

type Removal = Blacklist & { userIds: readonly string[] };

export const removeFromBlacklist: Operation<
  RemoveFromBlacklistInput,
  Removal,
  typeof RemoveFromBlacklistResult,
  'VOLCENGINE_RTC'
> = {
  mutation: 'removeFromBlacklist',
  vendor: 'VOLCENGINE_RTC',
  place: LIST,
  answers: REMOVE_FROM_BLACKLIST_ANSWERS,
  shown: ['inboxType'],

  logged: ({ appId, userId, inboxType, userIds }) => ({ appId, userId, inboxType, users: userIds.length }),

  issues: (input) => listChangeIssues(input, 'userIds', input.userIds, (index) => `userIds.${index}`),

  plan({ userIds, ...input }, volcengine) {
    const list = listOf(input, volcengine);
    return { call: Object.assign({}, list, { userIds }), ...planOn(list), userIds };
  },

  async act({ userIds, ...list }, volcengine, action) {
    const users = userIds.map((userId) => ({ userId }));
    const results = await changeInOrder(list, users, action, {
      what: () => 'remove',
      change: (user, request, sent) => removeIfListed(list, user.userId, volcengine, request, sent),
    });
    const notListed = new Set(userIds.filter((_, index) => results[index]?.wasDoneBefore));
    const changed = changedUsers(users, results);
    return { answer: changed.errorForAll ?? answerFor(list, changed, notListed), attempts: changed.attempts };
  },

  /** Asks the vendor who is on the list. Users are not removed again. */
  recover({ userIds, ...list }, volcengine, action) {
    return recoverChange(list, userIds, false, volcengine, action, (failures) =>
      answerFor(list, { userIds: [], failures, vendorRequestIds: [] }, new Set()),
    );
  },
};

/**
 * A removal does not tell who was not on the list. So another api, with a larger quota, is asked first. The removal counts as
 * sent from then on: the list may have changed when somebody asks for the same later.
 */
async function removeIfListed(
  list: Blacklist,
  userId: string,
  volcengine: Connected<'VOLCENGINE_RTC'>,
  request: CallRequest,
  sent: () => void,
): Promise<ListChangeResult> {
  const look = await volcengine.looks.look(list, userId, request, sent);
  if ('failure' in look) return unchanged({ ...look.failure, outcome: 'NOT_APPLIED' }, look.call);
  if (!look.isListed) return { done: true, wasDoneBefore: true, call: look.call };
  return { ...(await volcengine.removals.change(list, { userId }, request)), look: look.call };
}

/** `userIds`: the users that are certainly not on the list now. `notListed`: those that were found not to be on it. */
function answerFor(
  { appId, ownerId }: Blacklist,
  { userIds, failures, vendorRequestIds }: Pick<ChangedUsers, 'userIds' | 'failures' | 'vendorRequestIds'>,
  notListed: ReadonlySet<string>,
): typeof RemoveFromBlacklistResult {
  const removedUserIds = userIds.filter((userId) => !notListed.has(userId));
  const notListedUserIds = userIds.filter((userId) => notListed.has(userId));
  const common = { appId, userId: ownerId, removedUserIds, notListedUserIds, vendorRequestIds };
  return failures.length === 0
    ? new RemoveFromBlacklistSuccess(common)
    : new RemoveFromBlacklistPartialFailure({ ...common, failures });
}
