import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../../../src/emulators/trtc/trtc-emulator.js';
import { ownTimeOfDay } from '../../time-of-day.js';
import vectors from '../../vectors/trtc-callback.json' with { type: 'json' };
import { type CallbackReceiver, signatureOf, startReceiver } from '../callback-receiver.js';
import { control } from '../control-request.js';
import { callTrtc, TRTC } from '../signed-calls.js';

const KEY = 'callbackKey1';
const APP = 1400188366;
const ROOM = `/applications/${APP}/rooms/10006`;
const ALICE = `${ROOM}/users/alice`;
const STAGE = `/applications/${APP}/str-rooms/stage`;

it.each(vectors.cases)(
  'the receiver of these tests takes the vendor’s signature: $name',
  ({ body, sign }) => {
    expect(signatureOf(vectors.key, body)).toBe(sign);
  },
);

const epochMs = ownTimeOfDay();
let receiver: CallbackReceiver;
let trtc: TrtcEmulator;
beforeEach(async () => {
  receiver = await startReceiver(KEY);
  trtc = await startTrtcEmulator({
    ...TRTC,
    sdkAppIds: [APP, 7],
    now: { epochMs },
    callbacks: { url: receiver.url, key: KEY },
  });
});
afterEach(async () => {
  await trtc.close();
  await receiver.close();
});

/** Waits for all callbacks, and returns their events in the order in which they happened. */
async function events() {
  await expect.poll(() => trtc.callbacks().filter(({ state }) => state === 'waiting')).toEqual([]);
  return receiver.received
    .map(({ event }) => event)
    .sort((a, b) => a.EventInfo.EventMsTs - b.EventInfo.EventMsTs);
}

/** The events since the last call. */
async function newEvents() {
  const found = await events();
  receiver.received.length = 0;
  return found;
}

const fields = ({
  EventType,
  EventInfo: { EventTs, EventMsTs, ...info },
}: (typeof receiver.received)[0]['event']) => [EventType, info];

describe('callbacks of the TRTC emulator', () => {
  it('are signed over the bytes that are sent, and go to the address of the application', async () => {
    await control(trtc, 'PUT', ALICE);
    await control(trtc, 'PUT', '/applications/7/rooms/10006/users/alice');
    await events();

    expect(receiver.received.map(({ path, sdkAppId }) => [path, sdkAppId]).sort()).toEqual([
      [`/callbacks/trtc/${APP}`, String(APP)],
      [`/callbacks/trtc/${APP}`, String(APP)],
      ['/callbacks/trtc/7', '7'],
      ['/callbacks/trtc/7', '7'],
    ]);
    for (const { signed, contentType } of receiver.received) {
      expect([signed, contentType]).toEqual([true, 'application/json']);
    }
  });

  it('tell of the creation of a room, and of each entry with role, terminal and reason', async () => {
    const before = epochMs();
    await control(trtc, 'PUT', ALICE, { role: 21, terminalType: 3, userType: 1, reason: 3 });
    await control(trtc, 'PUT', `${ROOM}/users/bob`);
    const found = await events();

    expect(found.map(fields)).toEqual([
      [101, { RoomId: 10006, UserId: 'alice' }],
      [103, { RoomId: 10006, UserId: 'alice', Role: 21, TerminalType: 3, UserType: 1, Reason: 3 }],
      [103, { RoomId: 10006, UserId: 'bob', Role: 20, TerminalType: 1, UserType: 3, Reason: 1 }],
    ]);
    for (const { EventGroupId, CallbackTs, EventInfo } of found) {
      expect(EventGroupId).toBe(1);
      expect(EventInfo.EventMsTs).toBeGreaterThanOrEqual(before);
      expect(CallbackTs).toBeGreaterThanOrEqual(before);
      expect(EventInfo.EventTs).toBe(Math.floor(EventInfo.EventMsTs / 1000));
    }
  });

  it('have the fields in the order of the vendor’s example', async () => {
    await control(trtc, 'PUT', ALICE);
    await events();
    const entry = receiver.received.find(({ event }) => event.EventType === 103);
    const example = vectors.cases.find(({ name }) => name === 'enter, numeric room');
    const names = (body = '') => body.match(/"\w+":/g);
    expect(names(entry?.body)).toEqual(names(example?.body));
  });

  it('tell nothing of an entry of somebody who is inside, unless it has a reason', async () => {
    await control(trtc, 'PUT', ALICE, { role: 21, terminalType: 2 });
    await newEvents();
    await control(trtc, 'PUT', ALICE, { role: 20 });
    await control(trtc, 'PUT', ALICE, { reason: 2 });
    expect((await events()).map(fields)).toEqual([
      [103, { RoomId: 10006, UserId: 'alice', Role: 21, TerminalType: 2, UserType: 3, Reason: 2 }],
    ]);
  });

  it('tell of audio, video and screen when they start and stop', async () => {
    await control(trtc, 'PUT', `${STAGE}/users/alice`);
    await newEvents();
    for (const medium of ['video', 'audio', 'screen']) {
      await control(trtc, 'PUT', `${STAGE}/users/alice/${medium}`);
      await control(trtc, 'PUT', `${STAGE}/users/alice/${medium}`);
      await control(trtc, 'DELETE', `${STAGE}/users/alice/${medium}`);
      await control(trtc, 'DELETE', `${STAGE}/users/alice/${medium}`);
    }
    const found = await events();
    const info = { RoomId: 'stage', UserId: 'alice', Reason: 0 };
    expect(found.map(fields)).toEqual([201, 202, 203, 204, 205, 206].map((type) => [type, info]));
    expect(found.map(({ EventGroupId }) => EventGroupId)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('tell of leaving alone, not of what ended with it', async () => {
    await control(trtc, 'PUT', ALICE);
    await control(trtc, 'PUT', `${ALICE}/audio`);
    await newEvents();
    await control(trtc, 'DELETE', ALICE, { reason: 2 });
    await control(trtc, 'DELETE', ALICE);
    await control(trtc, 'PUT', ALICE);
    expect((await events()).map(fields)).toEqual([
      [104, { RoomId: 10006, UserId: 'alice', Role: 20, Reason: 2 }],
      [103, { RoomId: 10006, UserId: 'alice', Role: 20, TerminalType: 1, UserType: 3, Reason: 1 }],
    ]);
    expect((await control(trtc, 'GET', ALICE)).body.publishes).toEqual([]);
  });

  it('tell of a change of role, before which somebody who becomes audience stops publishing', async () => {
    await control(trtc, 'PUT', ALICE);
    await control(trtc, 'PUT', `${ALICE}/audio`);
    await newEvents();
    expect(await control(trtc, 'PUT', `${ALICE}/role`, { role: 21 })).toMatchObject({ status: 204 });
    expect((await events()).map(fields)).toEqual([
      [204, { RoomId: 10006, UserId: 'alice', Reason: 0 }],
      [105, { RoomId: 10006, UserId: 'alice', Role: 21 }],
    ]);
    expect(await control(trtc, 'PUT', `${ALICE}/audio`)).toEqual({
      status: 400,
      body: { error: 'audio: only an anchor can publish' },
    });
  });

  it('give the reason 3 for somebody whom RemoveUser removed', async () => {
    await control(trtc, 'PUT', ALICE);
    await newEvents();
    const removed = JSON.stringify({ SdkAppId: APP, RoomId: 10006, UserIds: ['alice', 'nobody'] });
    expect(
      await callTrtc(trtc.url, { action: 'RemoveUser', body: removed, signedAtMs: Date.now() }),
    ).toMatchObject({
      code: undefined,
    });
    expect((await events()).map(fields)).toEqual([
      [104, { RoomId: 10006, UserId: 'alice', Role: 20, Reason: 3 }],
    ]);
  });

  it('tell of a dismissal after everybody was removed, with a string for the room also when it is numeric', async () => {
    await control(trtc, 'PUT', ALICE);
    await control(trtc, 'PUT', `${STAGE}/users/dave`);
    await newEvents();
    const dismissed = JSON.stringify({ SdkAppId: APP, RoomId: 10006 });
    await callTrtc(trtc.url, { action: 'DismissRoom', body: dismissed, signedAtMs: Date.now() });
    await control(trtc, 'DELETE', STAGE);
    expect((await events()).map(fields)).toEqual([
      [104, { RoomId: 10006, UserId: 'alice', Role: 20, Reason: 3 }],
      [102, { RoomId: '10006' }],
      [104, { RoomId: 'stage', UserId: 'dave', Role: 20, Reason: 3 }],
      [102, { RoomId: 'stage' }],
    ]);
  });

  it('tell of a reset as of what people do', async () => {
    await control(trtc, 'PUT', ALICE);
    trtc.markInitialState();
    await control(trtc, 'PUT', `${ROOM}/users/bob`);
    await control(trtc, 'PUT', `${ALICE}/audio`);
    await control(trtc, 'DELETE', ALICE);
    await control(trtc, 'PUT', STAGE);
    await newEvents();
    await control(trtc, 'POST', '/reset');
    const told = (await events()).map(fields);
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        [104, { RoomId: 10006, UserId: 'bob', Role: 20, Reason: 1 }],
        [102, { RoomId: 'stage' }],
        [103, expect.objectContaining({ RoomId: 10006, UserId: 'alice' })],
      ]),
    );
  });

  it('begin with everything that is there when they get an address later', async () => {
    const late = await startTrtcEmulator(TRTC);
    late.enterRoom(APP, 'stage', 'dave');
    late.startPublishing(APP, 'stage', 'dave', 'screen');
    await late.sendCallbacks({ url: receiver.url, key: KEY });
    expect(receiver.types().sort()).toEqual([101, 103, 205]);
    await late.close();
  });

  it('never give two events of one person the same time', async () => {
    const frozen = await startTrtcEmulator({
      ...TRTC,
      now: { epochMs: () => 1_700_000_000_000 },
      callbacks: { url: receiver.url, key: KEY },
    });
    for (let times = 0; times < 5; times += 1) {
      frozen.enterRoom(APP, 10006, 'alice');
      frozen.leaveRoom(APP, 10006, 'alice');
    }
    await expect.poll(() => receiver.received.length).toBe(11);
    const ofAlice = (await events()).filter(({ EventType }) => EventType !== 101);
    expect(ofAlice.map(({ EventType }) => EventType)).toEqual(Array(5).fill([103, 104]).flat());
    await frozen.close();
  });
});

describe('a block of the TRTC emulator', () => {
  const block = (isMute: number) =>
    callTrtc(trtc.url, {
      body: JSON.stringify({ SdkAppId: APP, RoomId: 10006, UserId: 'alice', IsMute: isMute }),
      signedAtMs: Date.now(),
    });
  const isMute = async () => (await control(trtc, 'GET', ALICE)).body.isMute;
  const leaveAndEnter = async () => {
    await control(trtc, 'DELETE', ALICE);
    await control(trtc, 'PUT', ALICE);
  };

  it('is lifted when the person leaves, unless the rules say otherwise', async () => {
    await control(trtc, 'PUT', ALICE);
    await block(2);
    await leaveAndEnter();
    expect(await isMute()).toBe(0);

    expect(await control(trtc, 'PUT', '/rules', { blocksOutliveLeaving: true })).toMatchObject({
      status: 204,
    });
    expect((await control(trtc, 'GET', '/rules')).body).toEqual({ blocksOutliveLeaving: true });
    await block(2);
    await leaveAndEnter();
    expect(await isMute()).toBe(2);

    await control(trtc, 'POST', '/reset');
    expect((await control(trtc, 'GET', '/rules')).body).toEqual({ blocksOutliveLeaving: false });
  });

  it('keeps the person from publishing what is blocked', async () => {
    await control(trtc, 'PUT', ALICE);
    await block(3);
    expect(await control(trtc, 'PUT', `${ALICE}/audio`)).toMatchObject({ status: 204 });
    expect(await control(trtc, 'PUT', `${ALICE}/video`)).toEqual({
      status: 400,
      body: { error: 'video: is blocked' },
    });
    await block(0);
    expect(await control(trtc, 'PUT', `${ALICE}/video`)).toMatchObject({ status: 204 });
  });
});

it.each([
  ['PUT', ALICE, { role: 22 }, 'role: '],
  ['PUT', ALICE, { name: 'x' }, '"name"'],
  ['DELETE', ALICE, { reason: 6 }, 'reason: '],
  ['PUT', `${ROOM}/users/nobody/audio`, undefined, 'userId: is not in the room'],
  ['PUT', `${ROOM}/users/nobody/role`, { role: 20 }, 'userId: is not in the room'],
  ['PUT', `${ROOM}/users/nobody/role`, undefined, 'body: '],
  ['PUT', '/rules', {}, 'blocksOutliveLeaving: '],
  ['POST', '/callback-faults', { kind: 'delay', delayMs: 60_001 }, 'delayMs: '],
  ['POST', '/callback-faults', { kind: 'forget' }, 'kind: '],
])('the control API refuses %s %s with %o', async (method, path, body, error) => {
  expect(await control(trtc, method, path, body)).toEqual({
    status: 400,
    body: { error: expect.stringContaining(error) },
  });
});
