import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallerRate } from '../../src/http/caller-rate.js';

function callerRate(requestsPerSecond: number, maxCallers?: number) {
  let now = 5_000;
  const rate = new CallerRate({
    requestsPerSecond,
    nowMs: () => now,
    ...(maxCallers !== undefined && { maxCallers }),
  });
  return {
    take: (caller = 'ann') => rate.take(caller),
    pass: (ms: number) => {
      now += ms;
    },
    /** How many requests of a caller are allowed at this moment. */
    burst(caller = 'ann') {
      let gone = 0;
      while (rate.take(caller) === 0) gone++;
      return gone;
    },
  };
}

describe('a caller with a rate limit', () => {
  it.each([
    [1, 1_000],
    [3, 334],
    [7, 143],
    [100, 10],
    [1_000, 1],
  ])(
    'at %i requests a second may send ten times as many at once, then one every %i ms',
    (perSecond, wait) => {
      const { take, pass, burst } = callerRate(perSecond);
      expect(burst()).toBe(10 * perSecond);
      for (let request = 0; request < 5; request++) {
        expect(take()).toBeGreaterThan(0);
        pass(wait);
        expect(take()).toBe(0);
      }
    },
  );

  it('is told how long to wait, and a refused request does not lengthen the wait', () => {
    const { take, pass, burst } = callerRate(2);
    burst();
    expect([take(), take(), take()]).toEqual([500, 500, 500]);
    pass(200);
    expect(take()).toBe(300);
    pass(300);
    expect(take()).toBe(0);
    expect(take()).toBe(500);
  });

  it('has its whole burst again after ten quiet seconds, but no more', () => {
    const { pass, burst } = callerRate(5);
    burst();
    pass(9_000);
    expect(burst()).toBe(45);
    pass(10_000);
    expect(burst()).toBe(50);
    pass(3_600_000);
    expect(burst()).toBe(50);
  });

  it('is not delayed by other callers', () => {
    const { take, burst } = callerRate(5);
    burst('ann');
    expect(take('ann')).toBeGreaterThan(0);
    expect(burst('bob')).toBe(50);
  });

  it('that keeps to the rate is never refused', () => {
    const { take, pass } = callerRate(100);
    for (let request = 0; request < 5_000; request++) {
      expect(take()).toBe(0);
      pass(10);
    }
  });
});

describe('the memory for callers', () => {
  it('is bounded: the caller that was quiet longest is forgotten first', () => {
    const { take, burst } = callerRate(1, 2);
    for (const caller of ['ann', 'bob']) burst(caller);
    // Refused requests also keep ann from being forgotten.
    expect(take('ann')).toBeGreaterThan(0);
    burst('cid');
    expect(take('ann')).toBeGreaterThan(0);
    expect(burst('bob')).toBe(10);
  });
});

describe('the rate limit for any sequence of requests', () => {
  const rates = fc.integer({ min: 1, max: 2_000 });
  const pauses = fc.array(fc.oneof(fc.constant(0), fc.nat(50), fc.nat(20_000)), { maxLength: 300 });

  it('never allows more than the burst and the rate in any period', () => {
    fc.assert(
      fc.property(rates, pauses, (perSecond, waits) => {
        const { take, pass } = callerRate(perSecond);
        const goneAt: number[] = [];
        let now = 0;
        for (const ms of waits) {
          pass(ms);
          now += ms;
          if (take() === 0) goneAt.push(now);
        }
        for (const [i, from] of goneAt.entries()) {
          for (const [j, to] of goneAt.entries()) {
            if (j < i) continue;
            expect(j - i + 1).toBeLessThanOrEqual(perSecond * 10 + (perSecond * (to - from)) / 1_000);
          }
        }
      }),
    );
  });

  it('tells the exact wait: a request a millisecond earlier is refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(100), (perSecond, later) => {
        const { take, pass, burst } = callerRate(perSecond);
        burst();
        pass(later);
        burst();
        const wait = take();
        expect(Number.isInteger(wait)).toBe(true);
        pass(wait - 1);
        expect(take()).toBe(1);
        pass(1);
        expect(take()).toBe(0);
      }),
    );
  });
});
