import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ActionInput } from './action.input.js';
import { AddToBlacklistPartialFailure } from './add-to-blacklist.type.js';
import { IdempotencyConflictError, ModerationError } from './moderation-error.js';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;
/** At some 2 KB an answer, the bound on memory that matters only to a caller with a new key for every call. */
const KEPT_AT_MOST = 50_000;

interface RecordedAction {
  input: string;
  answer: Promise<object>;
}

/**
 * The answers of actions that named an idempotency key, for 24 hours, in this process's memory. (A journal will keep
 * them across restarts and gateways.)
 *
 * An action that has changed nothing for certain leaves its key free: a client that was told to try again later may
 * do so under the same key.
 */
export class ActionsByKey {
  readonly #actions: LRUCache<string, RecordedAction>;

  constructor(nowMs: () => number) {
    this.#actions = new LRUCache({ max: KEPT_AT_MOST, ttl: KEPT_FOR_MS, perf: { now: nowMs } });
  }

  /** Runs `act`, or gives the answer of the same action, be it finished or still running. */
  async once<Answer extends object>(
    caller: string,
    operation: string,
    input: ActionInput,
    act: () => Promise<Answer>,
  ): Promise<Answer | IdempotencyConflictError> {
    if (input.idempotencyKey === undefined || input.idempotencyKey === null) return act();
    const key = JSON.stringify([caller, operation, input.idempotencyKey]);
    const digest = createHash('sha256').update(JSON.stringify(input)).digest('base64');

    const recorded = this.#actions.get(key);
    if (recorded) return recorded.input === digest ? (recorded.answer as Promise<Answer>) : conflict();

    const answer = act();
    const action = { input: digest, answer };
    this.#actions.set(key, action);
    const forget = () => {
      if (this.#actions.peek(key) === action) this.#actions.delete(key);
    };
    answer.then((result) => changedNothing(result) && forget(), forget);
    return answer;
  }
}

function changedNothing(answer: object): boolean {
  if (answer instanceof AddToBlacklistPartialFailure) {
    return answer.addedUserIds.length === 0 && answer.failures.every(({ error }) => changedNothing(error));
  }
  return answer instanceof ModerationError && answer.outcome === 'NOT_APPLIED';
}

function conflict(): IdempotencyConflictError {
  return new IdempotencyConflictError({
    code: 'IDEMPOTENCY_CONFLICT',
    message: 'The idempotency key was used for a different input within the last 24 hours.',
    outcome: 'NOT_APPLIED',
    retryable: false,
  });
}
