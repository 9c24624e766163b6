import { vi } from 'vitest';
import { systemClock } from '../src/time/clock.js';
import type { Surroundings } from '../src/time/surroundings.js';

/** Both of a gateway's clocks, in a test's hands. Timers are real ones, and there is no jitter between attempts. */
export interface SteeredClock {
  surroundings: Surroundings;
  /** Time passes, on both clocks. */
  pass(ms: number): void;
  /** Sets the time of day, from now on, so much ahead of what it should be; behind, if negative. */
  setTimeOfDay(offBy: number): void;
  /** What the time of day should be. */
  trueEpochMs(): number;
}

/**
 * Time stands still unless a test lets it pass. `Date.now()` shows the same time of day, for whatever looks at it
 * behind the gateway's back; `vi.restoreAllMocks()` ends that.
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
