import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Quota, type Slot } from '../../../src/vendors/calling/quota.js';
import { SimulatedClock } from './simulated-clock.js';
import { burst, setUp } from './simulated-quota.js';
import { jitteryNetwork, type Network } from './sliding-second-vendor.js';

describe('a quota under any traffic', () => {
  const traffic = fc.array(fc.record({ afterMs: fc.nat(4_000), count: fc.nat(60), caller: fc.nat(3) }), {
    minLength: 1,
    maxLength: 20,
  });

  async function offer(
    { clock, quota, vendor }: ReturnType<typeof setUp>,
    bursts: { afterMs: number; count: number; caller: number }[],
  ): Promise<void> {
    for (const { afterMs, count, caller } of bursts) {
      await clock.run(afterMs);
      burst(quota, vendor, count, `caller ${caller}`);
    }
    await clock.run(30_000);
  }

  it('is never exceeded in any second, whatever the distance and the range of jitter', async () => {
    await fc.assert(
      fc.asyncProperty(
        traffic,
        fc.integer({ min: 1, max: 60 }),
        fc.record({
          seed: fc.nat(),
          awayMs: fc.nat(150),
          jitterMs: fc.nat(30),
          cold: fc.record({ calls: fc.nat(60), least: fc.nat(300), most: fc.constant(300) }),
        }),
        async (bursts, callsPerSecond, network) => {
          // No more connections are opened than calls can be under way.
          const cold = { ...network.cold, calls: Math.min(network.cold.calls, callsPerSecond) };
          const gateway = setUp(callsPerSecond, jitteryNetwork({ ...network, cold }));
          await offer(gateway, bursts);
          expect(gateway.vendor.busiestSecond()).toBeLessThanOrEqual(callsPerSecond);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is never exceeded in any second, whatever the jitter of each call, if every fifth has none', async () => {
    const jitter = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        traffic,
        jitter,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(150),
        async (bursts, jitters, callsPerSecond, awayMs) => {
          const network: Network = (index) => {
            const [out, back] = (index % 5 && jitters[index % jitters.length]) || [0, 0];
            return { out: awayMs + out, back: awayMs + back };
          };
          const gateway = setUp(callsPerSecond, network);
          await offer(gateway, bursts);
          expect(gateway.vendor.busiestSecond()).toBeLessThanOrEqual(callsPerSecond);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('settles each request once, each caller’s in order, returns all permits, and has one timer at most', async () => {
    const request = fc.record({
      afterMs: fc.oneof(fc.constant(0), fc.nat(300)),
      caller: fc.nat(3),
      deadlineMs: fc.oneof(fc.constant(20_000), fc.nat(3_000)),
      abortMs: fc.option(fc.nat(3_000), { nil: undefined }),
      endMs: fc.nat(500),
      end: fc.constantFrom('answered', 'answered', 'answered', 'refused', 'lost', 'unused'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 150 }),
        fc.integer({ min: 1, max: 10 }),
        fc.nat(50),
        async (requests, callsPerSecond, maxWaiting) => {
          const clock = new SimulatedClock();
          let quotasTimers = 0;
          const quota = new Quota({
            callsPerSecond,
            maxWaiting,
            clock: {
              now: () => clock.now(),
              after(ms, callback) {
                expect(++quotasTimers).toBe(1);
                const cancel = clock.after(ms, () => {
                  quotasTimers--;
                  callback();
                });
                return () => {
                  quotasTimers--;
                  cancel();
                };
              },
            },
          });
          const granted: number[][] = [[], [], [], []];
          let settled = 0;
          for (const [index, { afterMs, caller, deadlineMs, abortMs, endMs, end }] of requests.entries()) {
            await clock.run(afterMs);
            const controller = new AbortController();
            if (abortMs !== undefined) clock.after(abortMs, () => controller.abort());
            const { signal } = controller;
            const deadline = clock.now() + deadlineMs;
            void quota.acquire({ caller: `${caller}`, deadline, signal }).then((grant) => {
              settled++;
              expect(clock.now()).toBeLessThanOrEqual(deadline);
              if (!grant.granted) return expect(grant.retryAfterMs).toBeGreaterThanOrEqual(0);
              granted[caller]?.push(index);
              clock.after(endMs, () => grant.slot[end as keyof Slot]());
            });
            expect(quota.status().waiting).toBeLessThanOrEqual(maxWaiting);
          }
          await clock.run(40_000);
          expect(settled).toBe(requests.length);
          for (const indexes of granted) expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
          expect(quota.status()).toEqual({ callsPerSecond, slotsLeft: callsPerSecond, waiting: 0 });
          expect(quotasTimers).toBe(0);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
