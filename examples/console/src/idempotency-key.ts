import type { Failure } from './failure.js';

/** Not `crypto.randomUUID`: browsers do not have it in pages that come over plain HTTP from another machine. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}

/**
 * The idempotency key for another try of an act.
 *
 * The same key, if the answer was lost or is still to come: the gateway may have applied it, and then gives the recorded
 * answer and does not apply it twice. The same key too if nothing was changed: such an answer does not use up the key.
 *
 * A new key, if the gateway's final answer is that the outcome is unknown: for the old key it would repeat that answer for
 * 24 hours, and do nothing. Applying it twice does no harm: a state that is set twice is the same state, and a second addition
 * finds the user on the list.
 */
export function keyForRetry(key: string, { mayHaveBeenApplied, answerToCome }: Failure): string {
  return mayHaveBeenApplied && !answerToCome ? newIdempotencyKey() : key;
}
