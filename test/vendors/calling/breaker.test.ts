import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrtcFault } from '../../../src/emulators/trtc/trtc-fault.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument, VendorsDocument } from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { startSandboxWithoutEvents } from '../../sandbox-gateway.js';
import { type SteeredClock, steeredClock } from '../../steered-clock.js';

const HOUR_MS = 3_600_000;
const OUTAGE: TrtcFault = { kind: 'verbatim', status: 503, times: 1_000 };
const SUCCESS = { __typename: 'SetUserMediaStateSuccess' };
const DOWN = { __typename: 'VendorUnavailableError', code: 'VENDOR_DOWN', outcome: 'NOT_APPLIED' };

let time: SteeredClock;
let sandbox: Sandbox;

beforeEach(async () => {
  time = steeredClock();
  sandbox = await startSandboxWithoutEvents({ CALLER_REQUESTS_PER_SECOND: '0' }, time.surroundings);
  // The token is cached from now on, so the time of day does not matter for it.
  expect(await trtc()).toMatchObject({ breaker: 'CLOSED' });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await sandbox.close();
});

/** The calls for one user wait for each other. */
async function mute(userId = '29376') {
  const input = { roomId: 10006, userId, state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
  return data?.setUserMediaState;
}

async function trtc() {
  const { data } = await send(sandbox, VendorsDocument, {});
  return data?.vendors.find(({ vendor }) => vendor === 'TENCENT_TRTC');
}

const arrived = () => sandbox.trtc.requests().length;

/** Makes this many consecutive attempts fail as if the vendor were down. Each call makes up to four. */
async function fail(attempts: number): Promise<void> {
  sandbox.trtc.injectFault({ ...OUTAGE, times: attempts });
  const before = arrived();
  // The rest of a call's four attempts gets a final refusal.
  while (arrived() < before + attempts) {
    sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.RoomNotExist', message: '' });
    await mute();
  }
  sandbox.trtc.clearFaults();
}

async function open(userId?: string): Promise<void> {
  sandbox.trtc.injectFault(OUTAGE);
  for (let calls = 0; calls < 3; calls += 1) await mute(userId);
  sandbox.trtc.clearFaults();
  expect(await trtc()).toMatchObject({ breaker: 'OPEN' });
  sandbox.trtc.clearRequests();
}

async function expectRest(ms: number): Promise<void> {
  expect(await mute()).toMatchObject({ ...DOWN, retryAfterMs: ms });
  expect(arrived()).toBe(0);
}

describe.each([
  ['stays as it is', 0],
  ['is put back an hour', -HOUR_MS],
  ['is put forward an hour', HOUR_MS],
])('while the time of day %s', (_name, offBy) => {
  const step = () => time.setTimeOfDay(offBy);

  it('a closed breaker counts consecutive failures, and starts again after an answer', async () => {
    sandbox.trtc.injectFault({ ...OUTAGE, times: 4 });
    await mute();
    step();
    sandbox.trtc.injectFault({ ...OUTAGE, times: 3 });
    expect(await mute()).toMatchObject(SUCCESS);
    expect(await trtc()).toMatchObject({ breaker: 'CLOSED' });
    await open();
  });

  it('an open breaker lets a probe through after a second, and closes when the probe is answered', async () => {
    await open();
    step();
    await expectRest(1_000);
    time.pass(999);
    await expectRest(1_000);
    time.pass(1);
    expect(await mute()).toMatchObject(SUCCESS);
    expect(await trtc()).toMatchObject({ breaker: 'CLOSED' });
  });

  it('an open breaker waits longer after each failed probe, up to ten seconds', async () => {
    await open();
    step();
    sandbox.trtc.injectFault(OUTAGE);
    time.pass(1_000);
    for (const rest of [2_000, 4_000, 8_000, 10_000, 10_000]) {
      expect(await mute()).toMatchObject({ code: 'VENDOR_UNAVAILABLE' });
      expect(arrived()).toBe(1);
      sandbox.trtc.clearRequests();
      await expectRest(rest);
      time.pass(rest);
    }
    sandbox.trtc.clearFaults();
    expect(await mute()).toMatchObject(SUCCESS);
    // And the first pause is a second again.
    await open();
    await expectRest(1_000);
  });

  it('an open breaker lets only one probe through at a time', async () => {
    await open();
    sandbox.trtc.injectFault({ kind: 'delay', delayMs: 3_000 });
    time.pass(1_000);
    const probe = mute();
    await expect.poll(arrived, { interval: 5 }).toBe(1);
    step();
    expect(await trtc()).toMatchObject({ breaker: 'HALF_OPEN' });
    expect(await mute('alice')).toMatchObject(DOWN);
    expect(arrived()).toBe(1);
    expect(await probe).toMatchObject(SUCCESS);
    expect(await trtc()).toMatchObject({ breaker: 'CLOSED' });
  });

  it('the breaker tells the time of day of the last failure', async () => {
    step();
    await open();
    expect(Date.parse((await trtc())?.lastErrorAt ?? '')).toBe(time.surroundings.epochMs());
  });
});

it('the breaker opens after ten consecutive failures, not after nine', async () => {
  await fail(9);
  expect(await trtc()).toMatchObject({ breaker: 'CLOSED' });
  await fail(10);
  expect(await trtc()).toMatchObject({ breaker: 'OPEN' });
});

it('an open breaker ignores the answers to calls sent before it opened', async () => {
  sandbox.trtc.injectFault({ kind: 'delay', delayMs: 4_000 });
  const early = mute();
  await expect.poll(arrived, { interval: 5 }).toBe(1);
  await open('alice');
  expect(await early).toMatchObject(SUCCESS);
  expect(await trtc()).toMatchObject({ breaker: 'OPEN' });
});
