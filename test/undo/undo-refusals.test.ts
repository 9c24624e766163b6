import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { ModerationActionsDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { EVERYWHERE, tokenOf } from '../history/signed-callers.js';
import { add, idOf, isMute, mute, ROOM, sandbox, USER, undo, withGateway } from './undoing.js';

withGateway();

const AUDITOR = tokenOf('auditor', { scope: 'moderation:audit', ...EVERYWHERE });
const ANCHOR = tokenOf('anchor', { scope: 'moderation:media', rooms: [10007] });
const OTHER = tokenOf('ben', { scope: 'moderation:media moderation:blacklist', rooms: '*' });

describe('undoModerationAction', () => {
  it.each(['', 'no id', v7(), '9007199254740993'])('finds no action %j', async (actionId) => {
    expect(await undo({ actionId })).toMatchObject({
      __typename: 'ActionNotFoundError',
      code: 'ACTION_NOT_FOUND',
      outcome: 'NOT_APPLIED',
      retryable: false,
    });
  });

  it.each([
    [{ reason: 'x'.repeat(1_001) }, 'reason'],
    [{ idempotencyKey: '' }, 'idempotencyKey'],
    [{ reason: 'a\u0000b' }, 'reason'],
  ])('refuses the input %j', async (wrong, path) => {
    const actionId = await idOf(mute({}));
    expect(await undo({ actionId, ...wrong })).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path }],
    });
  });

  it('needs the grant of the action itself, and records a denial', async () => {
    const actionId = await idOf(mute({}));
    sandbox.trtc.clearRequests();
    const denied = await undo({ actionId }, ANCHOR);
    if (denied.__typename !== 'ForbiddenError') throw new Error(denied.__typename);
    expect(denied.missingGrant).toBe('rooms');
    expect(sandbox.trtc.requests()).toEqual([]);
    expect(isMute()).toBe(2);
    const variables = { filter: { actor: 'anchor', status: ['DENIED' as const] }, first: 1 };
    const target = { url: sandbox.url };
    const { data } = await send(target, ModerationActionsDocument, variables, { token: AUDITOR });
    expect(data?.moderationActions.edges).toMatchObject([{ node: { id: denied.actionId, actor: 'anchor' } }]);
  });

  it('tells whoever may not act nothing about the action', async () => {
    const muted = await idOf(mute({}));
    await undo({ actionId: muted });
    expect(await undo({ actionId: muted }, ANCHOR)).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await undo({ actionId: await idOf(add([{ userId: '5' }])) }, ANCHOR)).toMatchObject({
      __typename: 'ForbiddenError',
      missingGrant: 'moderation:blacklist',
    });
  });

  it('does not undo what was refused or denied', async () => {
    const refused = await mute({ roomId: 404 });
    expect(refused.__typename).toBe('RoomNotFoundError');
    const denied = await mute({ roomId: ROOM }, ANCHOR);
    expect(denied.__typename).toBe('ForbiddenError');
    for (const { actionId } of [refused, denied]) {
      expect(await undo({ actionId: actionId ?? '' })).toMatchObject({
        __typename: 'NotUndoableError',
        code: 'NOT_UNDOABLE',
        outcome: 'NOT_APPLIED',
      });
    }
  });

  it('waits for nothing that has not finished', async () => {
    // It is still under way when it is found, also on a busy machine.
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 3_000 });
    const slow = mute({});
    const target = { url: sandbox.url };
    const pending = async () => {
      const variables = { filter: { status: ['PENDING' as const] }, first: 1 };
      const { data } = await send(target, ModerationActionsDocument, variables, { token: AUDITOR });
      return data?.moderationActions.edges[0]?.node.id;
    };
    let actionId: string | undefined;
    while (!actionId) actionId = await pending();
    expect(await undo({ actionId })).toMatchObject({
      __typename: 'NotUndoableError',
      code: 'NOT_FINISHED',
      retryable: true,
    });
    await slow;
  });
});

describe('an idempotency key of an undo', () => {
  it('gives the same answer again, and nothing is done twice', async () => {
    const actionId = await idOf(add([{ userId: '60001' }, { userId: '60002' }]));
    const first = await undo({ actionId, idempotencyKey: 'once' });
    sandbox.volcengine.clearRequests();
    const second = await undo({ actionId, idempotencyKey: 'once' });
    expect(second).toEqual(first);
    expect(sandbox.volcengine.requests()).toEqual([]);
    expect(await undo({ actionId, idempotencyKey: 'twice' })).toMatchObject({ code: 'ALREADY_UNDONE' });
  });

  it('is free again after a refusal, so that a retry is judged anew', async () => {
    const actionId = await idOf(mute({}));
    const key = { idempotencyKey: 'again' };
    sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.UserNotExist', message: 'gone' });
    expect(await undo({ actionId, ...key })).toMatchObject({ __typename: 'UserNotInRoomError' });
    const newer = await idOf(mute({ state: 'AUDIO_VIDEO_DISABLED' }));
    expect(await undo({ actionId, ...key })).toMatchObject({ newerActionId: newer });
    expect(isMute()).toBe(1);
  });

  it('is not that of an undo of another action on the same user', async () => {
    const key = { idempotencyKey: 'one' };
    await undo({ actionId: await idOf(mute({})), ...key });
    const second = await idOf(mute({}));
    expect(await undo({ actionId: second, ...key })).toMatchObject({
      __typename: 'IdempotencyConflictError',
    });
    expect(isMute()).toBe(2);
  });

  it('is not that of an undo of another kind', async () => {
    const key = { idempotencyKey: 'kinds' };
    await undo({ actionId: await idOf(mute({})), ...key });
    const added = await idOf(add([{ userId: '60003' }]));
    sandbox.volcengine.clearRequests();
    expect(await undo({ actionId: added, ...key })).toMatchObject({
      __typename: 'IdempotencyConflictError',
      outcome: 'NOT_APPLIED',
    });
    expect(sandbox.volcengine.requests()).toEqual([]);
  });

  it('belongs to its caller, and to one action', async () => {
    const key = { idempotencyKey: 'mine' };
    const first = await idOf(mute({ userId: USER }));
    expect(await undo({ actionId: first, ...key })).toMatchObject({
      __typename: 'UndoModerationActionSuccess',
    });
    expect(await undo({ actionId: first, ...key }, OTHER)).toMatchObject({ code: 'ALREADY_UNDONE' });
    const second = await idOf(mute({ userId: 'bob' }));
    expect(await undo({ actionId: second, ...key })).toMatchObject({
      __typename: 'IdempotencyConflictError',
    });
  });
});

it('the links between actions can be read in pages, at any depth that a document may have', async () => {
  const actionId = await idOf(add([{ userId: '70001' }]));
  const undone = await undo({ actionId });
  if (undone.__typename !== 'UndoModerationActionSuccess') throw new Error(undone.__typename);
  const query = `query ($owner: String) { moderationActions(first: 2, filter: { targetUserId: $owner }) {
    edges { node { id undoes { id undoneBy { id actor } } undoneBy { id status } } } } }`;
  const { data, errors } = await sendText(
    { url: sandbox.url },
    query,
    { owner: '70001' },
    { token: AUDITOR },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    moderationActions: {
      edges: [
        {
          node: {
            id: undone.action.id,
            undoes: { id: actionId, undoneBy: { id: undone.action.id, actor: 'anna' } },
            undoneBy: null,
          },
        },
        { node: { id: actionId, undoes: null, undoneBy: { id: undone.action.id, status: 'APPLIED' } } },
      ],
    },
  });
});
