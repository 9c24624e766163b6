import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerClock } from '../../src/time/ledger-clock.js';

const reading = fc.record({
  afterMs: fc.nat(60_000),
  /** The delay from the question to the reading, and from the reading to the answer. */
  thereMs: fc.nat(500),
  backMs: fc.nat(500),
});

describe('another machine’s clock', () => {
  it('is always within the estimated bounds, whatever the delays and the drift', () => {
    fc.assert(
      fc.property(
        fc.array(reading, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: -5, max: 5 }),
        (all, drift) => {
          const shows = (time: number) => 1_700_000_000_000 + time * (1 + drift / 10_000);
          const clock = new LedgerClock();
          let now = 0;
          for (const { afterMs, thereMs, backMs } of all) {
            const readAt = now + afterMs + thereMs;
            clock.hear(shows(readAt), now + afterMs, readAt + backMs);
            now = readAt + backMs;
            // A tolerance of ten microseconds: these numbers have few more digits.
            expect(clock.atLeast(now)).toBeLessThanOrEqual(shows(now) + 0.01);
            expect(clock.atMost(now)).toBeGreaterThanOrEqual(shows(now) - 0.01);
            expect(clock.atMost(now) - clock.atLeast(now)).toBeLessThanOrEqual(thereMs + backMs + 1.02);
            // Up to a second later, while the clocks drift further.
            expect(shows(clock.hasShown(shows(now)))).toBeGreaterThanOrEqual(shows(now) - 1);
          }
        },
      ),
      { seed: 1 },
    );
  });

  it('is known as exactly as the quickest recent reading allows', () => {
    const clock = new LedgerClock();
    clock.hear(1_000_001, 0, 2);
    clock.hear(1_000_500, 100, 600);
    expect(clock.atMost(600) - clock.atLeast(600)).toBeLessThan(4);
    clock.hear(1_101_000, 100_600, 101_100);
    expect(clock.atMost(101_100) - clock.atLeast(101_100)).toBeGreaterThan(100);
  });

  it('can be set', () => {
    for (const step of [-5_000, 5_000]) {
      const clock = new LedgerClock();
      clock.hear(1_000_001, 0, 2);
      clock.hear(1_000_101 + step, 100, 102);
      expect(clock.atLeast(102)).toBe(1_000_101 + step);
      expect(clock.atMost(100)).toBeCloseTo(1_000_101 + step, 1);
    }
  });
});
