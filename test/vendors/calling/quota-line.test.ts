import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Quota } from '../../../src/vendors/calling/quota.js';
import { burst, percentile, refusalOf, SEEDS, setUp, slotOf } from './simulated-quota.js';
import { jitteryNetwork, seededRandom } from './sliding-second-vendor.js';

describe('the turns of callers in the line for a quota', () => {
  it('delay a single call by at most 3 slots (p99) while another caller has 1,000 waiting', async () => {
    for (const { callsPerSecond, awayMs } of [
      { callsPerSecond: 20, awayMs: 0 },
      { callsPerSecond: 20, awayMs: 50 },
      { callsPerSecond: 50, awayMs: 0 },
    ]) {
      const waits: number[] = [];
      for (const seed of SEEDS.slice(0, 10)) {
        const random = seededRandom(seed);
        const { clock, quota, vendor } = setUp(callsPerSecond, jitteryNetwork({ seed, awayMs }));
        burst(quota, vendor, 1000, 'busy');
        const single = async () => {
          const asked = clock.now();
          vendor.send(slotOf(await quota.acquire({ caller: 'single', deadline: Infinity })));
          waits.push(clock.now() - asked);
        };
        // After the first second, in which all its calls have gone already.
        for (let at = 1500; at < (1000 / callsPerSecond) * 950; at += 200) {
          clock.after(at + random() * 20, () => void single());
        }
        await clock.run((1_200_000 / callsPerSecond) * 1.1);
        expect(vendor.refusals).toEqual([]);
      }
      expect(waits.length).toBeGreaterThan(800);
      expect(percentile(waits, 0.99)).toBeLessThanOrEqual((3 * 1000) / callsPerSecond);
    }
  });

  it('serve one call of each caller in turn, in order, and new callers before the one just served', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    const served: string[] = [];
    const ask = async (name: string) => {
      const slot = slotOf(await quota.acquire({ caller: name.slice(0, 1), deadline: Infinity }));
      served.push(name);
      slot.answered();
    };
    for (const name of ['a0', 'a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1']) void ask(name);
    await clock.run(1_500);
    expect(served).toEqual(['a0', 'a1']);
    void ask('d1');
    await clock.run(10_000);
    expect(served).toEqual(['a0', 'a1', 'b1', 'c1', 'd1', 'a2', 'b2', 'a3', 'b3']);
  });

  it('keep the order when requests leave the middle of the line', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    const served: string[] = [];
    const leave = new Map<string, AbortController>();
    const ask = async (name: string) => {
      const controller = new AbortController();
      leave.set(name, controller);
      const { signal } = controller;
      const grant = await quota.acquire({ caller: name.slice(0, 1), deadline: Infinity, signal });
      if (!grant.granted) return;
      served.push(name);
      grant.slot.answered();
    };
    for (const name of ['a0', 'a1', 'a2', 'a3', 'b1', 'c1', 'c2', 'd1']) void ask(name);
    await clock.run(1_500);
    for (const name of ['a3', 'b1', 'c1']) leave.get(name)?.abort();
    await clock.run(10_000);
    expect(served).toEqual(['a0', 'a1', 'c2', 'd1', 'a2']);
    expect(quota.status()).toEqual({ callsPerSecond: 1, slotsLeft: 1, waiting: 0 });
  });

  it('continue when the caller that was served last leaves', async () => {
    const { clock, quota, vendor } = setUp(1, jitteryNetwork({ seed: 1 }));
    burst(quota, vendor, 2, 'a');
    const controller = new AbortController();
    void quota.acquire({ caller: 'a', deadline: Infinity, signal: controller.signal });
    burst(quota, vendor, 3, 'b');
    await clock.run(1_500);
    expect(quota.status().waiting).toBe(4);
    controller.abort();
    await clock.run(4_500);
    expect(vendor.arrivals).toHaveLength(5);
  });
});

describe('the line for a quota', () => {
  it('holds no more calls than maxWaiting', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }), { maxWaiting: 100 });
    burst(quota, vendor, 120);
    expect(quota.status()).toEqual({ callsPerSecond: 20, slotsLeft: 0, waiting: 100 });
    const { reason, retryAfterMs } = refusalOf(await quota.acquire({ caller: 'late', deadline: Infinity }));
    expect(reason).toBe('line-full');
    expect(retryAfterMs).toBeGreaterThan(1_000);
    expect(retryAfterMs).toBeLessThan(1_200);
    await clock.run(retryAfterMs);
    const again = quota.acquire({ caller: 'late', deadline: clock.now() + 200 });
    await clock.run(200);
    expect(await again).toMatchObject({ granted: true });
  });

  it('drops a call that is aborted, and refuses a call that was aborted before', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }));
    burst(quota, vendor, 30);
    const controller = new AbortController();
    const { signal } = controller;
    setMaxListeners(0, signal);
    const waiting = Array.from({ length: 50 }, () =>
      quota.acquire({ caller: 'gone', deadline: Infinity, signal }),
    );
    expect(quota.status().waiting).toBe(60);
    controller.abort();
    expect(quota.status().waiting).toBe(10);
    for (const grant of waiting) expect(refusalOf(await grant).reason).toBe('aborted');
    const late = await quota.acquire({ caller: 'gone', deadline: Infinity, signal });
    expect(refusalOf(late).reason).toBe('aborted');
    await clock.run(5_000);
    expect(vendor.arrivals).toHaveLength(30);
    expect(quota.status().slotsLeft).toBe(20);
  });

  it('does not take back a slot that was granted before the abort', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    const controller = new AbortController();
    slotOf(await quota.acquire({ caller: 'a', deadline: Infinity })).answered();
    const waited = quota.acquire({ caller: 'a', deadline: Infinity, signal: controller.signal });
    await clock.run(1_001);
    const slot = slotOf(await waited);
    controller.abort();
    expect(quota.status().slotsLeft).toBe(0);
    slot.answered();
    await clock.run(1_001);
    expect(quota.status().slotsLeft).toBe(1);
  });

  it('refuses all calls when it is closed, and leaves no timer', async () => {
    const { clock, quota } = setUp(1, jitteryNetwork({ seed: 1 }));
    const slot = slotOf(await quota.acquire({ caller: 'a', deadline: Infinity }));
    const waiting = ['a', 'a', 'b'].map((caller) => quota.acquire({ caller, deadline: 5_000 }));
    expect(clock.pending).toBe(1);
    quota.close();
    expect(clock.pending).toBe(0);
    for (const grant of waiting) expect(refusalOf(await grant).reason).toBe('closed');
    expect(refusalOf(await quota.acquire({ caller: 'a', deadline: 5_000 })).reason).toBe('closed');
    slot.answered();
    expect(quota.status().waiting).toBe(0);
  });

  it('stays fast with 10,000 callers or requests', async () => {
    const { clock, quota } = setUp(50, jitteryNetwork({ seed: 1 }));
    const grants = Array.from({ length: 10_050 }, (_, i) =>
      quota.acquire({ caller: i % 2 ? 'busy' : `caller ${i}`, deadline: 1_000_000 - i }),
    );
    expect(quota.status().waiting).toBe(10_000);
    expect(clock.pending).toBe(1);
    await clock.run(1_000_000);
    const reasons = await Promise.all(grants.map(async (grant) => ('reason' in (await grant) ? 1 : 0)));
    // No call ever ends here, so the others wait in vain.
    expect(reasons.reduce((sum: number, refused) => sum + refused, 0)).toBe(10_000);
  });

  it('refuses impossible options', () => {
    for (const callsPerSecond of [0, -1, 0.5, Number.NaN, Infinity]) {
      expect(() => new Quota({ callsPerSecond, maxWaiting: 1 })).toThrow(RangeError);
    }
    for (const maxWaiting of [-1, 0.5, Number.NaN, Infinity]) {
      expect(() => new Quota({ callsPerSecond: 1, maxWaiting })).toThrow(RangeError);
    }
  });
});
