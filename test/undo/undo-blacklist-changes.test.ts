import { describe, expect, it } from 'vitest';
import {
  add,
  idOf,
  listed,
  OWNER,
  remove,
  sandbox,
  targetsOf,
  undo,
  update,
  VOLC_APP,
  withGateway,
} from './undoing.js';

withGateway();

const [FIRST, SECOND, THIRD] = ['20001', '20002', '20003'] as const;
const ENTRY_UNKNOWN = {
  __typename: 'NotUndoableError',
  code: 'ENTRY_UNKNOWN',
  outcome: 'NOT_APPLIED',
  message: expect.stringContaining('Add them again'),
};
const LOST = { kind: 'reset', applied: true, times: 4 } as const;

describe('undoModerationAction of an addition', () => {
  it('removes those whom it added, and nobody who was on the list before', async () => {
    await add([{ userId: SECOND }]);
    const before = listed();
    const added = await idOf(add([FIRST, SECOND, THIRD].map((userId) => ({ userId }))));
    const answer = await undo({ actionId: added });
    expect(answer).toMatchObject({
      __typename: 'UndoModerationActionSuccess',
      undone: { id: added, status: 'PARTIAL' },
      action: { operation: 'REMOVE_FROM_BLACKLIST', status: 'APPLIED', undoes: { id: added } },
    });
    const { action } = answer as { action: { targets: { userId: string }[] } };
    expect(action.targets.map(({ userId }) => userId)).toEqual([FIRST, THIRD]);
    expect(listed()).toEqual(before);
  });

  it('leaves those on whom something newer stands, and says so of each', async () => {
    const added = await idOf(add([FIRST, SECOND].map((userId) => ({ userId }))));
    const removed = await idOf(remove([SECOND]));
    const again = await idOf(add([{ userId: SECOND, ext: { by: 'ben' } }]));
    const answer = await undo({ actionId: added });
    expect(answer).toMatchObject({
      __typename: 'UndoModerationActionPartialFailure',
      failures: [
        { index: 1, userId: SECOND, error: { __typename: 'SupersededError', outcome: 'NOT_APPLIED' } },
      ],
    });
    expect(Object.keys(listed())).toContain(SECOND);
    expect(Object.keys(listed())).not.toContain(FIRST);
    expect(await undo({ actionId: removed })).toMatchObject({ newerActionId: again });
  });

  it('removes nobody of whom nobody knows whether they were added', async () => {
    sandbox.volcengine.injectFault({ ...LOST, action: 'AddBlackList' });
    const added = await add([{ userId: FIRST }]);
    expect(added).toMatchObject({ outcome: 'UNKNOWN' });
    sandbox.volcengine.clearFaults();
    sandbox.volcengine.clearRequests();
    expect(await undo({ actionId: added?.actionId ?? '' })).toMatchObject({
      __typename: 'NotUndoableError',
      code: 'EFFECT_UNKNOWN',
      outcome: 'NOT_APPLIED',
    });
    expect(sandbox.volcengine.requests()).toEqual([]);
  });

  it('after a lost answer, leaves who may have been on the list before, and removes whom the repeat added', async () => {
    await add([{ userId: FIRST, ext: { by: 'ben' } }]);
    sandbox.volcengine.injectFault({ kind: 'reset', applied: false, action: 'AddBlackList' });
    const added = await idOf(add([FIRST, SECOND].map((userId) => ({ userId }))));
    expect(await targetsOf(added)).toEqual({ [FIRST]: 'UNKNOWN', [SECOND]: 'APPLIED' });
    expect(await undo({ actionId: added })).toMatchObject({
      __typename: 'UndoModerationActionPartialFailure',
      action: { targets: [{ userId: SECOND, outcome: 'APPLIED' }] },
      failures: [{ index: 0, userId: FIRST, error: { code: 'EFFECT_UNKNOWN', outcome: 'NOT_APPLIED' } }],
    });
    expect(listed()).toEqual({ [FIRST]: { by: 'ben' } });
  });

  it('does not remove anybody if an attempt without an answer may have added them', async () => {
    sandbox.volcengine.injectFault({ kind: 'reset', applied: true, action: 'AddBlackList' });
    const added = await idOf(add([FIRST, SECOND].map((userId) => ({ userId }))));
    expect(await targetsOf(added)).toEqual({ [FIRST]: 'UNKNOWN', [SECOND]: 'UNKNOWN' });
    const before = listed();
    expect(await undo({ actionId: added })).toMatchObject({
      __typename: 'NotUndoableError',
      code: 'EFFECT_UNKNOWN',
    });
    expect(listed()).toEqual(before);
  });

  it('undoes only what an undo that failed has left', async () => {
    const users = Array.from({ length: 11 }, (_, index) => ({ userId: `${40001 + index}` }));
    const added = await idOf(add(users));
    sandbox.volcengine.injectFault({
      kind: 'error',
      status: 400,
      code: 'NoAuth',
      message: 'no',
      action: 'RemoveBlackList',
    });
    const first = await undo({ actionId: added });
    if (first.__typename !== 'UndoModerationActionPartialFailure') throw new Error(first.__typename);
    const left = first.failures.map(({ userId }) => userId);
    expect(left.length).toBeGreaterThan(0);
    const second = await undo({ actionId: added });
    if (second.__typename !== 'UndoModerationActionSuccess') throw new Error(second.__typename);
    expect(second.action.targets.map(({ userId }) => userId)).toEqual(left);
    expect(users.filter(({ userId }) => userId in listed())).toEqual([]);
  });
});

describe('undoModerationAction of a removal', () => {
  it('adds those whom it removed, with the ext that they were added with', async () => {
    await add([{ userId: FIRST, ext: { why: 'spam' } }, { userId: SECOND }]);
    const before = listed();
    const removed = await idOf(remove([FIRST, SECOND, THIRD]));
    expect(await targetsOf(removed)).toEqual({
      [FIRST]: 'APPLIED',
      [SECOND]: 'APPLIED',
      [THIRD]: 'NOT_APPLIED',
    });
    const answer = await undo({ actionId: removed });
    expect(answer).toMatchObject({
      __typename: 'UndoModerationActionSuccess',
      action: { operation: 'ADD_TO_BLACKLIST', undoes: { id: removed } },
    });
    expect(listed()).toEqual(before);
  });

  it('adds them with what was merged into their ext since', async () => {
    await add([{ userId: FIRST, ext: { old: 'gone' } }]);
    await remove([FIRST]);
    await add([{ userId: FIRST, ext: { why: 'spam', by: 'anna' } }]);
    await update([{ userId: FIRST, ext: { why: 'insults', when: 'today' } }]);
    await update([{ userId: FIRST, ext: { when: 'yesterday' } }]);
    const before = listed();
    const removed = await idOf(remove([FIRST]));
    await undo({ actionId: removed });
    expect(listed()).toEqual(before);
  });

  it('adds them without what an addition with an unknown outcome would have given to users who were listed', async () => {
    await add([{ userId: FIRST, ext: { why: 'spam' } }]);
    const before = listed();
    sandbox.volcengine.injectFault({ ...LOST, action: 'AddBlackList' });
    expect(await add([{ userId: FIRST, ext: { by: 'ben' } }])).toMatchObject({ outcome: 'UNKNOWN' });
    sandbox.volcengine.clearFaults();
    await undo({ actionId: await idOf(remove([FIRST])) });
    expect(listed()).toEqual(before);
  });

  it('adds them with what an addition with an unknown outcome gave to users who were not listed', async () => {
    await add([{ userId: FIRST, ext: { why: 'spam' } }]);
    await remove([FIRST]);
    sandbox.volcengine.injectFault({ ...LOST, action: 'AddBlackList' });
    expect(await add([{ userId: FIRST, ext: { by: 'ben' } }])).toMatchObject({ outcome: 'UNKNOWN' });
    sandbox.volcengine.clearFaults();
    const before = listed();
    await undo({ actionId: await idOf(remove([FIRST])) });
    expect(listed()).toEqual(before);
  });

  it('tells of users whose ext the journal does not know, and puts back only the others', async () => {
    const [foreign, known, merged] = ['60001', '60002', '60003'] as const;
    sandbox.volcengine.seedBlacklist(VOLC_APP, OWNER, 0, [foreign, merged]);
    await update([{ userId: merged, ext: { why: 'spam' } }]);
    await add([{ userId: known, ext: { by: 'anna' } }]);
    const removed = await idOf(remove([foreign, known, merged]));
    const failures = [
      { index: 0, userId: foreign, error: ENTRY_UNKNOWN },
      { index: 2, userId: merged, error: ENTRY_UNKNOWN },
    ];
    for (const _ of ['first', 'repeated']) {
      const answer = await undo({ actionId: removed, idempotencyKey: 'put-back' });
      expect(answer).toMatchObject({ __typename: 'UndoModerationActionPartialFailure', failures });
      expect(listed()).toMatchObject({ [known]: { by: 'anna' } });
      expect(Object.keys(listed())).not.toContain(foreign);
      expect(Object.keys(listed())).not.toContain(merged);
    }
    expect(await undo({ actionId: removed })).toMatchObject(ENTRY_UNKNOWN);
  });

  it('puts back nobody if the journal knows the ext of none', async () => {
    await add([{ userId: FIRST, ext: { by: 'anna' } }]);
    await remove([FIRST]);
    // Another server adds the user, so the last addition of the journal is not the entry that is removed.
    sandbox.volcengine.seedBlacklist(VOLC_APP, OWNER, 0, [FIRST]);
    const removed = await idOf(remove([FIRST]));
    sandbox.volcengine.clearRequests();
    expect(await undo({ actionId: removed })).toMatchObject(ENTRY_UNKNOWN);
    expect(sandbox.volcengine.requests()).toEqual([]);
    expect(Object.keys(listed())).not.toContain(FIRST);
  });

  it('puts back nobody whom one of two additions with unknown outcomes may have added', async () => {
    await add([{ userId: FIRST }]);
    await remove([FIRST]);
    sandbox.volcengine.injectFault({ ...LOST, action: 'AddBlackList', times: 8 });
    for (const by of ['anna', 'ben'])
      expect(await add([{ userId: FIRST, ext: { by } }])).toMatchObject({ outcome: 'UNKNOWN' });
    sandbox.volcengine.clearFaults();
    const removed = await idOf(remove([FIRST]));
    expect(await undo({ actionId: removed })).toMatchObject(ENTRY_UNKNOWN);
  });

  it('changes nothing where nobody was on the list', async () => {
    const removed = await idOf(remove([THIRD]));
    expect(await targetsOf(removed)).toEqual({ [THIRD]: 'NOT_APPLIED' });
    sandbox.volcengine.clearRequests();
    expect(await undo({ actionId: removed })).toMatchObject({
      __typename: 'NotUndoableError',
      code: 'NOT_UNDOABLE',
    });
    expect(sandbox.volcengine.requests()).toEqual([]);
  });
});

it('undoModerationAction undoes a stack of changes of a list, the newest first', async () => {
  const added = await idOf(add([{ userId: FIRST, ext: { by: 'anna' } }, { userId: SECOND }]));
  const removed = await idOf(remove([FIRST]));
  const again = await idOf(add([{ userId: FIRST, ext: { by: 'ben' } }]));
  expect(await undo({ actionId: removed })).toMatchObject({ newerActionId: again });
  const success = { __typename: 'UndoModerationActionSuccess' };
  expect(await undo({ actionId: again })).toMatchObject(success);
  expect(Object.keys(listed())).not.toContain(FIRST);
  expect(await undo({ actionId: removed })).toMatchObject(success);
  expect(listed()).toMatchObject({ [FIRST]: { by: 'anna' } });
  expect(await undo({ actionId: added })).toMatchObject(success);
  expect(Object.keys(listed())).not.toContain(FIRST);
  expect(Object.keys(listed())).not.toContain(SECOND);
  expect(await undo({ actionId: added })).toMatchObject({ code: 'ALREADY_UNDONE' });
});

it('undoModerationAction undoes on a list whose type of inbox is negative, and the journal shows the type', async () => {
  const list = { userId: OWNER, inboxType: -1 };
  await add([{ userId: FIRST }], undefined, list);
  const removed = await idOf(remove([FIRST], undefined, { ...list, userIds: [FIRST] }));
  expect(sandbox.volcengine.blacklist(VOLC_APP, OWNER, -1).size).toBe(0);
  expect(await undo({ actionId: removed })).toMatchObject({
    undone: { inboxType: -1 },
    action: { inboxType: -1 },
  });
  expect([...sandbox.volcengine.blacklist(VOLC_APP, OWNER, -1).keys()]).toEqual([FIRST]);
});
