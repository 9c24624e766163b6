import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  DismissRoomDocument,
  LiftRestrictionDocument,
  RestrictionsDocument,
  SetUserMediaStateDocument,
  UndoModerationActionDocument,
} from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { type PostgresServer, startPostgres } from '../../postgres-server.js';
import { NOTHING_GIVEN_UP, startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';
import { APP, TestRoom } from './rooms.js';

let sandbox: Sandbox;
let postgres: PostgresServer | undefined;
let room: TestRoom;
let rooms = 20_000;
const ALL = ['ann', 'ben', 'host'];

const setPerson = (userId: string, input: object) =>
  send(sandbox, SetUserMediaStateDocument, { input: { roomId: room.roomId, userId, ...input } });
const lift = async (restrictionId: string) => {
  const { data } = await send(sandbox, LiftRestrictionDocument, { input: { restrictionId } });
  return data?.liftRestriction;
};
/** Resolves once no call is to be made any more. */
const whenDone = (id: string) =>
  expect.poll(
    async () => {
      const {
        wanted = -1,
        done = 0,
        failed = 0,
        unknown = 0,
        waiting = 0,
      } = (await room.restriction(id))?.progress ?? {};
      return wanted - done - failed - unknown - waiting;
    },
    { timeout: 10_000 },
  );

describe.each(['SQLite', 'PostgreSQL'])('a whole room, with a journal on %s', (name) => {
  beforeAll(async () => {
    if (name === 'PostgreSQL') postgres = await startPostgres();
    const database = postgres && { DATABASE_URL: postgres.url };
    sandbox = await startTestSandbox({ ...NOTHING_GIVEN_UP, ...database }, withoutJitter);
  });
  afterAll(async () => {
    await sandbox.close();
    await postgres?.remove();
  });
  beforeEach(async () => {
    room = new TestRoom(() => sandbox, rooms++);
    sandbox.trtc.clearFaults();
    await room.enter(ALL);
    sandbox.trtc.clearRequests();
  });

  it('is answered at once with its restriction, and everybody but the excepted is muted then', async () => {
    const { actionId, ...restriction } = await room.accepted({ audio: 'DISABLED', exceptUserIds: ['host'] });
    expect(restriction).toMatchObject({
      id: actionId,
      sdkAppId: APP,
      roomId: room.roomId,
      strRoomId: null,
      userId: null,
      exceptUserIds: ['host'],
      audio: 'DISABLED',
      video: null,
      enforced: false,
      endsAt: null,
      status: 'IN_FORCE',
    });
    await expect.poll(() => room.states(ALL)).toEqual([2, 2, 0]);
    await whenDone(actionId).toBe(0);
    expect((await room.restriction(actionId))?.progress).toEqual({
      wanted: 2,
      done: 2,
      failed: 0,
      unknown: 0,
      waiting: 0,
    });
    expect(room.called().toSorted()).toEqual(['ann', 'ben']);
  });

  it('is listed apart from those on single people', async () => {
    const { actionId: onRoom } = await room.accepted({ audio: 'DISABLED' });
    const { data } = await setPerson('ann', { audio: 'DISABLED', durationSeconds: 600 });
    const answer = data?.setUserMediaState;
    const onAnn = answer?.__typename === 'SetUserMediaStateSuccess' ? answer.actionId : undefined;
    const listed = async (wholeRoom: boolean | null) => {
      const filter = { roomId: room.roomId, wholeRoom };
      return (await send(sandbox, RestrictionsDocument, { filter })).data?.restrictions.edges.map(
        ({ node }) => node.id,
      );
    };
    expect(await listed(true)).toEqual([onRoom]);
    expect(await listed(false)).toEqual([onAnn]);
    expect(await listed(null)).toEqual([onAnn, onRoom]);
  });

  it('has an automatic action in the journal for each person, because of the one on the room', async () => {
    const { actionId } = await room.accepted({ state: 'AUDIO_VIDEO_DISABLED' });
    await whenDone(actionId).toBe(0);
    const query = `query ($filter: ModerationActionFilter) { moderationActions(filter: $filter) { edges { node {
      operation actor automatic status state causedBy { id } targets { userId } } } } }`;
    const { data } = await sendText(sandbox, query, { filter: { roomId: room.roomId, automatic: true } });
    type Page = { moderationActions: { edges: { node: { targets: { userId: string }[] } }[] } };
    const nodes = (data as Page).moderationActions.edges.map(({ node }) => node);
    expect(nodes.map(({ targets }) => targets[0]?.userId).toSorted()).toEqual(ALL);
    for (const node of nodes) {
      expect(node).toMatchObject({
        operation: 'SET_USER_MEDIA_STATE',
        actor: 'gateway',
        automatic: true,
        status: 'APPLIED',
        causedBy: { id: actionId },
      });
    }
  });

  it('calls the vendor for those who publish first, and never for those who only listen', async () => {
    const listeners = Array.from({ length: 30 }, (_, index) => `listener-${index}`);
    for (const userId of listeners) sandbox.trtc.enterRoom(APP, room.roomId, userId, { role: 21 });
    await expect.poll(() => room.knownPeople(), { timeout: 10_000 }).toHaveLength(33);
    await room.enter(['zoe'], 'audio');
    const { actionId } = await room.accepted({ audio: 'DISABLED' });
    await whenDone(actionId).toBe(0);
    expect(room.called()[0]).toBe('zoe');
    expect(room.called().toSorted()).toEqual([...ALL, 'zoe']);
  });

  it('frees the host when all but the host are muted after all were, and everybody when it is lifted', async () => {
    await whenDone((await room.accepted({ audio: 'DISABLED' })).actionId).toBe(0);
    expect(room.states(ALL)).toEqual([2, 2, 2]);
    const { actionId } = await room.accepted({ audio: 'DISABLED', exceptUserIds: ['host'] });
    await expect.poll(() => room.states(ALL)).toEqual([2, 2, 0]);
    expect(await lift(actionId)).toMatchObject({
      __typename: 'LiftRestrictionSuccess',
      restriction: { id: actionId, status: 'LIFTED' },
    });
    await expect.poll(() => room.states(ALL)).toEqual([0, 0, 0]);
    sandbox.trtc.clearRequests();
    expect(await lift(actionId)).toMatchObject({ __typename: 'LiftRestrictionSuccess' });
    expect(room.called()).toEqual([]);
  });

  it('ends by itself, and gives nothing back to somebody whom a mute of their own disables', async () => {
    await setPerson('ben', { audio: 'DISABLED' });
    const { actionId, endsAt, startedAt } = await room.accepted({
      state: 'AUDIO_VIDEO_DISABLED',
      durationSeconds: 3,
    });
    expect(Date.parse(endsAt ?? '') - Date.parse(startedAt)).toBe(3_000);
    await expect.poll(() => room.states(ALL)).toEqual([1, 1, 1]);
    await expect.poll(() => room.states(ALL), { timeout: 10_000 }).toEqual([0, 2, 0]);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(endsAt ?? ''));
    await expect.poll(async () => (await room.restriction(actionId))?.status).toBe('EXPIRED');
  });

  it('leaves the mic to the one who was given it while all are muted, and does not free the abuser', async () => {
    await setPerson('ben', { audio: 'DISABLED', durationSeconds: 600 });
    await whenDone((await room.accepted({ audio: 'DISABLED', durationSeconds: 600 })).actionId).toBe(0);
    await setPerson('ann', { audio: 'ENABLED', durationSeconds: 600 });
    expect(room.states(ALL)).toEqual([0, 2, 2]);
    await whenDone((await room.accepted({ audio: 'DISABLED' })).actionId).toBe(0);
    expect(room.states(ALL)).toEqual([0, 2, 2]);
    await whenDone((await room.accepted({ audio: 'ENABLED' })).actionId).toBe(0);
    expect(room.states(ALL)).toEqual([0, 2, 0]);
  });

  it('is undone: what was said of the room before holds again', async () => {
    await whenDone((await room.accepted({ video: 'DISABLED', exceptUserIds: ['ann'] })).actionId).toBe(0);
    const { actionId } = await room.accepted({ video: 'ENABLED' });
    await expect.poll(() => room.states(ALL)).toEqual([0, 0, 0]);
    await whenDone(actionId).toBe(0);
    const undo = async (id: string) => {
      const { data } = await send(sandbox, UndoModerationActionDocument, { input: { actionId: id } });
      return data?.undoModerationAction;
    };
    const answer = await undo(actionId);
    expect(answer).toMatchObject({
      __typename: 'UndoModerationActionSuccess',
      undone: { id: actionId },
      action: { operation: 'SET_ROOM_MEDIA_STATE' },
    });
    await expect.poll(() => room.states(ALL)).toEqual([0, 3, 3]);
    expect((await room.restriction(actionId))?.status).toBe('LIFTED');
    expect(await undo(actionId)).toMatchObject({ __typename: 'NotUndoableError', code: 'ALREADY_UNDONE' });
    // And the undo of the undo.
    const { action } = answer as { action: { id: string } };
    expect(await undo(action.id)).toMatchObject({ __typename: 'UndoModerationActionSuccess' });
    await expect.poll(() => room.states(ALL)).toEqual([0, 0, 0]);
  });

  it('cannot be undone where something newer was said of the room, and does not stand in the way of a person', async () => {
    const muted = await setPerson('ann', { audio: 'DISABLED' });
    const first = await room.accepted({ audio: 'DISABLED' });
    await whenDone(first.actionId).toBe(0);
    const second = await room.accepted({ audio: 'ENABLED' });
    await whenDone(second.actionId).toBe(0);
    expect(room.states(ALL)).toEqual([2, 0, 0]);
    const { data } = await send(sandbox, UndoModerationActionDocument, {
      input: { actionId: first.actionId },
    });
    expect(data?.undoModerationAction).toMatchObject({
      __typename: 'SupersededError',
      newerActionId: second.actionId,
    });
    const { actionId = '' } = (muted.data?.setUserMediaState ?? {}) as { actionId?: string };
    const undone = await send(sandbox, UndoModerationActionDocument, { input: { actionId } });
    expect(undone.data?.undoModerationAction).toMatchObject({ __typename: 'UndoModerationActionSuccess' });
    await expect.poll(() => room.states(ALL)).toEqual([0, 0, 0]);
  });

  it('counts those who left before their call, those for whom nobody knows, and those for whom it failed', async () => {
    sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.UserNotExist', message: 'gone' });
    sandbox.trtc.injectFault({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId', message: 'no' });
    sandbox.trtc.injectFault({ kind: 'error', code: 'InternalError', message: 'fault', times: 4 });
    const { actionId } = await room.accepted({ audio: 'DISABLED' });
    await whenDone(actionId).toBe(0);
    expect((await room.restriction(actionId))?.progress).toMatchObject({ wanted: 3, waiting: 1, failed: 1 });
  });

  it('counts whom the vendor refuses for certain, and tries them again if it is enforced', async () => {
    sandbox.trtc.injectFault({
      kind: 'error',
      code: 'UnauthorizedOperation.SdkAppId',
      message: 'no',
      times: 2,
    });
    const { actionId } = await room.accepted({ audio: 'DISABLED', enforce: true });
    await whenDone(actionId).toBe(0);
    expect((await room.restriction(actionId))?.progress).toMatchObject({ wanted: 3, done: 1, failed: 2 });
    await expect.poll(() => room.states(ALL), { timeout: 10_000 }).toEqual([2, 2, 2]);
  });

  it('frees at last whom the vendor refuses to free', async () => {
    const { actionId } = await room.accepted({ audio: 'DISABLED', durationSeconds: 600 });
    await whenDone(actionId).toBe(0);
    sandbox.trtc.injectFault({
      kind: 'error',
      code: 'UnauthorizedOperation.SdkAppId',
      message: 'no',
      times: 4,
    });
    expect(await lift(actionId)).toMatchObject({ __typename: 'LiftRestrictionSuccess' });
    await expect.poll(() => room.states(ALL), { timeout: 10_000 }).toEqual([0, 0, 0]);
  });

  it('tries again what the vendor refuses for now', async () => {
    sandbox.trtc.injectFault({ kind: 'error', code: 'LimitExceeded', message: 'later', times: 4 });
    const { actionId } = await room.accepted({ audio: 'DISABLED' });
    await expect.poll(() => room.states(ALL), { timeout: 10_000 }).toEqual([2, 2, 2]);
    await whenDone(actionId).toBe(0);
    expect((await room.restriction(actionId))?.progress).toMatchObject({ wanted: 3, done: 3, failed: 0 });
  });

  it('is over when the room is dismissed', async () => {
    const { actionId } = await room.accepted({ audio: 'DISABLED', durationSeconds: 600 });
    await whenDone(actionId).toBe(0);
    await send(sandbox, DismissRoomDocument, { input: { roomId: room.roomId } });
    await expect.poll(async () => (await room.restriction(actionId))?.status).toBe('LIFTED');
  });

  it('answers a repeat with the same key alike, and calls nobody twice', async () => {
    const input = { audio: 'DISABLED' as const, idempotencyKey: `once-${room.roomId}` };
    const first = await room.accepted(input);
    await whenDone(first.actionId).toBe(0);
    const again = await room.accepted(input);
    expect(again.actionId).toBe(first.actionId);
    await whenDone(first.actionId).toBe(0);
    expect(room.called()).toHaveLength(3);
  });
});
