import type { BlacklistFailure, InputIssue, ModerationError } from 'moderation-gateway-client/strings';

/** Each of these has its own wording. A missing wording is a type error in each language. */
export type FailureName =
  /** The gateway's errors: those of the unions, and those of single users. */
  | BlacklistFailure['error']['__typename']
  /** The request or its answer was lost. */
  | 'NoAnswer'
  /** The gateway does not accept the token, or no longer accepts it. */
  | 'SignedOut'
  /** This caller sends more requests than it may. */
  | 'TooManyRequests'
  /** The gateway did not understand the request. */
  | 'Rejected'
  /** A bug in the gateway. */
  | 'Fault'
  /** An error that is newer than this console. */
  | 'otherwise';

/** Why an act failed, or may have failed. */
export interface Failure {
  /** A gateway that is newer than this console may have errors without a wording here. */
  name: FailureName | `${string}Error`;
  mayHaveBeenApplied: boolean;
  /** The same act may succeed later. */
  retryable: boolean;
  /** The time from which another try makes sense, in milliseconds since the epoch. Absent: at once. */
  retryAt?: number;
  /** The gateway may know the result later. The same idempotency key gets it. */
  answerToCome?: boolean;
  code?: string;
  /** For people, in English. It is shown if there is no wording. */
  message?: string;
  issues?: readonly InputIssue[];
  missingGrant?: string;
  vendorCode?: string;
  /** The action in the journal, if there is one. */
  actionId?: string;
  vendorRequestId?: string;
  /** Only for a fault: the request's id in the gateway's log. */
  requestId?: string;
}

/** The action is still running, or the gateway cannot write or read its result now. The same key gets the result later. */
const ANSWERS_TO_COME: ReadonlySet<string> = new Set([
  'JOURNAL_UNAVAILABLE',
  'OUTCOME_UNRECORDED',
  'STILL_RUNNING',
  'ANSWER_OF_NEWER_GATEWAY',
]);

/** Reads an error of the gateway: the answer itself, or the error of a single user. */
export function failureOf(error: ModerationError): Failure {
  const { __typename: name, code, message, outcome, retryable } = error;
  return {
    name,
    mayHaveBeenApplied: outcome === 'UNKNOWN',
    retryable,
    ...(error.retryAfterMs !== null && { retryAt: Date.now() + error.retryAfterMs }),
    answerToCome: ANSWERS_TO_COME.has(code),
    code,
    message,
    ...(error.__typename === 'InvalidInputError' && { issues: error.issues }),
    ...(error.__typename === 'ForbiddenError' && error.missingGrant && { missingGrant: error.missingGrant }),
    ...(error.actionId && { actionId: error.actionId }),
    ...(error.vendorCode && { vendorCode: error.vendorCode }),
    ...(error.vendorRequestId && { vendorRequestId: error.vendorRequestId }),
  };
}
