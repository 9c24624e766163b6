import type { BlacklistFailure, ModerationError } from 'moderation-gateway-client';

/** What has a wording of its own: a missing one is a type error in each language. */
export type FailureName =
  /** The gateway's: every error that a union has, or a single user's failure. */
  | BlacklistFailure['error']['__typename']
  /** The answer was lost, or the request was. */
  | 'NoAnswer'
  /** The token is not accepted (any more). */
  | 'SignedOut'
  /** This caller sends more requests than it may. */
  | 'TooManyRequests'
  /** The gateway did not understand the request. */
  | 'Rejected'
  /** A bug in the gateway. */
  | 'Fault'
  /** An error that is newer than this console. */
  | 'otherwise';

/** Why an act failed, or may have. */
export interface Failure {
  /** The gateway may be newer than this console, and name an error that has no wording here. */
  name: FailureName | `${string}Error`;
  mayHaveBeenApplied: boolean;
  /** The same act may succeed later. */
  retryable: boolean;
  /** When that makes sense, in milliseconds since the epoch. Absent: at once. */
  retryAt?: number;
  /** The gateway may know more by now, and gives its answer under the same idempotency key. */
  answerToCome?: boolean;
  code?: string;
  /** For people, in English: shown where there is no wording. */
  message?: string;
  issues?: readonly InputIssue[];
  missingGrant?: string;
  vendorCode?: string;
  vendorRequestId?: string;
  /** Of a fault: what the gateway's log calls the request. */
  requestId?: string;
}

interface InputIssue {
  path: string;
  code: string;
  message: string;
}

/** The gateway is at it still, or cannot write or read now what came of it. The same key will tell. */
const ANSWERS_TO_COME: ReadonlySet<string> = new Set([
  'JOURNAL_UNAVAILABLE',
  'OUTCOME_UNRECORDED',
  'STILL_RUNNING',
  'ANSWER_OF_NEWER_GATEWAY',
]);

/** Reads an error that the gateway answered with, or that it names for a single user. */
export function failureOf(
  error: ModerationError & { issues?: readonly InputIssue[]; missingGrant?: string | null },
): Failure {
  const { __typename: name, code, message, outcome, retryable, issues } = error;
  return {
    name,
    mayHaveBeenApplied: outcome === 'UNKNOWN',
    retryable,
    ...(error.retryAfterMs !== null && { retryAt: Date.now() + error.retryAfterMs }),
    answerToCome: ANSWERS_TO_COME.has(code),
    code,
    message,
    ...(issues && { issues }),
    ...(error.missingGrant && { missingGrant: error.missingGrant }),
    ...(error.vendorCode && { vendorCode: error.vendorCode }),
    ...(error.vendorRequestId && { vendorRequestId: error.vendorRequestId }),
  };
}
