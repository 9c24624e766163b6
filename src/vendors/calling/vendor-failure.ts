/**
 * Why a vendor call did not do what was asked, in words that both vendors share. What a caller is told of each is
 * decided where the GraphQL errors are (`errors/moderation-error.ts`).
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
  // The vendor cannot serve now, or nobody heard its answer.
  | 'vendor-unavailable'
  | 'vendor-down'
  | 'vendor-unreachable'
  | 'connection-lost'
  | 'timeout'
  | 'answer-unreadable'
  | 'vendor-internal'
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
  /** Raw, when the vendor gave one. */
  vendorCode?: string;
  /** Raw but shortened, and without this gateway's credentials. */
  vendorMessage?: string;
  vendorRequestId?: string;
}

/** What to do after a failed attempt, while the call's deadline allows it. */
export type RetryRule = 'never' | 'once' | 'once-with-corrected-clock' | 'backing-off';

/** What a vendor's code means: one row of its table. */
export interface CodeMeaning {
  reason: VendorFailureReason;
  outcome: Outcome;
  retry: RetryRule;
  /** True where `retry` is not `never`, and where only waiting longer than a deadline may help. */
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

const MAX_VENDOR_TEXT = 300;

/**
 * Makes a vendor's own words fit to be shown: shortened, and without the credentials that some of its messages quote,
 * be it encoded.
 */
export function redactorOf(credentials: readonly (string | undefined)[]): (words: unknown) => string {
  const forms = credentials
    .filter((credential) => credential !== undefined)
    .flatMap((credential) => [
      credential,
      encodeURIComponent(credential),
      Buffer.from(credential).toString('base64'),
    ]);
  return (words) => {
    let shown = typeof words === 'string' ? words : '';
    for (const form of forms) shown = shown.replaceAll(form, '[redacted]');
    return shown.length > MAX_VENDOR_TEXT ? `${shown.slice(0, MAX_VENDOR_TEXT)}…` : shown;
  };
}
