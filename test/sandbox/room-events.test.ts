import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startReceiver } from '../emulators/callback-receiver.js';
import { control } from '../emulators/control-request.js';
import {
  DismissRoomDocument,
  RemoveFromRoomDocument,
  RoomDocument,
  RoomsDocument,
  SetUserMediaStateDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const APP = 1400188366;
const ROOM = `/applications/${APP}/rooms/10006`;
const EVERYBODY = { roomId: 10006, first: 200 };
/** The machine's clock may be set so much meanwhile. */
const CLOCK_STEP_MS = 5_000;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({}, withoutJitter);
});
afterAll(() => sandbox?.close());
afterEach(async () => {
  sandbox.trtc.reset();
  await sandbox.trtc.callbacksSent();
});

async function room(variables: { roomId?: number; strRoomId?: string } = EVERYBODY) {
  const { data, errors } = await send(sandbox, RoomDocument, { first: 200, ...variables });
  expect(errors).toBeUndefined();
  return data?.room;
}

async function people(variables?: Parameters<typeof room>[0]) {
  const found = (await room(variables))?.participants.edges ?? [];
  return found.map(({ node }) => node.userId);
}

async function person(userId: string) {
  return (await room())?.participants.edges.find(({ node }) => node.userId === userId)?.node;
}

const inEmulator = async (method: string, path: string, body?: unknown) => {
  expect(await control(sandbox.trtc, method, path, body)).toMatchObject({ status: 204 });
};

describe('the rooms of the sandbox’s emulator in Query.room', () => {
  it('are there with their people when the sandbox has started', async () => {
    const fresh = await startTestSandbox();
    const { data } = await send(fresh, RoomDocument, EVERYBODY);
    expect(data?.room).toMatchObject({ open: true, participantCount: 3, publisherCount: 2 });
    expect(data?.room?.participants.edges.map(({ node }) => node)).toMatchObject([
      { userId: '29376', role: 'ANCHOR', terminal: 'ANDROID', publishesAudio: true, publishesVideo: true },
      { userId: 'alice', role: 'ANCHOR', terminal: 'IOS', publishesAudio: true, publishesVideo: false },
      { userId: 'bob', role: 'AUDIENCE', terminal: 'OTHER', publishesAudio: false, publishesVideo: false },
    ]);
    const { data: list } = await send(fresh, RoomsDocument, {});
    const names = list?.rooms.edges.map(({ node }) => node.roomId ?? node.strRoomId);
    expect(new Set(names)).toEqual(new Set([10006, 10007, 'stage']));
    await fresh.close();
  });

  it('show who enters, what they publish, their role, and that they leave', async () => {
    const { now } = Date;
    const before = now() - CLOCK_STEP_MS;
    await inEmulator('PUT', `${ROOM}/users/frank`, { terminalType: 4 });
    await inEmulator('PUT', `${ROOM}/users/frank/audio`);
    await inEmulator('PUT', `${ROOM}/users/frank/screen`);
    await expect
      .poll(() => person('frank'))
      .toMatchObject({
        role: 'ANCHOR',
        terminal: 'LINUX',
        publishesAudio: true,
        publishesVideo: false,
        publishesScreen: true,
        lastAction: null,
      });
    const enteredAt = Date.parse((await person('frank'))?.enteredAt ?? '');
    expect(enteredAt).toBeGreaterThanOrEqual(before);
    expect(enteredAt).toBeLessThanOrEqual(now() + CLOCK_STEP_MS);

    await inEmulator('PUT', `${ROOM}/users/frank/role`, { role: 21 });
    await expect
      .poll(() => person('frank'))
      .toMatchObject({
        role: 'AUDIENCE',
        publishesAudio: false,
        publishesScreen: false,
      });
    await inEmulator('DELETE', `${ROOM}/users/frank`);
    await expect.poll(() => people()).toEqual(['29376', 'alice', 'bob']);
  });

  it('tell a string room from the numeric room with the same digits', async () => {
    await inEmulator('PUT', `/applications/${APP}/str-rooms/10006/users/frank`);
    await expect.poll(() => people({ strRoomId: '10006' })).toEqual(['frank']);
    expect(await people()).toEqual(['29376', 'alice', 'bob']);
  });

  it('no longer have somebody whom a moderator removes', async () => {
    const input = { roomId: 10006, userIds: ['alice'] };
    const { data } = await send(sandbox, RemoveFromRoomDocument, { input });
    expect(data?.removeFromRoom.__typename).toBe('RemoveFromRoomSuccess');
    await expect.poll(() => people()).toEqual(['29376', 'bob']);
  });

  it('are closed and empty when a moderator dismisses them', async () => {
    const { data } = await send(sandbox, DismissRoomDocument, { input: { roomId: 10006 } });
    expect(data?.dismissRoom.__typename).toBe('DismissRoomSuccess');
    await expect.poll(() => room()).toMatchObject({ open: false, participantCount: 0 });
    expect(await people()).toEqual([]);
  });

  it('are right although callbacks come twice, late and behind each other', async () => {
    sandbox.trtc.injectCallbackFault({ kind: 'repeat', eventType: 103, copies: 3, times: 2, delayMs: 300 });
    sandbox.trtc.injectCallbackFault({ kind: 'delay', eventType: 203, delayMs: 400 });
    sandbox.trtc.injectCallbackFault({ kind: 'reorder', eventType: 104, behind: 2 });
    sandbox.trtc.enterRoom(APP, 10006, 'frank');
    sandbox.trtc.startPublishing(APP, 10006, 'frank', 'audio');
    sandbox.trtc.leaveRoom(APP, 10006, 'frank');
    sandbox.trtc.enterRoom(APP, 10006, 'frank', { role: 21 });
    sandbox.trtc.enterRoom(APP, 10006, 'grace');
    await expect.poll(() => sandbox.trtc.callbacks().some(({ state }) => state === 'waiting')).toBe(false);
    expect(await people()).toEqual(['29376', 'alice', 'bob', 'frank', 'grace']);
    expect(await person('frank')).toMatchObject({ role: 'AUDIENCE', publishesAudio: false });
  });

  it('keep somebody whose exit was lost for good', async () => {
    sandbox.trtc.injectCallbackFault({ kind: 'lose', eventType: 104 });
    sandbox.trtc.leaveRoom(APP, 10006, 'bob');
    sandbox.trtc.enterRoom(APP, 10006, 'frank');
    await expect.poll(() => people()).toEqual(['29376', 'alice', 'bob', 'frank']);
  });

  it.each([
    ['ends', false, 0],
    ['lasts', true, 2],
  ])('have people whose block %s when they leave, as the rules say', async (_what, outlives, isMute) => {
    await inEmulator('PUT', '/rules', { blocksOutliveLeaving: outlives });
    const input = { roomId: 10006, userId: 'alice', state: 'AUDIO_DISABLED' as const };
    await send(sandbox, SetUserMediaStateDocument, { input });
    await expect.poll(async () => (await person('alice'))?.lastAction?.state).toBe('AUDIO_DISABLED');
    expect(sandbox.trtc.mediaState(APP, 10006, 'alice')).toBe(2);

    await inEmulator('DELETE', `${ROOM}/users/alice`);
    await expect.poll(() => people()).toEqual(['29376', 'bob']);
    await inEmulator('PUT', `${ROOM}/users/alice`);
    await expect.poll(() => people()).toEqual(['29376', 'alice', 'bob']);
    expect(sandbox.trtc.mediaState(APP, 10006, 'alice')).toBe(isMute);
  });
});

describe('the callbacks of the sandbox’s emulator', () => {
  it('come from every application, with the key that the environment names', async () => {
    const named = await startTestSandbox({
      TRTC_SDK_APP_IDS: '7,8',
      TRTC_CALLBACK_KEY: 'ownKey',
      TRTC_CALLBACK_URL: 'http://127.0.0.1:1/elsewhere',
    });
    for (const sdkAppId of [7, 8]) {
      const { data } = await send(named, RoomDocument, { sdkAppId, roomId: 10006 });
      expect(data?.room?.participants.edges).toHaveLength(3);
    }
    await named.close();
  });

  it('go where the environment says when its keys are not the emulator’s', async () => {
    const receiver = await startReceiver('SandboxCallbackKey');
    const own = await startTestSandbox({
      TRTC_CALLBACK_KEYS: `${APP}:anotherKey`,
      TRTC_CALLBACK_URL: `${receiver.url}/`,
    });
    await expect.poll(() => receiver.types().filter((type) => type === 103)).toHaveLength(6);
    expect(receiver.received.every(({ signed, path }) => signed && path === `/callbacks/trtc/${APP}`)).toBe(
      true,
    );
    expect((await send(own, RoomDocument, EVERYBODY)).data).toEqual({ room: null });
    await own.close();
    await receiver.close();
  });
});
