import { durationIssues } from '../../actions/input-rules.js';
import type { Operation } from '../../actions/operation.js';
import { LIST } from '../../actions/places.js';
import { type ChangedUsers, changedUsers, changeInOrder } from '../../blacklists/changed-users.js';
import { listChangeIssues, listOf, planOn } from '../../blacklists/list-arguments.js';
import { recoverChange } from '../../blacklists/listed-users.js';
import { endsOfAddition } from '../../blacklists/timed-users.js';
import type { Blacklist, BlacklistUser } from '../../vendors/volcengine/calls/blacklist.js';
import {
  ADD_TO_BLACKLIST_ANSWERS,
  AddToBlacklistPartialFailure,
  type AddToBlacklistResult,
  AddToBlacklistSuccess,
} from './add-to-blacklist.answer.js';
import type { AddToBlacklistInput } from './add-to-blacklist.input.js';

type Addition = Blacklist & { durationSeconds?: number | undefined; users: readonly BlacklistUser[] };

export const addToBlacklist: Operation<
  AddToBlacklistInput,
  Addition,
  typeof AddToBlacklistResult,
  'VOLCENGINE_RTC'
> = {
  mutation: 'addToBlacklist',
  vendor: 'VOLCENGINE_RTC',
  place: LIST,
  answers: ADD_TO_BLACKLIST_ANSWERS,
  shown: ['inboxType'],

  logged: ({ appId, userId, inboxType, users, durationSeconds }) => ({
    appId,
    userId,
    inboxType,
    users: users.length,
    ...(durationSeconds && { durationSeconds }),
  }),

  issues: (input, { maxDurationSeconds }) => [
    ...listChangeIssues(
      input,
      'users',
      input.users.map(({ userId }) => userId),
      (index) => `users.${index}.userId`,
    ),
    ...durationIssues('durationSeconds', input.durationSeconds, maxDurationSeconds),
  ],

  plan(input, volcengine) {
    const list = listOf(input, volcengine);
    const users = input.users.map(({ userId, ext }) => ({ userId, ...(ext && { ext }) }));
    const userIds = users.map(({ userId }) => userId);
    const { durationSeconds } = input;
    const timed = durationSeconds ? { durationSeconds } : {};
    return { call: Object.assign({}, list, timed, { users }), ...planOn(list), userIds };
  },

  ends: endsOfAddition,

  async act({ users, durationSeconds: _, ...list }, volcengine, action) {
    const results = await changeInOrder(list, users, action, {
      what: ({ ext }) => `add ${JSON.stringify(ext)}`,
      change: (user, request, sent) => volcengine.additions.change(list, user, request, sent),
    });
    const changed = changedUsers(users, results);
    return { answer: changed.errorForAll ?? answerFor(list, changed), attempts: changed.attempts };
  },

  /** Asks the vendor who is on the list. Users are not added again. */
  recover({ users, durationSeconds: _, ...list }, volcengine, action) {
    const userIds = users.map(({ userId }) => userId);
    return recoverChange(list, userIds, true, volcengine, action, (failures) =>
      answerFor(list, { userIds: [], inferredUserIds: [], failures, vendorRequestIds: [] }),
    );
  },
};

/** `userIds`: the users that the vendor has added. */
function answerFor(
  { appId, ownerId }: Blacklist,
  {
    userIds,
    inferredUserIds,
    failures,
    vendorRequestIds,
  }: Pick<ChangedUsers, 'userIds' | 'inferredUserIds' | 'failures' | 'vendorRequestIds'>,
): typeof AddToBlacklistResult {
  const inferred = inferredUserIds.length > 0 ? { inferredUserIds } : {};
  const common = { appId, userId: ownerId, addedUserIds: userIds, vendorRequestIds, ...inferred };
  return failures.length === 0
    ? new AddToBlacklistSuccess(common)
    : new AddToBlacklistPartialFailure({ ...common, failures });
}
