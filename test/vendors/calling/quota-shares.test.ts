import { describe, expect, it } from 'vitest';
import type { Quota } from '../../../src/vendors/calling/quota.js';
import { URGENCIES, type Urgency } from '../../../src/vendors/calling/shared-line.js';
import { burst, percentile, SEEDS, setUp, slotOf } from './simulated-quota.js';
import { jitteryNetwork, type SlidingSecondVendor } from './sliding-second-vendor.js';

const QPS = 20;

/** Asks for `count` slots at once, and tells of each that is granted. */
function enforce(
  quota: Quota,
  vendor: SlidingSecondVendor,
  count: number,
  urgency: Urgency,
  onGranted = () => {},
): void {
  for (let i = 0; i < count; i++) {
    void quota.acquire({ caller: 'gateway', urgency, deadline: Infinity }).then((grant) => {
      vendor.send(slotOf(grant));
      onGranted();
    });
  }
}

describe('the shares of a quota between callers and what is enforced', () => {
  it.each([0.1, 0.25, 0.5, 0.8])(
    'are as configured while both wait: enforcement gets %d, and callers the rest',
    async (enforcementShare) => {
      const { clock, quota, vendor } = setUp(QPS, jitteryNetwork({ seed: 1 }), { enforcementShare });
      let enforced = 0;
      enforce(quota, vendor, 1_000, 'came', () => enforced++);
      burst(quota, vendor, 1_000, 'somebody');
      await clock.run(2_000);
      const before = enforced;
      await clock.run(20_000);
      const all = 20 * QPS;
      expect((enforced - before) / all).toBeGreaterThan(0.94 * enforcementShare);
      expect((enforced - before) / all).toBeLessThanOrEqual(enforcementShare + 0.01);
      expect(vendor.refusals).toEqual([]);
    },
  );

  it('are the whole quota for the one that waits alone: 600 people are enforced on with 95 % of it, and none refused', async () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const { clock, quota, vendor } = setUp(QPS, jitteryNetwork({ seed }));
      enforce(quota, vendor, 600, 'publishes');
      await clock.run(60_000);
      expect(vendor.arrivals).toHaveLength(600);
      expect(vendor.utilisation(0, 30_000)).toBeGreaterThanOrEqual(0.95);
      expect(vendor.refusals).toEqual([]);
    }
  });

  it.each([1, 4, 10])(
    'delay a single mute by at most 2k + 1 slots (p99) while %i moderators wait with many, and so does enforcement',
    async (moderators) => {
      const waits: number[] = [];
      for (const seed of SEEDS.slice(0, 5)) {
        const { clock, quota, vendor } = setUp(QPS, jitteryNetwork({ seed }), { maxWaiting: 20_000 });
        enforce(quota, vendor, 3_000, 'publishes');
        for (let k = 0; k < moderators; k++) burst(quota, vendor, 1_000, `moderator-${k}`);
        for (let at = 2_000; at < 150_000; at += 2_497) {
          clock.after(at, async () => {
            const asked = clock.now();
            vendor.send(slotOf(await quota.acquire({ caller: 'single', deadline: Infinity })));
            waits.push(clock.now() - asked);
          });
        }
        await clock.run(160_000);
        expect(vendor.refusals).toEqual([]);
      }
      expect(waits.length).toBeGreaterThan(200);
      // A vendor that counts sliding seconds lets nobody use more than 97 % of its quota without being refused.
      const slotMs = 1_000 / (0.95 * QPS);
      expect(percentile(waits, 0.99)).toBeLessThanOrEqual((2 * moderators + 1) * slotMs);
    },
  );

  it('give slots first to those who publish, then to those who came, and last to those who flap', async () => {
    const { clock, quota, vendor } = setUp(1, jitteryNetwork({ seed: 1 }));
    const served: string[] = [];
    burst(quota, vendor, 1);
    for (const urgency of URGENCIES.toReversed()) {
      for (const number of [1, 2]) {
        void quota.acquire({ caller: 'gateway', urgency, deadline: Infinity }).then((grant) => {
          served.push(`${urgency} ${number}`);
          slotOf(grant).answered();
        });
      }
    }
    await clock.run(20_000);
    expect(served).toEqual(URGENCIES.flatMap((urgency) => [`${urgency} 1`, `${urgency} 2`]));
  });

  it('are estimated for whoever asks: a deadline before its turn is refused at once', async () => {
    const { clock, quota, vendor } = setUp(QPS, jitteryNetwork({ seed: 1 }));
    enforce(quota, vendor, 200, 'publishes');
    await clock.run(100);
    const soon = await quota.acquire({ caller: 'gateway', urgency: 'came', deadline: clock.now() + 5_000 });
    expect(soon).toMatchObject({ granted: false, reason: 'deadline' });
    // Enforcement hardly delays a caller.
    const mute = quota.acquire({ caller: 'somebody', deadline: clock.now() + 2_000 });
    await clock.run(2_000);
    expect(await mute).toMatchObject({ granted: true });
  });

  it('forget whoever leaves the line', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    slotOf(await quota.acquire({ caller: 'first', deadline: Infinity })).answered();
    const leaving = new AbortController();
    const left = quota.acquire({
      caller: 'gateway',
      urgency: 'came',
      deadline: Infinity,
      signal: leaving.signal,
    });
    expect(quota.status().waiting).toBe(1);
    leaving.abort();
    expect(await left).toMatchObject({ granted: false, reason: 'aborted' });
    expect(quota.status().waiting).toBe(0);
    const next = quota.acquire({ caller: 'second', deadline: Infinity });
    await clock.run(1_500);
    expect((await next).granted).toBe(true);
  });
});
