import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  RemoveFromBlacklistDocument,
  type RemoveFromBlacklistMutation,
} from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { startSandboxWithoutEvents, withoutJitter } from '../../sandbox-gateway.js';
import { listOf, manyIds, seedList } from '../listed-users.js';

const OWNER = { userId: '10001' };
const LOOK = 'IsInBlackList';
const REMOVE = 'RemoveBlackList';

let sandbox: Sandbox;
beforeAll(async () => {
  // Long enough that no pause of this machine's matters.
  const limits = { VENDOR_TIMEOUT_MS: '15000', VENDOR_DEADLINE_MS: '50000' };
  sandbox = await startSandboxWithoutEvents(limits, withoutJitter);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.volcengine.reset();
  seedList(sandbox, OWNER, []);
});

type Answer = RemoveFromBlacklistMutation['removeFromBlacklist'];

async function remove(userIds: readonly string[], fields: object = {}): Promise<Answer | undefined> {
  const input = { ...OWNER, userIds: [...userIds], ...fields };
  const { status, data, errors } = await send(sandbox, RemoveFromBlacklistDocument, { input });
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  return data?.removeFromBlacklist;
}

async function add(userId: string): Promise<string | undefined> {
  const { data } = await send(sandbox, AddToBlacklistDocument, {
    input: { ...OWNER, users: [{ userId }] },
  });
  return data?.addToBlacklist.__typename;
}

const listed = () => [...listOf(sandbox, OWNER).keys()];
const calls = (target = sandbox) => target.volcengine.requests().map(({ action }) => action);
const usersIn = (action: string) =>
  sandbox.volcengine
    .requests()
    .filter((request) => request.action === action)
    .map(({ body }): number[] => JSON.parse(body).BlackListUserIds);

describe('the answer', () => {
  it('names those who were on the list and those who were not, in input order', async () => {
    seedList(sandbox, OWNER, ['7', '5', '3']);
    expect(await remove(['9', '3', '8', '7'])).toMatchObject({
      __typename: 'RemoveFromBlacklistSuccess',
      appId: 123456,
      userId: '10001',
      removedUserIds: ['3', '7'],
      notListedUserIds: ['9', '8'],
      vendorRequestIds: [expect.any(String)],
    });
    expect(listed()).toEqual(['5']);
    expect(usersIn(REMOVE)).toEqual([[3, 7]]);
  });

  it('is a success without a removal when nobody was on the list', async () => {
    expect(await remove(['8', '9'])).toMatchObject({
      __typename: 'RemoveFromBlacklistSuccess',
      removedUserIds: [],
      notListedUserIds: ['8', '9'],
      vendorRequestIds: [],
    });
    expect(calls()).toEqual([LOOK]);
  });

  it('is about one inbox of one owner', async () => {
    const lists = [
      { userId: '10001', inboxType: 0 },
      { userId: '10001', inboxType: 2 },
      { userId: '10002', inboxType: 2 },
    ];
    for (const list of lists) seedList(sandbox, list, ['5']);
    await remove(['5'], { inboxType: 2 });
    expect(lists.map((list) => listOf(sandbox, list).size)).toEqual([1, 0, 1]);
  });

  it('keeps every digit of the largest int64', async () => {
    const ids = ['9223372036854775807', '9007199254740993'];
    seedList(sandbox, OWNER, ids);
    expect(await remove(ids)).toMatchObject({ removedUserIds: ids, notListedUserIds: [] });
    expect(listed()).toEqual([]);
  });

  it('stands in the journal, with the number of calls and what came of each user', async () => {
    seedList(sandbox, OWNER, ['3']);
    const { actionId: id } = (await remove(['3', '4'])) as { actionId: string };
    const query = `query ($id: ID!) { moderationAction(id: $id) {
      operation status attempts listOwnerId inboxType targets { userId outcome } } }`;
    expect((await sendText(sandbox, query, { id })).data).toEqual({
      moderationAction: {
        operation: 'REMOVE_FROM_BLACKLIST',
        status: 'APPLIED',
        attempts: 2,
        listOwnerId: '10001',
        inboxType: 0,
        targets: [
          { userId: '3', outcome: 'APPLIED' },
          { userId: '4', outcome: 'NOT_APPLIED' },
        ],
      },
    });
  });
});

describe('calls', () => {
  it('take ten users each, for a thousand', async () => {
    const ids = manyIds(1_000);
    seedList(sandbox, OWNER, ids);
    const answer = await remove(ids);
    expect(
      answer && 'failures' in answer ? answer.failures.map(({ error }) => JSON.stringify(error)) : [],
    ).toEqual([]);
    expect(answer).toMatchObject({ removedUserIds: ids, notListedUserIds: [] });
    expect(listed()).toEqual([]);
    for (const action of [LOOK, REMOVE]) {
      expect(usersIn(action)).toHaveLength(100);
      expect(usersIn(action).flat().sort()).toEqual(ids.map(Number).sort());
    }
  });
});

describe('after a removal whose answer was lost', () => {
  const lost = { kind: 'reset', action: REMOVE } as const;
  const refusal = { kind: 'error', action: REMOVE, status: 400, code: 'NoAuth', message: '' } as const;
  beforeEach(async () => {
    // A good answer, so that the faults of two tests together do not look like a vendor that is down.
    await remove(['1']);
    sandbox.volcengine.reset();
    seedList(sandbox, OWNER, ['5', '6']);
  });

  it.each([true, false])('one that is sent again counts as removed (applied: %s)', async (applied) => {
    sandbox.volcengine.injectFault({ ...lost, applied });
    expect(await remove(['5', '7'])).toMatchObject({ removedUserIds: ['5'], notListedUserIds: ['7'] });
    expect(calls()).toEqual([LOOK, REMOVE, REMOVE]);
    expect(listed()).toEqual(['6']);
  });

  it('a refusal is no proof: who is off the list was removed', async () => {
    sandbox.volcengine.injectFault({ ...lost, applied: true });
    sandbox.volcengine.injectFault(refusal);
    expect(await remove(['5', '7'])).toMatchObject({
      __typename: 'RemoveFromBlacklistSuccess',
      removedUserIds: ['5'],
      notListedUserIds: ['7'],
    });
    expect(calls()).toEqual([LOOK, REMOVE, REMOVE, LOOK]);
  });

  it('a refusal leaves it unknown of a user who is still listed, since the first may come yet', async () => {
    sandbox.volcengine.injectFault({ ...lost, applied: false });
    sandbox.volcengine.injectFault(refusal);
    expect(await remove(['5'])).toMatchObject({
      __typename: 'VendorPermissionDeniedError',
      outcome: 'UNKNOWN',
    });
    expect(calls()).toEqual([LOOK, REMOVE, REMOVE, LOOK]);
  });

  it('and a look in vain, it stays unknown', async () => {
    sandbox.volcengine.injectFault({ ...lost, applied: true });
    sandbox.volcengine.injectFault(refusal);
    // The first look of all is good.
    sandbox.volcengine.injectFault({ kind: 'delay', action: LOOK });
    sandbox.volcengine.injectFault({ ...refusal, action: LOOK });
    expect(await remove(['5'])).toMatchObject({ outcome: 'UNKNOWN' });
    expect(calls()).toEqual([LOOK, REMOVE, REMOVE, LOOK]);
  });
});

describe('a part of the users', () => {
  it('fails with the call that was refused, and nobody else does', async () => {
    const ids = manyIds(30);
    seedList(sandbox, OWNER, ids);
    sandbox.volcengine.injectFault({
      kind: 'error',
      action: REMOVE,
      status: 400,
      code: 'NoAuth',
      message: '',
    });
    const answer = await remove(ids);
    if (answer?.__typename !== 'RemoveFromBlacklistPartialFailure') throw new Error(answer?.__typename);
    expect(answer.failures).toHaveLength(10);
    for (const { index, userId, error } of answer.failures) {
      expect(userId).toBe(ids[index]);
      expect(error).toMatchObject({ __typename: 'VendorPermissionDeniedError', outcome: 'NOT_APPLIED' });
    }
    expect(listed()).toEqual(answer.failures.map(({ userId }) => userId));
    expect(answer.removedUserIds).toEqual(ids.filter((userId) => !listed().includes(userId)));
  });

  it('fails with the look that was refused: NOT_APPLIED, and nothing was sent for them', async () => {
    const ids = manyIds(20);
    seedList(sandbox, OWNER, ids);
    sandbox.volcengine.injectFault({
      kind: 'error',
      action: LOOK,
      status: 400,
      code: 'SomethingNew',
      message: '',
    });
    const answer = await remove(ids);
    if (answer?.__typename !== 'RemoveFromBlacklistPartialFailure') throw new Error(answer?.__typename);
    expect(new Set(answer.failures.map(({ error }) => error.outcome))).toEqual(new Set(['NOT_APPLIED']));
    expect(usersIn(REMOVE).flat().map(String)).toEqual(answer.removedUserIds);
    expect(answer.removedUserIds).toHaveLength(10);
    expect(listed()).toEqual(answer.failures.map(({ userId }) => userId));
  });
});

describe('order', () => {
  it('an addition, a removal and an addition at once end on the list', async () => {
    const all = [add('5'), remove(['5']), add('5')];
    await Promise.all(all);
    expect(await all[0]).toBe('AddToBlacklistSuccess');
    expect(await all[1]).toMatchObject({ removedUserIds: ['5'] });
    expect(await all[2]).toBe('AddToBlacklistSuccess');
    expect(listed()).toEqual(['5']);
  });

  it('a removal, an addition and a removal at once end off the list', async () => {
    const all = [remove(['5']), add('5'), remove(['5'])];
    await Promise.all(all);
    expect(await all[0]).toMatchObject({ notListedUserIds: ['5'] });
    expect(await all[1]).toBe('AddToBlacklistSuccess');
    expect(await all[2]).toMatchObject({ removedUserIds: ['5'] });
    expect(listed()).toEqual([]);
  });

  it('a removal looks for itself when the look of an equal one may be older than it', async () => {
    sandbox.volcengine.injectFault({ kind: 'delay', action: LOOK, delayMs: 400 });
    const first = remove(['5']);
    await expect.poll(calls).toEqual([LOOK]);
    // Somebody else puts the user on the list, and then asks to have them removed.
    seedList(sandbox, OWNER, ['5']);
    const second = remove(['5']);
    expect(await first).toMatchObject({ removedUserIds: [], notListedUserIds: ['5'] });
    expect(await second).toMatchObject({ removedUserIds: ['5'], notListedUserIds: [] });
    expect(listed()).toEqual([]);
  });
});

describe('a vendor at its quota', () => {
  let slow: Sandbox;
  afterEach(() => slow.close());

  beforeEach(async () => {
    slow = await startSandboxWithoutEvents({ VOLC_QPS: '1', VENDOR_DEADLINE_MS: '30000' }, withoutJitter);
  });
  const ask = async (userId: string) => {
    const input = { ...OWNER, userIds: [userId] };
    const { data } = await send(slow, RemoveFromBlacklistDocument, { input });
    return data?.removeFromBlacklist;
  };

  it('is called for the users of many requests at once', async () => {
    const ids = manyIds(30);
    seedList(slow, OWNER, ids.slice(0, 20));
    const answers = await Promise.all(ids.map(ask));
    expect(answers).toMatchObject(ids.map((id, index) => ({ removedUserIds: index < 20 ? [id] : [] })));
    expect(listOf(slow, OWNER).size).toBe(0);
    // Far fewer than two for each request.
    expect(calls(slow).length).toBeLessThanOrEqual(20);
  });

  it('gives equal removals that wait one removal', async () => {
    seedList(slow, OWNER, ['5']);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('5')));
    for (const answer of answers) expect(answer?.__typename).toBe('RemoveFromBlacklistSuccess');
    expect(calls(slow).filter((action) => action === REMOVE)).toHaveLength(1);
    expect(calls(slow).length).toBeLessThan(6);
    expect(listOf(slow, OWNER).size).toBe(0);
  });
});
