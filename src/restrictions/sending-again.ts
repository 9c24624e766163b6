import { pauseAfter } from '../time/pause-after.js';
import type { CallResult } from '../vendors/calling/retry.js';
import type { PersonMedia } from './person-media.js';

/** A state of unknown fate is sent again for so long. */
const DOUBT_LASTS_MS = 24 * 60 * 60 * 1000;
/** Who is not there hears nothing and says nothing. */
export const IS_GONE: ReadonlySet<string> = new Set(['room-not-found', 'user-not-in-room']);

/**
 * After how long the state must be sent once more, because an attempt may still be carried out by the vendor, or because it had to be
 * and was not. Undefined: it need not.
 *
 * @param isTakenOver a gateway that died may have sent something else
 */
export function againIn(
  known: PersonMedia | undefined,
  isTakenOver: boolean,
  result: CallResult<unknown>,
  timeoutMs: number,
): number | undefined {
  const { doubtSince, againAt, now = 0 } = known ?? {};
  const isInDoubt = result.inDoubtSince !== undefined || isTakenOver;
  const isStill = againAt !== undefined && !result.ok && !IS_GONE.has(result.failure.reason);
  if (!isInDoubt && !isStill) return undefined;
  if (doubtSince === undefined) return timeoutMs;
  const lastsMs = now - doubtSince;
  return lastsMs > DOUBT_LASTS_MS ? undefined : Math.max(timeoutMs, pauseAfter(lastsMs));
}
