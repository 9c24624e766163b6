import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burst, overload, refusalOf, SEEDS, setUp, slotOf } from './simulated-quota.js';
import { jitteryNetwork } from './sliding-second-vendor.js';

describe('a quota whose calls have deadlines', () => {
  it('refuses a call at once if it cannot be served in time, and tells how long to wait', async () => {
    for (const seed of SEEDS) {
      const far = seed % 2 === 0;
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed, awayMs: far ? 50 : 0 }));
      burst(quota, vendor, 130 + (seed % 25) * 10);
      await clock.run(200 + seed * 90);
      const asked = clock.now();
      const { reason, retryAfterMs } = refusalOf(
        await quota.acquire({ caller: 'busy', deadline: asked + 10 }),
      );
      expect(clock.now()).toBe(asked);
      expect(reason).toBe('deadline');

      let servedAt = Number.NaN;
      const inTheSamePlace = quota.acquire({ caller: 'busy', deadline: Infinity });
      void inTheSamePlace.then(() => {
        servedAt = clock.now();
      });
      await clock.run(20_000);
      const wait = servedAt - asked;
      // In the first seconds the quota has not yet measured the distance.
      expect(Math.abs(retryAfterMs - wait)).toBeLessThanOrEqual((far ? 0.09 : 0.02) * wait + 60);
    }
  });

  it('serves a caller that tries again after retryAfterMs', async () => {
    for (const seed of SEEDS) {
      const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed }));
      burst(quota, vendor, 150);
      await clock.run(seed * 40);
      const { retryAfterMs } = refusalOf(await quota.acquire({ caller: 'busy', deadline: clock.now() + 1 }));
      await clock.run(retryAfterMs);
      const again = quota.acquire({ caller: 'busy', deadline: clock.now() + 300 });
      await clock.run(300);
      expect(await again).toMatchObject({ granted: true });
    }
  });

  it('calculates the wait from the caller’s own place in line', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }));
    overload(quota, vendor, 500, 'busy');
    for (let i = 0; i < 10; i++) overload(quota, vendor, 2, `other ${i}`);
    await clock.run(5_000);
    const deadline = clock.now() + 1;
    const waitOf = async (caller: string) =>
      refusalOf(await quota.acquire({ caller, deadline })).retryAfterMs;
    const [newcomer, other, busy] = [await waitOf('new'), await waitOf('other 1'), await waitOf('busy')];
    // A new caller waits for one call of each caller, a third request for two of each, the busy caller for all.
    expect(newcomer).toBeLessThanOrEqual(12 * 53);
    expect(other).toBeGreaterThan(newcomer);
    expect(other).toBeLessThanOrEqual(25 * 53);
    expect(busy).toBeGreaterThan(500 * 50);
    expect(busy).toBeLessThan(530 * 53);
  });

  it('calculates different waits for callers with equally many calls, by their turns', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }));
    burst(quota, vendor, 20, 'first second');
    for (let i = 0; i < 20; i++) burst(quota, vendor, i === 0 || i === 19 ? 1 : 2, `caller ${i}`);
    await clock.run(500);
    const deadline = clock.now() + 1;
    const waitOf = async (caller: string) =>
      refusalOf(await quota.acquire({ caller, deadline })).retryAfterMs;
    // The 18 callers between them have a second request, too; turns are 50 ms apart.
    expect((await waitOf('caller 19')) - (await waitOf('caller 0'))).toBeCloseTo(18 * 50, -2);
  });

  it('refuses each call at its own deadline, in any order of arrival and leaving', async () => {
    // When the fourth leaves, the heap moves the last entry there, which is due before the entry above.
    const lastMovesUp = [2_003, 2_002, 2_006, 2_004, 2_005, 2_000, 2_001].map((deadline) => ({
      deadline,
      leaves: deadline === 2_004,
    }));
    const requests = fc.array(
      fc.record({ deadline: fc.integer({ min: 2_000, max: 9_000 }), leaves: fc.boolean() }),
      {
        maxLength: 60,
      },
    );
    await fc.assert(
      fc.asyncProperty(requests, async (asked) => {
        const { clock, quota } = setUp(60, jitteryNetwork({ seed: 1 }));
        const ask = (deadline: number, signal: AbortSignal) =>
          quota.acquire({ caller: 'a', deadline, signal }).then((grant) => [grant.granted, clock.now()]);
        const { signal } = new AbortController();
        for (let i = 0; i < 60; i++) await ask(Infinity, signal);
        const settled = asked.map(async ({ deadline, leaves }) => {
          const controller = new AbortController();
          if (leaves) clock.after(1_000, () => controller.abort());
          expect(await ask(deadline, controller.signal)).toEqual([false, leaves ? 1_000 : deadline]);
        });
        await clock.run(10_000);
        await Promise.all(settled);
      }),
      { seed: 1, numRuns: 100, examples: [[lastMovesUp]] },
    );
  });

  it('refuses a waiting call at its deadline after others’ turns overtook it', async () => {
    const { clock, quota, vendor } = setUp(20, jitteryNetwork({ seed: 1 }));
    burst(quota, vendor, 40, 'busy');
    await clock.run(10);
    const deadline = clock.now() + 2_500;
    let refusedAt = Number.NaN;
    const overtaken = quota.acquire({ caller: 'busy', deadline });
    void overtaken.then(() => {
      refusedAt = clock.now();
    });
    for (let i = 0; i < 100; i++) burst(quota, vendor, 1, `other ${i}`);
    await clock.run(10_000);
    const { reason, retryAfterMs } = refusalOf(await overtaken);
    expect([reason, refusedAt]).toEqual(['deadline', deadline]);
    expect(retryAfterMs).toBeGreaterThan(1_000);
  });

  it('refuses at the deadline when the vendor stops answering', async () => {
    const { clock, quota } = setUp(2, jitteryNetwork({ seed: 1 }));
    const ask = () => quota.acquire({ caller: 'a', deadline: 3_000 });
    const slots = [slotOf(await ask()), slotOf(await ask())];
    const grants = [ask(), ask()];
    await clock.run(2_999);
    expect(quota.status().waiting).toBe(2);
    await clock.run(1);
    expect(quota.status().waiting).toBe(0);
    for (const grant of grants) expect(refusalOf(await grant).reason).toBe('deadline');
    expect(clock.pending).toBe(0);
    for (const slot of slots) slot.lost();
  });

  it('refuses a request whose deadline has passed, though a slot is free', async () => {
    const { clock, quota } = setUp(2, jitteryNetwork({ seed: 1 }));
    await clock.run(100);
    const grant = await quota.acquire({ caller: 'a', deadline: 100 });
    expect(grant).toEqual({ granted: false, reason: 'deadline', retryAfterMs: 0 });
    expect(quota.status().slotsLeft).toBe(2);
  });
});
