import type { Connected, InterruptedAction, Operation } from '../../actions/operation.js';
import { LIST } from '../../actions/places.js';
import { BlacklistFailure } from '../../blacklists/blacklist-failure.type.js';
import { type ChangedUsers, changedUsers, changeInOrder, placeOf } from '../../blacklists/changed-users.js';
import { listChangeIssues, listOf, MAX_USERS, planOn } from '../../blacklists/list-arguments.js';
import { interrupted } from '../../errors/journal-errors.js';
import { InputIssue } from '../../errors/moderation-error.js';
import type { Blacklist, BlacklistUser } from '../../vendors/volcengine/calls/blacklist.js';
import type { ListChangeResult } from '../../vendors/volcengine/list-changes.js';
import {
  UPDATE_BLACKLIST_ANSWERS,
  UpdateBlacklistPartialFailure,
  type UpdateBlacklistResult,
  UpdateBlacklistSuccess,
} from './update-blacklist.answer.js';
import type { UpdateBlacklistInput } from './update-blacklist.input.js';

type Update = Blacklist & { users: readonly Required<BlacklistUser>[] };

export const updateBlacklist: Operation<
  UpdateBlacklistInput,
  Update,
  typeof UpdateBlacklistResult,
  'VOLCENGINE_RTC'
> = {
  mutation: 'updateBlacklist',
  vendor: 'VOLCENGINE_RTC',
  place: LIST,
  answers: UPDATE_BLACKLIST_ANSWERS,
  shown: ['inboxType'],

  logged: ({ appId, userId, inboxType, users }) => ({ appId, userId, inboxType, users: users.length }),

  issues: (input) => [
    ...listChangeIssues(
      input,
      'users',
      input.users.map(({ userId }) => userId),
      (index) => `users.${index}.userId`,
    ),
    ...input.users.slice(0, MAX_USERS).flatMap(({ ext }, index) => extIssues(`users.${index}.ext`, ext)),
  ],

  plan(input, volcengine) {
    const list = listOf(input, volcengine);
    const users = input.users.map(({ userId, ext }) => ({ userId, ext: ext ?? {} }));
    const userIds = users.map(({ userId }) => userId);
    return { call: Object.assign({}, list, { users }), ...planOn(list), userIds };
  },

  async act({ users, ...list }, volcengine, action) {
    const results = await changeInOrder(list, users, action, {
      what: ({ ext }) => `update ${JSON.stringify(ext)}`,
      change: (user, request, sent) => volcengine.updates.change(list, user, request, sent),
    });
    const changed = changedUsers(users, results);
    return { answer: changed.errorForAll ?? answerFor(list, changed), attempts: changed.attempts };
  },

  /** Updates the users again, which is safe: the same keys get the same values. But never over a newer action. */
  async recover({ users, ...list }, volcengine, action) {
    const results = await updateAgain(list, users, volcengine, action);
    if (results.some((result) => result && !result.done && result.failure.retryable)) return undefined;
    // Another gateway may have updated a user in the meantime. Then the update above may have undone that.
    for (const [index, { userId }] of users.entries()) {
      if (results[index]) await redoNewer(list, userId, volcengine, action);
    }
    // A refusal now does not prove that the send before the crash failed.
    const failures = [...users.entries()]
      .filter(([index]) => !results[index]?.done)
      .map(([index, { userId }]) => new BlacklistFailure({ index, userId, error: interrupted('UNKNOWN') }));
    const sent = results.filter((result) => result !== undefined);
    const { userIds, vendorRequestIds, attempts } = changedUsers(
      users.filter((_, index) => results[index]),
      sent,
    );
    return { answer: answerFor(list, { userIds, failures, vendorRequestIds }), attempts };
  },
};

/** The vendor refuses an update without anything to merge. */
function extIssues(path: string, ext: Record<string, string> | null | undefined): InputIssue[] {
  if (ext && Object.keys(ext).length > 0) return [];
  return [new InputIssue(path, 'TOO_SHORT', 'must have at least one key')];
}

/** The results in the order of the users. Undefined for a user about whom something newer was asked. */
function updateAgain(
  list: Blacklist,
  users: readonly BlacklistUser[],
  volcengine: Connected<'VOLCENGINE_RTC'>,
  action: InterruptedAction,
): Promise<(ListChangeResult | undefined)[]> {
  // The database is asked about one user after the other, since there can be a thousand.
  let asked: Promise<unknown> = Promise.resolve();
  return Promise.all(
    users.map((user) =>
      action.order.alone(placeOf(list), user.userId, async () => {
        const isSuperseded = asked.then(() => action.isSuperseded(user.userId));
        asked = isSuperseded.catch(() => {});
        if (await isSuperseded) return undefined;
        return volcengine.updates.change(list, user, action.vendorRequest());
      }),
    ),
  );
}

/** Repeats the newest update of a user, if it is newer than `action`. Nothing else could be undone by an update. */
async function redoNewer(
  list: Blacklist,
  userId: string,
  volcengine: Connected<'VOLCENGINE_RTC'>,
  action: InterruptedAction,
): Promise<void> {
  const newer = await action.newerOn(userId);
  if (newer?.record.operation !== action.record.operation) return;
  const { users }: Update = JSON.parse(newer.record.input);
  const again = users.filter((user) => user.userId === userId);
  await updateAgain(list, again, volcengine, newer);
}

/** `userIds`: the users that the vendor has updated. */
function answerFor(
  { appId, ownerId }: Blacklist,
  { userIds, failures, vendorRequestIds }: Pick<ChangedUsers, 'userIds' | 'failures' | 'vendorRequestIds'>,
): typeof UpdateBlacklistResult {
  const common = { appId, userId: ownerId, updatedUserIds: userIds, vendorRequestIds };
  return failures.length === 0
    ? new UpdateBlacklistSuccess(common)
    : new UpdateBlacklistPartialFailure({ ...common, failures });
}
