import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  DismissRoomDocument,
  ModerationActionDocument,
  RemoveFromRoomDocument,
  type RemoveFromRoomInput,
  SetUserMediaStateDocument,
} from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';

const APP = 1400188366;
const ROOM = 10006;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({}, withoutJitter);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.trtc.clearFaults();
  sandbox.trtc.reset();
  sandbox.trtc.clearRequests();
});

async function remove(userIds: string[], fields: Partial<RemoveFromRoomInput> = { roomId: ROOM }) {
  const { data, errors } = await send(sandbox, RemoveFromRoomDocument, { input: { ...fields, userIds } });
  expect(errors).toBeUndefined();
  if (!data) throw new Error('no data');
  return data.removeFromRoom;
}

async function mute(userId: string) {
  const input = { roomId: ROOM, userId, state: 'AUDIO_DISABLED' } as const;
  return (await send(sandbox, SetUserMediaStateDocument, { input })).data?.setUserMediaState;
}

const sent = () => sandbox.trtc.requests().map(({ action, body }) => ({ action, ...JSON.parse(body) }));

/** What has not finished, the newest first. */
async function pending(): Promise<string[]> {
  const query = '{ moderationActions(filter: { status: [PENDING] }) { edges { node { operation } } } }';
  const { data } = await sendText(sandbox, query);
  const { edges } = (data as { moderationActions: { edges: { node: { operation: string } }[] } })
    .moderationActions;
  return edges.map(({ node }) => node.operation);
}

const people = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`);

describe('removeFromRoom', () => {
  it('removes users, and makes no difference between those who were in the room and others', async () => {
    expect(await remove(['alice', 'nobody'])).toEqual({
      __typename: 'RemoveFromRoomSuccess',
      sdkAppId: APP,
      roomId: ROOM,
      strRoomId: null,
      removedUserIds: ['alice', 'nobody'],
      vendorRequestIds: [expect.any(String)],
      actionId: expect.any(String),
    });
    expect(sandbox.trtc.mediaState(APP, ROOM, 'alice')).toBeUndefined();
    expect(sandbox.trtc.mediaState(APP, ROOM, 'bob')).toBe(0);
    expect(sent()).toEqual([
      { action: 'RemoveUser', SdkAppId: APP, RoomId: ROOM, UserIds: ['alice', 'nobody'] },
    ]);
  });

  it('removes from a string room, and from no numeric room of the same digits', async () => {
    sandbox.trtc.enterRoom(APP, `${ROOM}`, 'alice');
    expect(await remove(['alice'], { strRoomId: `${ROOM}` })).toMatchObject({
      __typename: 'RemoveFromRoomSuccess',
      roomId: null,
      strRoomId: `${ROOM}`,
    });
    expect(sent()).toEqual([
      { action: 'RemoveUserByStrRoomId', SdkAppId: APP, RoomId: `${ROOM}`, UserIds: ['alice'] },
    ]);
    expect(sandbox.trtc.mediaState(APP, ROOM, 'alice')).toBe(0);
  });

  it('sends up to ten users a call, and answers in input order', async () => {
    const userIds = people(25);
    for (const userId of userIds) sandbox.trtc.enterRoom(APP, ROOM, userId);
    const answer = await remove(userIds);
    expect(answer).toMatchObject({ __typename: 'RemoveFromRoomSuccess', removedUserIds: userIds });
    expect(
      sent()
        .map(({ UserIds }) => UserIds.length)
        .sort(),
    ).toEqual([10, 10, 5]);
  });

  it('tells who was removed and who was not when a call is refused', async () => {
    const userIds = people(12);
    for (const userId of userIds) sandbox.trtc.enterRoom(APP, ROOM, userId);
    sandbox.trtc.injectFault({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId', message: '' });
    const answer = await remove(userIds);
    if (answer.__typename !== 'RemoveFromRoomPartialFailure') throw new Error(answer.__typename);
    const failed = answer.failures.map(({ userId }) => userId);
    expect([...answer.removedUserIds, ...failed].sort()).toEqual([...userIds].sort());
    for (const { index, userId, error } of answer.failures) {
      expect(userIds[index]).toBe(userId);
      expect(error).toMatchObject({
        __typename: 'VendorPermissionDeniedError',
        outcome: 'NOT_APPLIED',
        actionId: answer.actionId,
      });
    }
    for (const userId of userIds) {
      const isIn = sandbox.trtc.mediaState(APP, ROOM, userId) !== undefined;
      expect(isIn).toBe(failed.includes(userId));
    }
    const { data } = await send(sandbox, ModerationActionDocument, { id: answer.actionId ?? '' });
    expect(data?.moderationAction).toMatchObject({ operation: 'REMOVE_FROM_ROOM', status: 'PARTIAL' });
    expect(data?.moderationAction?.targets).toHaveLength(12);
  });

  it('is one error when every call meets the same one', async () => {
    expect(await remove(people(12), { roomId: 404 })).toMatchObject({
      __typename: 'RoomNotFoundError',
      outcome: 'NOT_APPLIED',
    });
  });

  it('counts as done when the room has gone after a call without an answer', async () => {
    sandbox.trtc.injectFault({ kind: 'reset', applied: true });
    sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.RoomNotExist', message: '' });
    expect(await remove(['alice'])).toMatchObject({ __typename: 'RemoveFromRoomSuccess' });
  });

  it('names each user id that breaks a rule', async () => {
    const answer = await remove(['alice', '', 'x'.repeat(33), '\ud800', 'alice']);
    if (answer.__typename !== 'InvalidInputError') throw new Error(answer.__typename);
    expect(answer.issues.map(({ path, code }) => [path, code])).toEqual([
      ['userIds.1', 'TOO_SHORT'],
      ['userIds.2', 'TOO_LONG'],
      ['userIds.3', 'MALFORMED'],
      ['userIds.4', 'DUPLICATE'],
    ]);
    expect(sent()).toEqual([]);
  });
});

describe('the order in a room', () => {
  it('has a mute and a removal of one user as they were asked for, whatever the first one waits for', async () => {
    // All have been asked for before the first is answered, also on a busy machine.
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 3_000, action: 'SetUserBlocked' });
    const first = mute('alice');
    await expect.poll(pending).toEqual(['SET_USER_MEDIA_STATE']);
    const removal = remove(['alice', 'bob']);
    await expect.poll(pending).toEqual(['REMOVE_FROM_ROOM', 'SET_USER_MEDIA_STATE']);
    const answers = await Promise.all([first, removal, mute('alice')]);
    expect(answers.map((answer) => answer?.__typename)).toEqual([
      'SetUserMediaStateSuccess',
      'RemoveFromRoomSuccess',
      'UserNotInRoomError',
    ]);
    expect(sent().map(({ action }) => action)).toEqual(['SetUserBlocked', 'RemoveUser', 'SetUserBlocked']);
  });

  it('has a dismissal after what was asked for before', async () => {
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 300, action: 'SetUserBlocked' });
    const before = mute('alice');
    await expect.poll(() => sent().length).toBe(1);
    const dismissal = await send(sandbox, DismissRoomDocument, { input: { roomId: ROOM } });
    expect(dismissal.data?.dismissRoom.__typename).toBe('DismissRoomSuccess');
    expect((await before)?.__typename).toBe('SetUserMediaStateSuccess');
    expect(sent().map(({ action }) => action)).toEqual(['SetUserBlocked', 'DismissRoom']);
  });
});
