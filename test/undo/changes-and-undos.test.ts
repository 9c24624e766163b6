import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  ModerationActionDocument,
  RemoveFromBlacklistDocument,
  UndoModerationActionDocument,
  UpdateBlacklistDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { VOLC_APP } from './undoing.js';

const USERS = ['1', '2', '3'];
const CALLERS = ['anna', 'ben'];

let sandbox: Sandbox;
beforeAll(async () => {
  const environment = { AUTH_JWT_SECRET: SECRET.toString(), CALLER_REQUESTS_PER_SECOND: '0' };
  sandbox = await startTestSandbox(environment, withoutJitter);
});
afterAll(() => sandbox.close());

type Ext = Readonly<Record<string, string>>;
type Entries = ReadonlyMap<string, Ext>;

/** An action as the model sees it. */
interface Done {
  id: string;
  kind: 'add' | 'remove' | 'update';
  /** The list's entries that it changed, as they were before. Undefined: the user was not on the list. */
  before: ReadonlyMap<string, Ext | undefined>;
  undoes?: Done | undefined;
}

/** One list, as it should be after what was asked of the gateway. */
class Model {
  entries: Entries = new Map();
  /** By user: the actions that changed them, the oldest first. */
  readonly #changes = new Map<string, Done[]>();

  /** `users` without an ext are removed. Returns whom the action changes. */
  apply(done: Omit<Done, 'before'>, users: Entries | readonly string[]): Done {
    const after = new Map(this.entries);
    const before = new Map<string, Ext | undefined>();
    for (const userId of Array.isArray(users) ? users : users.keys()) {
      const entry = this.entries.get(userId);
      if ((entry !== undefined) === (done.kind === 'add')) continue;
      before.set(userId, entry);
      if (done.kind === 'remove') after.delete(userId);
      else after.set(userId, { ...entry, ...(users as Entries).get(userId) });
    }
    const action = { ...done, before };
    for (const userId of before.keys()) this.#changes.set(userId, [...this.#of(userId), action]);
    this.entries = after;
    return action;
  }

  /** What becomes of each user of an action that is to be undone. */
  undoOf(action: Done): ReadonlyMap<string, 'undone' | 'ALREADY_UNDONE' | 'SUPERSEDED'> {
    return new Map(
      [...action.before.keys()].map((userId) => {
        const newest = this.#newestStanding(userId, action);
        if (!newest) return [userId, 'undone'];
        return [userId, newest.undoes === action ? 'ALREADY_UNDONE' : 'SUPERSEDED'];
      }),
    );
  }

  #of(userId: string): readonly Done[] {
    return this.#changes.get(userId) ?? [];
  }

  /** The newest change of a user after `action`, except those that were undone and their undos. */
  #newestStanding(userId: string, action: Done): Done | undefined {
    const changes = this.#of(userId);
    const newer = changes.slice(changes.indexOf(action) + 1);
    const undone = new Set<Done | undefined>();
    return newer.findLast((change) => {
      if (undone.has(change)) return false;
      if (!change.undoes || !newer.includes(change.undoes)) return true;
      undone.add(change.undoes);
      return false;
    });
  }
}

const users = fc.subarray(USERS, { minLength: 1 });
const ext = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y'), { minKeys: 1 });
const step = fc.record({
  caller: fc.constantFrom(...CALLERS),
  what: fc.oneof(
    fc.record({ kind: fc.constantFrom('add', 'update'), users, ext }),
    fc.record({ kind: fc.constant('remove' as const), users }),
    // Of the actions so far.
    fc.record({ kind: fc.constant('undo' as const), of: fc.nat(9) }),
  ),
  /** Each lost answer is followed by a good one. An addition that is sent again cannot tell who was listed before. */
  lost: fc.option(
    fc.record({
      action: fc.constantFrom('RemoveBlackList', 'IsInBlackList'),
      applied: fc.boolean(),
    }),
  ),
});

let lists = 0;

it('the list, the journal and the answers agree, whatever is added, removed, updated and undone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const owner = String(10_000_000 + lists++);
      const model = new Model();
      const done: Done[] = [];
      for (const { caller, what, lost } of steps) {
        sandbox.volcengine.clearFaults();
        if (lost) sandbox.volcengine.injectFault({ kind: 'reset', ...lost });
        if (what.kind === 'undo') {
          const action = done[what.of % Math.max(done.length, 1)];
          if (action) await expectUndo(caller, action, model, done);
        } else done.push(await expectChange(caller, owner, what, model));
        expect(new Map(sandbox.volcengine.blacklist(VOLC_APP, owner, 0))).toEqual(model.entries);
      }
    }),
    { numRuns: 60, seed: 20_261_126 },
  );
});

function optionsOf(sub: string) {
  return { token: tokenOf(sub, { scope: 'moderation:blacklist moderation:audit', ...EVERYWHERE }) };
}

async function expectChange(
  caller: string,
  userId: string,
  what: { kind: string; users: readonly string[]; ext?: Ext },
  model: Model,
): Promise<Done> {
  const target = { url: sandbox.url };
  const entries = what.users.map((id) => ({ userId: id, ext: { ...what.ext } }));
  const list = new Map(entries.map((entry) => [entry.userId, entry.ext]));
  const options = optionsOf(caller);
  if (what.kind === 'add') {
    const { data } = await send(
      target,
      AddToBlacklistDocument,
      { input: { userId, users: entries } },
      options,
    );
    const answer = data?.addToBlacklist as { actionId: string; addedUserIds: string[] };
    const action = model.apply({ id: answer.actionId, kind: 'add' }, list);
    expect(answer.addedUserIds).toEqual([...action.before.keys()]);
    return action;
  }
  if (what.kind === 'update') {
    const { data } = await send(
      target,
      UpdateBlacklistDocument,
      { input: { userId, users: entries } },
      options,
    );
    const answer = data?.updateBlacklist as { actionId: string; updatedUserIds: string[] };
    const action = model.apply({ id: answer.actionId, kind: 'update' }, list);
    expect(answer.updatedUserIds).toEqual([...action.before.keys()]);
    return action;
  }
  const input = { userId, userIds: [...what.users] };
  const { data } = await send(target, RemoveFromBlacklistDocument, { input }, options);
  const answer = data?.removeFromBlacklist as { actionId: string; removedUserIds: string[] };
  const action = model.apply({ id: answer.actionId, kind: 'remove' }, what.users);
  expect(answer.removedUserIds).toEqual([...action.before.keys()]);
  return action;
}

async function expectUndo(caller: string, undone: Done, model: Model, done: Done[]): Promise<void> {
  const target = { url: sandbox.url };
  const variables = { input: { actionId: undone.id } };
  const { data } = await send(target, UndoModerationActionDocument, variables, optionsOf(caller));
  const answer = data?.undoModerationAction;
  const fates = model.undoOf(undone);
  const users = [...fates].flatMap(([userId, fate]) => (fate === 'undone' ? [userId] : []));
  const left = [...fates].filter(([, fate]) => fate !== 'undone');
  if (undone.kind === 'update' || users.length === 0) {
    const fatesLeft = left.map(([, fate]) => fate);
    const code = fatesLeft.includes('SUPERSEDED') ? 'SUPERSEDED' : (fatesLeft[0] ?? 'NOT_UNDOABLE');
    expect(answer).toMatchObject({
      code: undone.kind === 'update' ? 'NOT_UNDOABLE' : code,
      outcome: 'NOT_APPLIED',
    });
    return;
  }
  if (answer?.__typename !== 'UndoModerationActionPartialFailure') {
    expect(answer?.__typename).toBe('UndoModerationActionSuccess');
  }
  const { action, failures = [] } = answer as {
    action: { id: string; targets: { userId: string }[] };
    failures?: { userId: string; error: { code: string } }[];
  };
  expect(action.targets.map(({ userId }) => userId)).toEqual(users);
  // Whoever was undone before is as before the action.
  const standing = left.filter(([, fate]) => fate === 'SUPERSEDED');
  expect(failures.map(({ userId, error }) => [userId, error.code])).toEqual(standing);
  const kind = undone.kind === 'add' ? 'remove' : 'add';
  const entries = new Map(users.map((userId) => [userId, undone.before.get(userId) ?? {}]));
  done.push(model.apply({ id: action.id, kind, undoes: undone }, kind === 'add' ? entries : users));
  const recorded = await send(target, ModerationActionDocument, { id: undone.id }, optionsOf('auditor'));
  expect(recorded.data?.moderationAction?.undoneBy).toEqual({ id: action.id });
}
