import type { TransportFault, VendorAnswer } from './send-request.js';
import {
  type CodeMeaning,
  type RetryRule,
  refusedForNow,
  undecided,
  type VendorFailure,
} from './vendor-failure.js';

/** The result of sending a call once. */
export type Attempt<T> =
  | { ok: true; value: T; vendorRequestId: string; slot: SlotEnd }
  | {
      ok: false;
      failure: VendorFailure;
      retry: RetryRule;
      slot: SlotEnd;
      /**
       * Present if the vendor refused the credential. Resolves with true if another credential is in use by now, and with
       * the answer so far at `latest`, a time of the clock.
       */
      newCredential?: (latest: number) => Promise<boolean>;
    };

/** The id by which the vendor's support finds an attempt. Undefined if the vendor gave none. */
export function vendorRequestIdOf(attempt: Attempt<unknown>): string | undefined {
  return attempt.ok ? attempt.vendorRequestId : attempt.failure.vendorRequestId;
}

/** What became of the attempt's quota slot. */
export type SlotEnd = 'answered' | 'refused' | 'lost' | 'unused';

const TRANSPORT_REASONS = {
  unreachable: 'vendor-unreachable',
  'connection-lost': 'connection-lost',
  timeout: 'timeout',
} as const;

/**
 * The result if no answer came, or one that is too large. The vendor may have applied the request exactly if it was
 * sent.
 */
export function transportFailed({ fault, sent, status = 0 }: TransportFault): Attempt<never> {
  if (fault === 'too-large') return { ...answerTooLarge(status), slot: 'lost' };
  return {
    ok: false,
    failure: {
      reason: TRANSPORT_REASONS[fault],
      outcome: sent ? 'UNKNOWN' : 'NOT_APPLIED',
      retryable: true,
    },
    retry: 'backing-off',
    slot: sent ? 'lost' : 'unused',
  };
}

/** The vendor's own answer to the same request would be as large again. One retry is for a proxy that was being changed. */
function answerTooLarge(status: number): Attempt<never> {
  return status < 300
    ? answerFailed(undecided('answer-too-large', 'once'), {})
    : answerUnreadable({ status });
}

/** The result if the answer is not in the vendor's format, for example a proxy's error page or half a document. */
export function answerUnreadable({ status }: Pick<VendorAnswer, 'status'>): Attempt<never> {
  if (status === 429) return answerFailed(refusedForNow('vendor-quota-exceeded', 'backing-off'), {});
  if (status >= 500) return answerFailed(undecided('vendor-unavailable', 'backing-off'), {});
  // A firewall that rejects the content will reject it again, so four attempts would waste the quota. One retry is for
  // a proxy that was being changed.
  return answerFailed(undecided('answer-unreadable', status >= 300 ? 'once' : 'backing-off'), {});
}

/** The result if the vendor answered with an error code. */
export function answerFailed(
  { retry, ...meaning }: CodeMeaning,
  answer: Pick<VendorFailure, 'vendorCode' | 'vendorMessage' | 'vendorRequestId'>,
): Attempt<never> {
  const overQuota = meaning.reason === 'vendor-quota-exceeded' && retry === 'backing-off';
  return { ok: false, failure: { ...meaning, ...answer }, retry, slot: overQuota ? 'refused' : 'answered' };
}
