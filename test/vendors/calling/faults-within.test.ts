import { describe, expect, it } from 'vitest';
import type { CallObserver } from '../../../src/vendors/calling/call-observer.js';
import type { CallRequest } from '../../../src/vendors/calling/retry.js';
import type { VendorAnswer } from '../../../src/vendors/calling/send-request.js';
import { type SetUserBlockedCall, setUserBlocked } from '../../../src/vendors/trtc/calls/set-user-blocked.js';
import { isInBlackList } from '../../../src/vendors/volcengine/calls/is-in-black-list.js';
import { changesInOrder } from '../volcengine/changes-in-order.js';
import { SimulatedClock } from './simulated-clock.js';
import { connectSimulated } from './simulated-vendors.js';

const CALLS_PER_SECOND = 3;
const LIST = { appId: 123456, ownerId: '10001', inboxType: 0 };
const MUTE = {
  sdkAppId: 1400188366,
  roomId: 10006,
  userId: 'alice',
  state: 'AUDIO_DISABLED',
  region: 'ap-beijing',
} satisfies SetUserBlockedCall;
const FAULT = new Error('a fault of the gateway');
const DOWN: VendorAnswer = { status: 503, body: '' };

const fault = (): never => {
  throw FAULT;
};

/** Where a fault can happen between a slot's grant and its end, and after it. */
interface Places {
  send?: () => Promise<VendorAnswer>;
  observer?: Partial<CallObserver>;
  asker?: Partial<CallObserver>;
}

/** Both vendors in simulated time. `places` may be changed while it runs. */
function simulate(places: Places) {
  const clock = new SimulatedClock();
  const observing = (which: 'observer' | 'asker'): CallObserver => ({
    waited: (...heard) => places[which]?.waited?.(...heard),
    attempted: (...heard) => places[which]?.attempted?.(...heard),
    batched: (...heard) => places[which]?.batched?.(...heard),
  });
  let sent = 0;
  const vendors = connectSimulated(clock, CALLS_PER_SECOND, {
    metrics: { callObserver: () => observing('observer') },
    send() {
      sent += 1;
      if (places.send) return places.send();
      const body = { Response: { RequestId: 'r' }, ResponseMetadata: { RequestId: 'r' }, Result: {} };
      const listed = { IsInBlackListInfos: { 1: true } };
      return Promise.resolve({ status: 200, body: JSON.stringify({ ...body, Result: listed }) });
    },
  });
  const { TENCENT_TRTC: trtc, VOLCENGINE_RTC: volcengine } = vendors;
  const request = (caller: string): CallRequest => ({
    caller,
    deadline: clock.now() + 15_000,
    observer: observing('asker'),
  });
  const change = changesInOrder(volcengine.additions);
  return {
    clock,
    breakers: {
      setUserBlocked: trtc.breaker,
      addBlackList: volcengine.breaker,
      isInBlackList: volcengine.breaker,
    },
    sent: () => sent,
    calls: {
      setUserBlocked: () => trtc.call(setUserBlocked, MUTE, request('a')),
      addBlackList: () => change(LIST, [{ userId: '1' }], request('a')),
      isInBlackList: () => volcengine.call(isInBlackList, { list: LIST, userIds: ['1'] }, request('a')),
    },
    add: (caller: string, ...userIds: string[]) =>
      change(
        LIST,
        userIds.map((userId) => ({ userId })),
        request(caller),
      ),
    /** How many slots of all quotas have not come back. */
    slotsOut: () =>
      [trtc, volcengine]
        .flatMap((vendor) => vendor.quotas().map(({ quota }) => quota.status()))
        .reduce((sum, { callsPerSecond, slotsLeft }) => sum + callsPerSecond - slotsLeft, 0),
  };
}

const PLACES: Readonly<Record<string, Places>> = {
  'a connection that throws': { send: fault },
  'a connection that rejects': { send: () => Promise.reject(FAULT) },
  'an answer that makes its reader throw': { send: () => Promise.resolve(null as unknown as VendorAnswer) },
  'whoever counts the waits': { observer: { waited: fault } },
  'whoever waits': { asker: { waited: fault } },
  'whoever counts the attempts': { observer: { attempted: fault } },
  'whoever asked': { asker: { attempted: fault } },
};

describe.each(['setUserBlocked', 'addBlackList', 'isInBlackList'] as const)('%s:', (name) => {
  const places = Object.entries(PLACES);
  if (name === 'addBlackList') places.push(['whoever counts the users', { observer: { batched: fault } }]);

  it.each(places)('rejects with a fault of %s, and gives its slot back', async (_name, faulty) => {
    const places: Places = { ...faulty };
    const { clock, calls, slotsOut } = simulate(places);
    for (let times = 0; times < 2 * CALLS_PER_SECOND; times += 1) {
      const call = calls[name]();
      const thrown = expect(call).rejects.toThrow();
      await clock.run(5_000);
      await thrown;
    }
    expect(slotsOut()).toBe(0);
    expect(clock.pending).toBe(0);

    for (const place of Object.keys(places)) delete places[place as keyof Places];
    const call = calls[name]();
    await clock.run(5_000);
    expect([await call].flat()[0]).toMatchObject(name === 'addBlackList' ? { done: true } : { ok: true });
    expect(slotsOut()).toBe(0);
  });

  it('lets the next probe through after a probe that ended with a fault', async () => {
    const places: Places = { send: () => Promise.resolve(DOWN) };
    const { clock, breakers, calls, sent } = simulate(places);
    const breaker = breakers[name];
    while (breaker.state === 'CLOSED') {
      const call = calls[name]();
      await clock.run(5_000 - (clock.now() % 5_000));
      await call;
    }
    expect(breaker.state).toBe('OPEN');
    await clock.run(10_000);

    for (const send of [fault, () => Promise.reject(FAULT)]) {
      places.send = send;
      const thrown = expect(calls[name]()).rejects.toBe(FAULT);
      await clock.run(1);
      await thrown;
      expect(breaker.state).toBe('OPEN');
      expect(breaker.blocks).toBe(false);
    }
    delete places.send;
    const before = sent();
    const call = calls[name]();
    await clock.run(5_000);
    await call;
    expect(sent()).toBe(before + 1);
    expect(breaker.state).toBe('CLOSED');
  });
});

describe('a fault in a call that several requests share', () => {
  it.each(Object.entries(PLACES))(
    'of %s reaches each of them, and nobody waits for ever',
    async (_name, faulty) => {
      const places: Places = {};
      const { clock, add, slotsOut } = simulate(places);
      // These use up the slots, so that the next requests wait and share a call.
      const first = [add('a', '1'), add('b', '2'), add('c', '3')];
      await clock.run(500);
      await Promise.all(first);
      const shared = [add('a', '4', '5'), add('b', '6'), add('c', '4'), add('d', '4')];
      Object.assign(places, faulty);
      const thrown = Promise.all(shared.map((addition) => expect(addition).rejects.toThrow()));
      await clock.run(20_000);
      await thrown;
      expect(slotsOut()).toBe(0);

      for (const place of Object.keys(places)) delete places[place as keyof Places];
      const later = add('a', '4', '5', '6');
      await clock.run(5_000);
      expect((await later).map(({ done }) => done)).toEqual([true, true, true]);
      expect(slotsOut()).toBe(0);
    },
  );

  it('reaches each of them, even before the call has a slot', async () => {
    let answer: (answer: VendorAnswer) => void = () => {};
    const places: Places = { send: () => new Promise((resolve) => (answer = resolve)) };
    const { clock, add, slotsOut } = simulate(places);
    const first = add('a', '1');
    await clock.run(1);
    delete places.send;

    // The next call for the list waits a moment for more users, for which there is no timer now.
    const after = clock.after.bind(clock);
    clock.after = fault;
    const shared = [add('a', '2', '3'), add('b', '4'), add('c', '2')];
    await Promise.all(shared.map((addition) => expect(addition).rejects.toBe(FAULT)));
    clock.after = after;

    answer({ status: 200, body: '{"ResponseMetadata":{"RequestId":"r"},"Result":{}}' });
    const later = add('c', '2');
    await clock.run(5_000);
    expect([await first, await later]).toMatchObject([[{ done: true }], [{ done: true }]]);
    expect(slotsOut()).toBe(0);
  });
});
