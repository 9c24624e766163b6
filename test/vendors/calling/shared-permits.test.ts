import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quota } from '../../../src/vendors/calling/quota.js';
import { ask, CALL_TIMEOUT_MS, overload, SEEDS, setUp, slotOf } from './gateways-on-one-quota.js';
import { jitteryNetwork, seededRandom } from './sliding-second-vendor.js';

describe('four gateways on one quota', () => {
  for (const callsPerSecond of [20, 50]) {
    for (const awayMs of [0, 50]) {
      it(`use ≥ 94 % of ${callsPerSecond}/s in equal shares, none refused (${2 * awayMs} ms away)`, async () => {
        for (const seed of SEEDS) {
          const random = seededRandom(seed);
          const cold = { calls: 10, least: 50, most: 300 };
          const gateways = setUp({
            callsPerSecond,
            network: jitteryNetwork({ seed, awayMs, cold }),
            delayMs: () => 0.2 + random(),
          });
          const { clock, vendor, quotas } = gateways;
          const slotsAt = quotas.map((quota) => overload(gateways, quota));
          await clock.run(12_000);
          expect(vendor.refusals).toEqual([]);
          expect(vendor.utilisation(0, 10_000)).toBeGreaterThanOrEqual(0.94);
          // In the first second, the gateway that comes first gets the slots.
          const shares = slotsAt.map((times) => times.filter((time) => time > 1_500).length);
          expect(Math.min(...shares) / Math.max(...shares)).toBeGreaterThan(0.9);
        }
      });
    }
  }

  it('are refused no call when the ledger is slow and the network has no jitter', async () => {
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      for (const { delayMs, reach } of [
        { delayMs: () => random() * 20, reach: 0.9 },
        { delayMs: () => random() * 200, reach: 0.2 },
        { delayMs: () => 40, reach: 0.4 },
      ]) {
        const gateways = setUp({ network: () => ({ out: 5, back: 5 }), delayMs });
        for (const quota of gateways.quotas) overload(gateways, quota);
        await gateways.clock.run(20_000);
        expect(gateways.vendor.refusals).toEqual([]);
        expect(gateways.vendor.utilisation(5_000, 10_000)).toBeGreaterThan(reach);
      }
    }
  });

  it('lose little when exchanges are sometimes slow or clocks run at different rates', async () => {
    for (const seed of SEEDS) {
      const random = seededRandom(seed);
      const gateways = setUp({
        callsPerSecond: 50,
        network: jitteryNetwork({ seed }),
        delayMs: () => (random() < 0.1 ? 20 : random()),
      });
      gateways.ledger.clockRate = 1 + (seed - 5) / 10_000;
      for (const quota of gateways.quotas) overload(gateways, quota);
      await gateways.clock.run(12_000);
      expect(gateways.vendor.refusals).toEqual([]);
      expect(gateways.vendor.utilisation(0, 10_000)).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('leave the whole quota to the only gateway that has calls', async () => {
    const gateways = setUp({ callsPerSecond: 50 });
    const { clock, vendor, quotas, quota } = gateways;
    for (const other of quotas) overload(gateways, other, 5_000);
    overload(gateways, quota);
    await clock.run(20_000);
    expect(vendor.refusals).toEqual([]);
    expect(vendor.utilisation(8_000, 10_000)).toBeGreaterThanOrEqual(0.955);
  });

  it('all slow down when the vendor refuses a call of one', async () => {
    const { clock, quotas } = setUp({ gateways: 2 });
    const [one, other] = quotas as [Quota, Quota];
    const first = ask(one);
    await clock.run(50);
    slotOf(await first).refused();
    await clock.run(1_200);
    const second = ask(other);
    await clock.run(50);
    slotOf(await second).unused();
    await clock.run(50);
    expect(other.status().slotsLeft).toBeGreaterThanOrEqual(15);
    expect(other.status().slotsLeft).toBeLessThan(20);
  });

  it('keep the wait of a single call short while another gateway has a mass action', async () => {
    const waits: number[] = [];
    for (const seed of SEEDS) {
      const gateways = setUp({ gateways: 2, network: jitteryNetwork({ seed }) });
      const { clock, vendor, quotas } = gateways;
      const [busy, calm] = quotas as [Quota, Quota];
      overload(gateways, busy);
      const random = seededRandom(seed);
      const single = async () => {
        const asked = clock.now();
        vendor.send(slotOf(await ask(calm)));
        waits.push(clock.now() - asked);
      };
      for (let at = 1_500; at < 30_000; at += 300) clock.after(at + random() * 50, () => void single());
      await clock.run(32_000);
      expect(vendor.refusals).toEqual([]);
    }
    expect(waits.length).toBe(950);
    // The slots that the busy gateway has reserved, the call's own slot, and one exchange.
    const p99 = waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * 0.99) - 1];
    expect(p99).toBeLessThanOrEqual(4 * 52 + 2);
  });

  it('all get slots when there are more gateways than permits', async () => {
    const gateways = setUp({ gateways: 12, callsPerSecond: 4 });
    const slotsAt = gateways.quotas.map((quota) => overload(gateways, quota));
    await gateways.clock.run(60_000);
    expect(gateways.vendor.refusals).toEqual([]);
    // Twelve gateways share 240 calls.
    for (const times of slotsAt) {
      expect(times.length).toBeGreaterThanOrEqual(14);
      expect(times.length).toBeLessThanOrEqual(26);
    }
  });
});

describe('an idle gateway on a shared quota', () => {
  it('gets a slot with one exchange, returns it with another, and then makes no more', async () => {
    const { clock, ledger, quota } = setUp({ gateways: 1 });
    const grant = ask(quota);
    await clock.run(2);
    const slot = slotOf(await grant);
    expect(ledger.exchanges).toBe(1);
    expect(quota.status()).toEqual({ callsPerSecond: 20, slotsLeft: 19, waiting: 0 });
    await clock.run(100);
    slot.answered();
    await clock.run(2_000);
    expect(ledger.exchanges).toBe(2);
    expect(quota.status().slotsLeft).toBe(20);
    expect(clock.pending).toBe(0);
    expect(ledger.state('quota')).toMatchObject({ permits: { held: [] }, line: [] });
  });

  it('sends the first second’s calls at once, with one exchange', async () => {
    const { clock, ledger, quota, vendor } = setUp({ gateways: 1, network: () => ({ out: 0, back: 1_000 }) });
    for (let i = 0; i < 20; i++) void ask(quota).then((grant) => vendor.send(slotOf(grant)));
    await clock.run(2);
    expect(vendor.arrivals).toHaveLength(20);
    expect(ledger.exchanges).toBe(1);
  });

  it('returns slots when no call waits for them any more', async () => {
    const { clock, ledger, quotas } = setUp({ gateways: 2 });
    const [one, other] = quotas as [Quota, Quota];
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    for (let i = 0; i < 100; i++)
      void one.acquire({ caller: 'gone', deadline: Infinity, signal: controller.signal });
    // Before the answer comes, and so before any call has its slot.
    await clock.run(1.5);
    controller.abort();
    await clock.run(20);
    expect(ledger.state('quota')?.permits.held).toEqual([]);
    const grant = ask(other);
    await clock.run(3);
    expect(await grant).toMatchObject({ granted: true });
  });
});

describe('a shared quota under any traffic', () => {
  it('is never exceeded in any second, and all permits come back', async () => {
    const burst = fc.record({
      afterMs: fc.nat(2_000),
      count: fc.nat(40),
      gateway: fc.nat(3),
      abortMs: fc.option(fc.nat(500), { nil: undefined }),
      deadlineMs: fc.oneof(fc.constant(60_000), fc.nat(2_000)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(burst, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(150),
        fc.nat(80),
        fc.nat(),
        async (bursts, callsPerSecond, awayMs, slowestMs, seed) => {
          const random = seededRandom(seed);
          const network = jitteryNetwork({ seed, awayMs });
          const { clock, ledger, quotas, vendor } = setUp({
            callsPerSecond,
            network,
            delayMs: () => random() * slowestMs,
          });
          for (const { afterMs, count, gateway, abortMs, deadlineMs } of bursts) {
            await clock.run(afterMs);
            const controller = new AbortController();
            setMaxListeners(0, controller.signal);
            if (abortMs !== undefined) clock.after(abortMs, () => controller.abort());
            for (let i = 0; i < count; i++) {
              const deadline = clock.now() + deadlineMs;
              const request = { caller: `${i % 3}`, deadline, signal: controller.signal };
              void quotas[gateway]?.acquire(request).then((grant) => {
                if (!grant.granted) return;
                if (random() < 0.9) return vendor.send(grant.slot);
                if (random() < 0.5) return grant.slot.unused();
                clock.after(random() * CALL_TIMEOUT_MS, () => grant.slot.lost());
              });
            }
          }
          await clock.run(90_000);
          expect(vendor.busiestSecond()).toBeLessThanOrEqual(callsPerSecond);
          expect(ledger.state('quota')?.permits.held ?? []).toEqual([]);
          expect(clock.pending).toBe(0);
          for (const quota of quotas) expect(quota.status().waiting).toBe(0);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });
});
