import type { Clock } from './clock.js';
import type { Quota, Slot, SlotGrant } from './quota.js';
import type { TransportFault, VendorAnswer } from './send-request.js';
import {
  type CodeMeaning,
  type RetryRule,
  refusedForNow,
  undecided,
  type VendorFailure,
} from './vendor-failure.js';

/** An attempt, its retries and their waits; more would hardly fit into a deadline and hardly help. */
const MAX_ATTEMPTS = 4;
const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 2_000;

/** On whose behalf a call waits, and until when. */
export interface CallRequest {
  /** Waiting calls are taken in turn per caller. */
  caller: string;
  /** On the clock's scale. No attempt starts, and none goes on, after it. */
  deadline: number;
  /** Aborted when nobody waits for the answer any more; a call that has been sent goes on. */
  signal?: AbortSignal;
}

export interface CallLimits {
  quota: Quota;
  clock: Clock;
  /** 0 ≤ n < 1 */
  random: () => number;
  /** How long one attempt may take. */
  timeoutMs: number;
}

export type Attempt<T> =
  | { ok: true; value: T; slot: SlotEnd }
  | { ok: false; failure: VendorFailure; retry: RetryRule; slot: SlotEnd };

/** How an attempt left its quota slot. */
export type SlotEnd = 'answered' | 'refused' | 'lost' | 'unused';

export type CallResult<T> = { ok: true; value: T; attempts: number } | CallFailed;
export interface CallFailed {
  ok: false;
  failure: VendorFailure;
  attempts: number;
}

const TRANSPORT_REASONS = {
  unreachable: 'vendor-unreachable',
  'connection-lost': 'connection-lost',
  timeout: 'timeout',
  'too-large': 'answer-unreadable',
} as const;

/** No answer came. The request may have been applied exactly if it was sent. */
export function transportFailed(fault: TransportFault): Attempt<never> {
  return {
    ok: false,
    failure: {
      reason: TRANSPORT_REASONS[fault.fault],
      outcome: fault.sent ? 'UNKNOWN' : 'NOT_APPLIED',
      retryable: true,
    },
    retry: 'backing-off',
    slot: fault.sent ? 'lost' : 'unused',
  };
}

/** An answer came that the vendor's own interface does not give: a proxy's page, half a document. */
export function answerUnreadable(answer: VendorAnswer): Attempt<never> {
  if (answer.status === 429) return answerFailed(refusedForNow('vendor-quota-exceeded', 'backing-off'), {});
  const reason = answer.status >= 500 ? 'vendor-unavailable' : 'answer-unreadable';
  return answerFailed(undecided(reason, 'backing-off'), {});
}

/** The vendor answered with an error code. */
export function answerFailed(
  { retry, ...meaning }: CodeMeaning,
  answer: Pick<VendorFailure, 'vendorCode' | 'vendorMessage' | 'vendorRequestId'>,
): Attempt<never> {
  const overQuota = meaning.reason === 'vendor-quota-exceeded' && retry === 'backing-off';
  return { ok: false, failure: { ...meaning, ...answer }, retry, slot: overQuota ? 'refused' : 'answered' };
}

/** The latest moment for an attempt to start: late enough to be useful, early enough to hear its answer. */
export function latestStart(deadline: number, now: number, timeoutMs: number): number {
  return deadline - Math.min(timeoutMs, Math.max(0, deadline - now) / 3);
}

/** A call that got no slot. */
export function slotRefused(grant: Extract<SlotGrant, { granted: false }>): VendorFailure {
  if (grant.reason === 'closed') return { reason: 'shutting-down', outcome: 'NOT_APPLIED', retryable: true };
  return {
    reason: grant.reason === 'line-full' ? 'line-full' : 'no-slot-in-time',
    outcome: 'NOT_APPLIED',
    retryable: true,
    retryAfterMs: Math.ceil(grant.retryAfterMs),
  };
}

/**
 * Calls a vendor within its quota, again where that is safe and the deadline allows it, with full jitter between.
 * `attempt` must sign afresh each time; `firstSlot` is one that the caller has already got.
 *
 * Once the fate of one attempt is unknown, a later refusal cannot make it known: the outcome stays UNKNOWN.
 */
export async function callWithRetries<T>(
  { quota, clock, random, timeoutMs }: CallLimits,
  request: CallRequest,
  attempt: (timeoutMs: number, earlierAttemptMayHaveLanded: boolean) => Promise<Attempt<T>>,
  firstSlot?: Slot,
): Promise<CallResult<T>> {
  const lastStart = latestStart(request.deadline, clock.now(), timeoutMs);
  let last: VendorFailure | undefined;
  let mayHaveLanded = false;
  let attempts = 0;

  const failed = (failure: VendorFailure): CallFailed => ({
    ok: false,
    failure: mayHaveLanded ? { ...failure, outcome: 'UNKNOWN' } : failure,
    attempts,
  });

  for (;;) {
    const grant: SlotGrant =
      firstSlot && attempts === 0
        ? { granted: true, slot: firstSlot }
        : await quota.acquire({ ...request, deadline: lastStart });
    if (!grant.granted) {
      const { retryAfterMs } = grant;
      return failed(last ? { ...last, retryAfterMs: Math.ceil(retryAfterMs) } : slotRefused(grant));
    }

    attempts += 1;
    const left = request.deadline - clock.now();
    const result = await attempt(Math.max(1, Math.min(timeoutMs, left)), mayHaveLanded);
    grant.slot[result.slot]();
    if (result.ok) return { ok: true, value: result.value, attempts };

    last = result.failure;
    mayHaveLanded ||= result.failure.outcome === 'UNKNOWN';
    const again =
      result.retry === 'backing-off' ? attempts < MAX_ATTEMPTS : result.retry !== 'never' && attempts === 1;
    if (!again) return failed(result.failure);

    // A corrected clock needs no wait: the vendor said what was wrong.
    const wait = result.retry === 'once-with-corrected-clock' ? 0 : backoffMs(attempts, random);
    if (clock.now() + wait > lastStart || request.signal?.aborted) return failed(result.failure);
    if (wait > 0) await new Promise<void>((resolve) => clock.after(wait, resolve));
  }
}

/** Full jitter, so that calls that failed together do not come back together. */
function backoffMs(attempts: number, random: () => number): number {
  return random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
}
