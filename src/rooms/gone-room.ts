import type { CallResult } from '../vendors/calling/retry.js';

/**
 * Whether the vendor says that the room does not exist after an attempt whose answer was lost. Nobody is in the room then, so a
 * call that empties the room counts as done: the lost attempt probably did it.
 */
export function isGone(result: CallResult<unknown>): boolean {
  return !result.ok && result.failure.reason === 'room-not-found' && result.inDoubtSince !== undefined;
}
