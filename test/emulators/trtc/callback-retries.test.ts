import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../../../src/emulators/trtc/trtc-emulator.js';
import { SimulatedClock } from '../../vendors/calling/simulated-clock.js';
import { type CallbackReceiver, startReceiver } from '../callback-receiver.js';
import { control } from '../control-request.js';
import { TRTC } from '../signed-calls.js';

const KEY = 'callbackKey1';
const APP = 1400188366;
const START_MS = 1_700_000_000_000;

let clock: SimulatedClock;
let receiver: CallbackReceiver;
let trtc: TrtcEmulator;
beforeEach(async () => {
  clock = new SimulatedClock();
  receiver = await startReceiver(KEY);
  trtc = await startTrtcEmulator({
    ...TRTC,
    clock,
    now: { epochMs: () => START_MS + clock.now() },
    callbacks: { url: receiver.url, key: KEY },
  });
  // Its creation is one callback. From now on there is one for each act.
  trtc.createRoom(APP, 10006);
  await expect.poll(() => trtc.callbacks()[0]?.state).toBe('delivered');
  receiver.received.length = 0;
});
afterEach(async () => {
  await trtc.close();
  await receiver.close();
});

const enter = (userId: string) => trtc.enterRoom(APP, 10006, userId);
const arrived = () => receiver.received.map(({ event }) => event.EventInfo.UserId);
/** Who has entered by callbacks whose answers came back. Only then does no wait for an answer end when time passes. */
const delivered = () =>
  trtc
    .callbacks()
    .filter(({ state, eventType }) => state === 'delivered' && eventType === 103)
    .map(({ body }) => JSON.parse(body).EventInfo.UserId);
const latest = () => trtc.callbacks().at(-1);
/** When each attempt of the latest callback was made, in seconds after the first. */
const attemptTimes = () =>
  latest()?.attempts.map(({ at }, _index, [first]) => (at - (first?.at ?? 0)) / 1000);
const results = () => latest()?.attempts.map(({ result }) => result);

/** Lets time pass until a callback is delivered or lost. Answers come in real time, so the clock waits for each. */
async function passUntilEnded() {
  for (let seconds = 0; latest()?.state === 'waiting'; seconds += 1) {
    if (seconds > 200) throw new Error('the callback neither arrives nor ends');
    await expect.poll(() => results()?.includes('under way')).toBe(false);
    await clock.run(1_000);
  }
}

describe('a callback that is not answered well', () => {
  it('is sent again at once and then every 10 s until it is a minute old', async () => {
    receiver.answerWith((response) => response.writeHead(503).end());
    enter('alice');
    await passUntilEnded();
    expect(attemptTimes()).toEqual([0, 0, 10, 20, 30, 40, 50]);
    expect(latest()).toMatchObject({ state: 'lost', eventType: 103 });
    expect(new Set(results())).toEqual(new Set(['503']));
    const bodies = receiver.received.map(({ body }) => body);
    expect([bodies.length, new Set(bodies).size]).toEqual([7, 1]);
    expect(clock.pending).toBe(0);
  });

  it('is sent no more after an answer with 200', async () => {
    receiver.answerWith((response, count) => response.writeHead(count < 3 ? 500 : 200).end('{"code":0}'));
    enter('alice');
    await passUntilEnded();
    expect(latest()).toMatchObject({ state: 'delivered' });
    expect(results()).toEqual(['500', '500', '200']);
  });

  it.each([
    ['has 2000 bytes of body', {}, 2000],
    ['has 2000 bytes of header and body together', { 'x-long': 'x'.repeat(1_500) }, 500],
  ])('is sent again if the answer %s', async (_what, headers, bytes) => {
    receiver.answerWith((response, count) =>
      response.writeHead(200, count === 1 ? headers : {}).end(count === 1 ? 'x'.repeat(bytes) : '{"code":0}'),
    );
    enter('alice');
    await passUntilEnded();
    expect(results()).toEqual(['the answer is too long', '200']);
  });

  it('is sent again if the receiver breaks the connection', async () => {
    receiver.answerWith((response, count) => {
      if (count === 1) response.destroy();
      else response.end('{"code":0}');
    });
    enter('alice');
    await passUntilEnded();
    expect(receiver.received).toHaveLength(2);
    expect(latest()).toMatchObject({ state: 'delivered' });
  });

  it('is sent again after 5 s without an answer', async () => {
    receiver.answerWith((response, count) => {
      if (count > 1) response.end('{"code":0}');
    });
    enter('alice');
    await expect.poll(arrived).toEqual(['alice']);
    await clock.run(4_999);
    expect(results()).toEqual(['under way']);
    await clock.run(1);
    await expect.poll(results).toEqual(['no answer within 5 s', '200']);
    expect(attemptTimes()).toEqual([0, 5]);
  });

  it('waits in a queue that has an end, and is broken off at the shutdown', async () => {
    receiver.answerWith(() => {});
    for (let index = 0; index < 10_010; index += 1) enter(`user-${index}`);
    const states = trtc.callbacks().map(({ state }) => state);
    expect(states.filter((state) => state === 'lost')).toHaveLength(10);
    expect(states.slice(-10)).toEqual(Array(10).fill('lost'));
    await expect.poll(() => receiver.received.length).toBe(32);

    await trtc.close();
    await clock.run(120_000);
    expect(receiver.received).toHaveLength(32);
    expect(clock.pending).toBe(0);
  });
});

describe('a callback’s fault', () => {
  const inject = (fault: object) => control(trtc, 'POST', '/callback-faults', fault);

  it('loses the next callbacks of a type', async () => {
    await inject({ kind: 'lose', eventType: 103, times: 2 });
    for (const userId of ['alice', 'bob', 'carol']) enter(userId);
    trtc.leaveRoom(APP, 10006, 'alice');
    await expect.poll(() => trtc.callbacks().some(({ state }) => state === 'waiting')).toBe(false);
    expect(arrived().sort()).toEqual(['alice', 'carol']);
    expect(receiver.types().sort()).toEqual([103, 104]);
    expect((await control(trtc, 'GET', '/callback-faults')).body).toEqual([]);
    expect(
      (await control(trtc, 'GET', '/callbacks')).body.map(({ state }: { state: string }) => state),
    ).toEqual(['delivered', 'lost', 'lost', 'delivered', 'delivered']);
  });

  it('delays a callback, whose event keeps its time', async () => {
    await inject({ kind: 'delay', delayMs: 30_000, userId: 'bob' });
    for (const userId of ['alice', 'bob', 'carol']) enter(userId);
    await expect.poll(() => delivered().sort()).toEqual(['alice', 'carol']);
    await clock.run(29_999);
    expect(receiver.received).toHaveLength(2);
    await clock.run(1);
    await expect.poll(() => receiver.received.length).toBe(3);
    const { CallbackTs, EventInfo } = receiver.received[2]?.event ?? {};
    expect([CallbackTs, EventInfo]).toMatchObject([
      START_MS + 30_000,
      { UserId: 'bob', EventMsTs: START_MS + 1 },
    ]);
  });

  it.each([
    ['with the same body', false, 1],
    ['with a new CallbackTs', true, 2],
  ])('repeats a callback %s', async (_how, newCallbackTs, bodies) => {
    await inject({ kind: 'repeat', copies: 2, delayMs: 5_000, newCallbackTs });
    enter('alice');
    enter('bob');
    await expect.poll(() => delivered().sort()).toEqual(['alice', 'bob']);
    await clock.run(5_000);
    await expect.poll(() => arrived().sort()).toEqual(['alice', 'alice', 'alice', 'bob']);
    const ofAlice = receiver.received.filter(({ event }) => event.EventInfo.UserId === 'alice');
    expect(ofAlice.every(({ signed }) => signed)).toBe(true);
    expect(new Set(ofAlice.map(({ body }) => body)).size).toBe(bodies);
  });

  it('sends a callback after later ones', async () => {
    enter('zoe');
    await inject({ kind: 'reorder', behind: 2 });
    for (const userId of ['alice', 'bob', 'carol']) enter(userId);
    await expect.poll(() => receiver.received.length).toBe(4);
    expect(arrived()[3]).toBe('alice');
  });

  it('sends a callback that is to be behind others after a minute without them', async () => {
    await inject({ kind: 'reorder', behind: 5 });
    enter('alice');
    enter('bob');
    await expect.poll(delivered).toEqual(['bob']);
    await clock.run(60_000);
    await expect.poll(arrived).toEqual(['bob', 'alice']);
  });

  it('is forgotten with a reset', async () => {
    await inject({ kind: 'lose', times: 100 });
    await control(trtc, 'POST', '/reset');
    expect((await control(trtc, 'GET', '/callback-faults')).body).toEqual([]);
    expect((await inject({ kind: 'lose' })).status).toBe(204);
    expect(await control(trtc, 'DELETE', '/callback-faults')).toMatchObject({ status: 204 });
    expect((await control(trtc, 'GET', '/callback-faults')).body).toEqual([]);
    await control(trtc, 'DELETE', '/callbacks');
    expect(trtc.callbacks()).toEqual([]);
  });
});
