import { vi } from 'vitest';
import { systemClock } from '../src/time/clock.js';
import type { Surroundings } from '../src/time/surroundings.js';

/** A gateway's two clocks, controlled by a test. Timers are real, and pauses between attempts have no jitter. */
export interface SteeredClock {
  surroundings: Surroundings;
  /** Time passes, on both clocks. */
  pass(ms: number): void;
  /** From now on, the time of day is this much ahead of the right time. Negative: behind. */
  setTimeOfDay(offBy: number): void;
  /** The right time of day. */
  trueEpochMs(): number;
}

/**
 * Time stands still unless a test lets it pass. `Date.now()` shows the same time of day, for libraries that
 * read it directly. `vi.restoreAllMocks()` ends that.
 */
export function steeredClock(): SteeredClock {
  const start = Date.now();
  let passed = 0;
  let offBy = 0;
  const trueEpochMs = () => start + passed;
  const epochMs = () => trueEpochMs() + offBy;
  vi.spyOn(Date, 'now').mockImplementation(epochMs);
  return {
    surroundings: { clock: { ...systemClock, now: () => passed }, epochMs, random: () => 0 },
    pass(ms) {
      passed += ms;
    },
    setTimeOfDay(ms) {
      offBy = ms;
    },
    trueEpochMs,
  };
}
