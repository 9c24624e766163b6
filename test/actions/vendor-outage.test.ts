import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument, VendorsDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { type SteeredClock, steeredClock } from '../steered-clock.js';

let time: SteeredClock;
let sandbox: Sandbox;

beforeEach(async () => {
  time = steeredClock();
  sandbox = await startSandboxWithoutEvents(NOTHING_AGAIN, time.surroundings);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await sandbox.close();
});

async function mute() {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
  return data?.setUserMediaState;
}

async function trtcStatus() {
  const { data } = await send(sandbox, VendorsDocument, {});
  return data?.vendors.find(({ vendor }) => vendor === 'TENCENT_TRTC');
}

it('a gateway stops calls to a failing vendor, answers at once, and calls it again after it recovers', async () => {
  sandbox.trtc.injectFault({ kind: 'verbatim', status: 503, times: 1_000 });
  const answers = [await mute(), await mute(), await mute()];
  expect(answers.slice(0, 2)).toMatchObject([{ code: 'VENDOR_UNAVAILABLE' }, { code: 'VENDOR_UNAVAILABLE' }]);
  expect(sandbox.trtc.requests()).toHaveLength(10);

  expect(await mute()).toMatchObject({
    __typename: 'VendorUnavailableError',
    code: 'VENDOR_DOWN',
    outcome: 'NOT_APPLIED',
    retryable: true,
    retryAfterMs: expect.any(Number),
    vendor: null,
  });
  expect(sandbox.trtc.requests()).toHaveLength(10);
  const status = await trtcStatus();
  expect(status?.breaker).toBe('OPEN');
  expect(Date.parse(status?.lastErrorAt ?? '')).toBe(time.trueEpochMs());

  // The other vendor has its own breaker.
  const input = { userId: '10001', users: [{ userId: '10002' }] };
  const { data } = await send(sandbox, AddToBlacklistDocument, { input });
  expect(data?.addToBlacklist.__typename).toBe('AddToBlacklistSuccess');

  sandbox.trtc.clearFaults();
  time.pass(999);
  expect(await mute()).toMatchObject({ code: 'VENDOR_DOWN' });
  time.pass(1);
  expect((await mute())?.__typename).toBe('SetUserMediaStateSuccess');
  expect((await trtcStatus())?.breaker).toBe('CLOSED');
});

it('a gateway sends one call as a probe, and waits longer after a failed probe', async () => {
  sandbox.trtc.injectFault({ kind: 'verbatim', status: 503, times: 1_000 });
  for (let calls = 0; calls < 3; calls += 1) await mute();
  sandbox.trtc.clearRequests();

  await mute();
  expect(sandbox.trtc.requests()).toEqual([]);
  time.pass(1_000);
  await mute();
  expect(sandbox.trtc.requests()).toHaveLength(1);
  const answer = await mute();
  expect(answer).toMatchObject({ code: 'VENDOR_DOWN' });
  expect((answer as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(1_000);
  expect(sandbox.trtc.requests()).toHaveLength(1);
});

it('a gateway answers at once with NOT_APPLIED when the vendor refuses connections', async () => {
  await sandbox.trtc.close();
  expect(await mute()).toMatchObject({
    __typename: 'VendorUnavailableError',
    code: 'VENDOR_UNREACHABLE',
    outcome: 'NOT_APPLIED',
    retryable: true,
    vendor: 'TENCENT_TRTC',
  });
});
