import type { Clock } from '../time/clock.js';

/** What ends something, or frees somebody, is tried again for so long. */
export const TRIED_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Returns for how many milliseconds something was tried that was to be done from a time on, but not longer than since now: nobody may
 * have been there before.
 *
 * @param clock the process's
 * @param nowMs the clock that the times are of
 */
export function triedForFromNow(clock: Clock, nowMs: () => number): (since: number) => number {
  const startedAt = clock.now();
  return (since) => Math.min(Math.max(0, nowMs() - since), clock.now() - startedAt);
}
