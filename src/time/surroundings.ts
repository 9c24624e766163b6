import { type Clock, systemClock } from './clock.js';

/** Time and randomness. Tests replace them. */
export interface Surroundings {
  /** The monotonic clock, for waits. */
  clock: Clock;
  /** The time of day in milliseconds since the epoch, for signatures and stamps. It may be wrong, and it may be set. */
  epochMs: () => number;
  /** Random numbers for the jitter between attempts: 0 ≤ n < 1. */
  random: () => number;
}

export const systemSurroundings: Surroundings = {
  clock: systemClock,
  epochMs: () => Date.now(),
  random: () => Math.random(),
};
