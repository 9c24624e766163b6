import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  DismissRoomDocument,
  type DismissRoomInput,
  ModerationActionDocument,
} from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';

const APP = 1400188366;

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

async function dismiss(input: DismissRoomInput) {
  const { data } = await send(sandbox, DismissRoomDocument, { input });
  return data?.dismissRoom;
}

const sent = () => sandbox.trtc.requests().map(({ action, body }) => ({ action, ...JSON.parse(body) }));

describe('dismissRoom', () => {
  it('ends a numeric room, and no string room of the same digits', async () => {
    sandbox.trtc.createRoom(APP, '10006');
    const answer = await dismiss({ roomId: 10006 });
    expect(answer).toEqual({
      __typename: 'DismissRoomSuccess',
      sdkAppId: APP,
      roomId: 10006,
      strRoomId: null,
      vendorRequestId: expect.any(String),
      actionId: expect.any(String),
    });
    expect(sent()).toEqual([{ action: 'DismissRoom', SdkAppId: APP, RoomId: 10006 }]);
    expect([sandbox.trtc.hasRoom(APP, 10006), sandbox.trtc.hasRoom(APP, '10006')]).toEqual([false, true]);
  });

  it('ends a string room, which the vendor calls RoomId', async () => {
    expect(await dismiss({ strRoomId: 'stage' })).toMatchObject({
      __typename: 'DismissRoomSuccess',
      roomId: null,
      strRoomId: 'stage',
    });
    expect(sent()).toEqual([{ action: 'DismissRoomByStrRoomId', SdkAppId: APP, RoomId: 'stage' }]);
  });

  it('is in the journal as an action without targets', async () => {
    const answer = await dismiss({ strRoomId: 'stage' });
    const { data } = await send(sandbox, ModerationActionDocument, { id: answer?.actionId ?? '' });
    expect(data?.moderationAction).toMatchObject({
      operation: 'DISMISS_ROOM',
      status: 'APPLIED',
      roomId: null,
      strRoomId: 'stage',
      targets: [],
    });
  });

  it('answers RoomNotFoundError where there is no room', async () => {
    expect(await dismiss({ roomId: 404 })).toMatchObject({
      __typename: 'RoomNotFoundError',
      outcome: 'NOT_APPLIED',
    });
  });

  it('counts as done when the room has gone after a call without an answer', async () => {
    sandbox.trtc.injectFault({ kind: 'reset', applied: true });
    expect(await dismiss({ roomId: 10006 })).toMatchObject({ __typename: 'DismissRoomSuccess' });
    expect(sent()).toHaveLength(2);
  });
});
