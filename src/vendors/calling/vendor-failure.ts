/**
 * Why a vendor call failed, in terms that all vendors share. `errors/moderation-error.ts` decides what the caller is
 * told.
 */
export type VendorFailureReason =
  // The vendor understood the request and said no.
  | 'room-not-found'
  | 'user-not-in-room'
  | 'application-not-found'
  | 'application-unusable'
  | 'input-refused'
  | 'self-blacklist'
  | 'already-blacklisted'
  // The vendor does not accept this gateway.
  | 'credential-refused'
  | 'permission-denied'
  | 'clock-skew'
  // Too many calls.
  | 'vendor-quota-exceeded'
  | 'no-slot-in-time'
  | 'line-full'
  // The vendor cannot serve now, or its answer did not arrive.
  | 'vendor-unavailable'
  | 'vendor-down'
  | 'vendor-unreachable'
  | 'connection-lost'
  | 'timeout'
  | 'answer-unreadable'
  | 'answer-too-large'
  | 'answers-inconsistent'
  | 'vendor-internal'
  | 'api-not-offered'
  // This gateway cannot serve now.
  | 'shutting-down'
  | 'unknown-code';

/** UNKNOWN: the vendor may have applied it. */
export type Outcome = 'NOT_APPLIED' | 'UNKNOWN';

export interface VendorFailure {
  reason: VendorFailureReason;
  outcome: Outcome;
  /** The same request may succeed later. */
  retryable: boolean;
  retryAfterMs?: number;
  /** The call's field that the vendor named, as this gateway calls it. */
  field?: string;
  /** The vendor's own code, if it gave one. */
  vendorCode?: string;
  /** The vendor's own message, shortened and without this gateway's credentials. */
  vendorMessage?: string;
  vendorRequestId?: string;
}

/** Whether to retry after a failed attempt, if the call's deadline allows it. */
export type RetryRule = 'never' | 'once' | 'once-with-corrected-clock' | 'backing-off';

/** The meaning of a vendor's code: one row of its table. */
export interface CodeMeaning {
  reason: VendorFailureReason;
  outcome: Outcome;
  retry: RetryRule;
  /** True if `retry` is not `never`. Also true if only a wait beyond the deadline may help. */
  retryable: boolean;
  field?: string;
}

/** The vendor refused before it did anything, and would refuse again. */
export function refused(reason: VendorFailureReason, field?: string): CodeMeaning {
  return { reason, outcome: 'NOT_APPLIED', retry: 'never', retryable: false, ...(field && { field }) };
}

/** The vendor refused before it did anything, but may accept the same request later. */
export function refusedForNow(reason: VendorFailureReason, retry: RetryRule): CodeMeaning {
  return { reason, outcome: 'NOT_APPLIED', retry, retryable: true };
}

/** Something went wrong at the vendor, perhaps after it had acted. */
export function undecided(reason: VendorFailureReason, retry: RetryRule): CodeMeaning {
  return { reason, outcome: 'UNKNOWN', retry, retryable: retry !== 'never' };
}
