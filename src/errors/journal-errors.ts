/** Errors whose cause is the journal, or the record of an earlier request, and not the vendor. */
import type { ActionStatus } from '../journal/action-record.js';
import { GatewayUnavailableError, IdempotencyConflictError, RateLimitedError } from './moderation-error.js';
import type { ModerationErrorCode } from './moderation-error-code.enum.js';

const INTERRUPTED = {
  NOT_APPLIED: 'The request was not applied.',
  UNKNOWN: 'The request may have been applied.',
} as const;

/** The gateway died or had a fault between intent and outcome. `found`: what is known now, as sentences. */
export function interrupted(
  outcome: 'NOT_APPLIED' | 'UNKNOWN',
  found: string = INTERRUPTED[outcome],
): GatewayUnavailableError {
  return unavailable('INTERRUPTED', outcome, `The gateway failed in the middle. ${found}`);
}

function unavailable(
  code: ModerationErrorCode,
  outcome: 'NOT_APPLIED' | 'UNKNOWN',
  message: string,
): GatewayUnavailableError {
  return new GatewayUnavailableError({ code, message, outcome, retryable: true });
}

/**
 * Why an action that cannot be recorded may have been applied, or may still be. `idempotency-key`: an earlier request with
 * the same key may have been carried out. `intent`: the intent may be in the journal after all, so recovery carries it out
 * if this gateway dies now.
 */
export type Doubt = 'idempotency-key' | 'intent';

const DOUBTS: Readonly<Record<Doubt, string>> = {
  'idempotency-key': 'An earlier request with this idempotency key may have been applied.',
  intent: 'It may be on record all the same, and be applied later.',
};

export function journalUnavailable(doubt?: Doubt): GatewayUnavailableError {
  const message = 'The gateway cannot record actions now, so nothing was sent.';
  return doubt === undefined
    ? unavailable('JOURNAL_UNAVAILABLE', 'NOT_APPLIED', message)
    : unavailable('JOURNAL_UNAVAILABLE', 'UNKNOWN', `${message} ${DOUBTS[doubt]}`);
}

/** So many readings of the journal are waiting already that this one would come too late. */
export function journalBusy(): RateLimitedError {
  return new RateLimitedError({
    code: 'QUEUE_FULL',
    message: 'Too much is being read from the journal now, so nothing was sent.',
    outcome: 'NOT_APPLIED',
    retryable: true,
    retryAfterMs: 1_000,
  });
}

export function unrecorded(): GatewayUnavailableError {
  return unavailable(
    'OUTCOME_UNRECORDED',
    'UNKNOWN',
    'The gateway cannot record what came of it now. The request may have been applied; the journal will tell.',
  );
}

/** Another gateway was sending for the user all the time, or it died while it did, and its turn is not over. */
export function userBusy(): GatewayUnavailableError {
  return new GatewayUnavailableError({
    code: 'USER_BUSY',
    message: 'Another gateway was setting the audio and video of the user all the time, so nothing was sent.',
    outcome: 'NOT_APPLIED',
    retryable: true,
    retryAfterMs: 1_000,
  });
}

export function stillRunning(): GatewayUnavailableError {
  return unavailable(
    'STILL_RUNNING',
    'UNKNOWN',
    'The action that has this idempotency key is not over. It may have been applied.',
  );
}

/** A newer version of the gateway recorded an answer that this version cannot read. */
export function foreignAnswer(status: ActionStatus): GatewayUnavailableError {
  return unavailable(
    'ANSWER_OF_NEWER_GATEWAY',
    'UNKNOWN',
    `A newer version of the gateway carried this out, and this one cannot give its answer: its status is ${status}.`,
  );
}

export function conflict(): IdempotencyConflictError {
  return new IdempotencyConflictError({
    code: 'IDEMPOTENCY_CONFLICT',
    message: 'The idempotency key was used for a different input within the last 24 hours.',
    outcome: 'NOT_APPLIED',
    retryable: false,
  });
}
