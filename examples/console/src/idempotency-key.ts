import type { Failure } from './failure.js';

/** `crypto.randomUUID` would do, but for pages that come by plain HTTP from another machine. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}

/**
 * The key with which to try an act again.
 *
 * The same one, where the answer was lost or is still to come: the gateway may have done it, and then says so without
 * doing it twice. The same one too after an answer that nothing was changed, which leaves the key free.
 *
 * A new one, where the gateway has answered that nobody knows whether it was done: under the old key it would repeat
 * that answer for 24 hours, and do nothing. Doing it twice is harmless: a state is set as a whole, and a second
 * addition finds the user on the list.
 */
export function keyForRetry(key: string, { mayHaveBeenApplied, answerToCome }: Failure): string {
  return mayHaveBeenApplied && !answerToCome ? newIdempotencyKey() : key;
}
