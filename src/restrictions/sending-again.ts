import { pauseAfter } from '../time/pause-after.js';
import type { CallResult } from '../vendors/calling/retry.js';
import type { PersonMedia } from './person-media.js';

/** A state of unknown fate is sent again for so long. */
const DOUBT_LASTS_MS = 10 * 60 * 1000;
/** Who is not there hears nothing and says nothing. */
export const IS_GONE: ReadonlySet<string> = new Set(['room-not-found', 'user-not-in-room']);

/** What is to be noted of a state of which nobody knows whether the vendor has it. */
export interface Doubt {
  /** After how long it must be sent once more. Undefined: that was tried for long enough. */
  readonly againInMs: number | undefined;
  /** The time counts from now, whatever was in doubt before. */
  readonly isNew: boolean;
}

/**
 * What is in doubt after a call: an attempt may still be carried out by the vendor, or the state had to be sent once more and was
 * not. Undefined: nothing is.
 *
 * @param call `isTakenOver`: a gateway that died may have sent something else. `isRepeat`: no new action asked for the call.
 */
export function doubtAfter(
  known: PersonMedia | undefined,
  { isTakenOver, isRepeat }: { readonly isTakenOver: boolean; readonly isRepeat: boolean },
  result: CallResult<unknown>,
  timeoutMs: number,
): Doubt | undefined {
  const { doubtSince, againAt, now = 0 } = known ?? {};
  const isLost = result.inDoubtSince !== undefined;
  const isStill = againAt !== undefined && !result.ok && !IS_GONE.has(result.failure.reason);
  if (!isLost && !isTakenOver && !isStill) return undefined;
  // What was given up before is no reason to give up what came later.
  const since = againAt === undefined || (isLost && !isRepeat) ? undefined : doubtSince;
  if (since === undefined) return { againInMs: timeoutMs, isNew: true };
  const leftMs = DOUBT_LASTS_MS - (now - since);
  // The answer has ended what was in doubt before. What may still come from another attempt has a time of its own.
  if (leftMs <= 0 && result.ok) return { againInMs: timeoutMs, isNew: true };
  if (leftMs <= 0) return { againInMs: undefined, isNew: false };
  // The last try comes when the time is over.
  const pauseMs = Math.min(leftMs, pauseAfter(now - since));
  return { againInMs: Math.max(timeoutMs, pauseMs), isNew: false };
}
