import type { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { pauseAfter } from '../time/pause-after.js';

/** The longest pause where nothing shows that the vendor fails. */
const LONGEST_OF_LINE_MS = 5_000;

/**
 * What ends when others have been served: the line for the quota, another gateway's turn, an action that is not over, and an outcome
 * that is not written yet. And what something newer has replaced, so that something else may be needed.
 */
const IN_LINE: ReadonlySet<string> = new Set<ModerationErrorCode>([
  'RATE_LIMITED',
  'USER_BUSY',
  'STILL_RUNNING',
  'OUTCOME_UNRECORDED',
  'SUPERSEDED',
]);

/**
 * The pause before an action of the gateway's own is tried again that was answered with this code, in milliseconds. It grows with the
 * time for which tries have failed. Whoever only waited in line waits no longer because they have waited for long.
 */
export function pauseBefore(code: string | undefined, triedForMs: number): number {
  const pauseMs = pauseAfter(triedForMs);
  return code !== undefined && IN_LINE.has(code) ? Math.min(pauseMs, LONGEST_OF_LINE_MS) : pauseMs;
}
