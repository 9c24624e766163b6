import { type Clock, systemClock } from './clock.js';

/** Time and chance, which tests replace. */
export interface Surroundings {
  /** For waits: monotonic. */
  clock: Clock;
  /** The time of day, which may be wrong and may be set: milliseconds since the epoch. For signatures and stamps. */
  epochMs: () => number;
  /** For the jitter between attempts: 0 ≤ n < 1. */
  random: () => number;
}

export const systemSurroundings: Surroundings = {
  clock: systemClock,
  epochMs: () => Date.now(),
  random: () => Math.random(),
};
