import { expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/time/clock.js';
import { LiftRestrictionDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { sampleValue, scrape } from '../observability/scrape.js';
import { TestRoom } from '../operations/set-room-media-state/rooms.js';
import { restrict } from '../restriction-queries/timed-mutes.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const PATIENTLY = { timeout: 60_000 };

it('metrics count ends of restrictions that are to come, late and carried out', async () => {
  const sandbox = await startTestSandbox({ METRICS_PORT: '0' }, { ...withoutJitter, clock: fasterClock() });
  try {
    const shown = async (name: string) => sampleValue(await scrape(sandbox), name, { kind: 'media' });
    const pending = () => shown('gateway_ends_pending');
    const overdue = () => shown('gateway_ends_overdue_seconds');
    const carriedOut = () => shown('gateway_end_lateness_seconds_count');

    const person = { roomId: 10006, audio: 'DISABLED' as const };
    await restrict(sandbox, { ...person, userId: '29376' }, { durationSeconds: 600 });
    await restrict(sandbox, { ...person, userId: 'alice' }, { durationSeconds: 4 });
    sandbox.trtc.injectFault({ kind: 'throttle', action: 'SetUserBlocked', times: 1_000 });
    await expect.poll(overdue, PATIENTLY).toBeGreaterThan(1);
    expect(await pending()).toBe(2);
    expect(await carriedOut()).toBe(0);

    sandbox.trtc.clearFaults();
    await expect.poll(carriedOut, PATIENTLY).toBe(1);
    await expect.poll(pending, PATIENTLY).toBe(1);
    expect(await overdue()).toBe(0);
    expect(await shown('gateway_end_lateness_seconds_sum')).toBeGreaterThan(1);
    expect(await shown('gateway_ends_given_up_total')).toBe(0);
  } finally {
    await sandbox.close();
  }
}, 180_000);

it('metrics count whom the vendor refuses to free, though their mute was lifted', async () => {
  const sandbox = await startTestSandbox({ METRICS_PORT: '0' }, { ...withoutJitter, clock: fasterClock() });
  try {
    const shown = async (name: string) => sampleValue(await scrape(sandbox), name, { kind: 'media' });
    const room = new TestRoom(() => sandbox, 20_001);
    await room.enter(['ann', 'ben']);
    const { actionId } = await room.accepted({ audio: 'DISABLED', enforce: true });
    await expect.poll(() => room.states(['ann', 'ben'])).toEqual([2, 2]);
    sandbox.trtc.injectFault({
      kind: 'error',
      code: 'UnauthorizedOperation.SdkAppId',
      message: 'no',
      times: 1_000,
    });
    await send(sandbox, LiftRestrictionDocument, { input: { restrictionId: actionId } });
    await expect.poll(() => shown('gateway_ends_overdue_seconds'), PATIENTLY).toBeGreaterThan(1);
    expect(await shown('gateway_ends_pending')).toBe(2);

    sandbox.trtc.clearFaults();
    await expect.poll(() => shown('gateway_ends_pending'), PATIENTLY).toBe(0);
    expect(await shown('gateway_ends_overdue_seconds')).toBe(0);
    expect(room.states(['ann', 'ben'])).toEqual([0, 0]);
  } finally {
    await sandbox.close();
  }
}, 180_000);

/** The regular count of the ends comes every half a second. */
function fasterClock(): Clock {
  return {
    ...systemClock,
    after: (ms, callback) => systemClock.after(ms === 10_000 ? 500 : ms, callback),
  };
}
