import type { Clock } from '../../time/clock.js';
import type { Attempt, SlotEnd } from './attempt.js';
import type { Breaker } from './breaker.js';
import type { CallObserver } from './call-observer.js';
import type { Quota, Signal, Slot, SlotGrant } from './quota.js';
import type { Asking } from './shared-line.js';
import type { Outcome, RetryRule, VendorFailure } from './vendor-failure.js';

/** The greatest number of attempts. More would hardly fit into a deadline and hardly help. */
const MAX_ATTEMPTS = 4;
const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 2_000;

/** Who waits for a call, and until when. */
export interface CallRequest extends Asking {
  /** On the clock's scale. No attempt starts after it, and an attempt under way ends then. */
  deadline: number;
  /** Aborted when nobody waits for the answer any more. A call that has been sent goes on. */
  signal?: Signal | undefined;
  /** Called just before the first attempt is sent. */
  onSlot?: (() => void) | undefined;
  /** The observer of the request. */
  observer?: CallObserver | undefined;
}

export interface CallLimits {
  /** The vendor's name for the api. */
  api: string;
  quota: Quota;
  breaker: Breaker;
  clock: Clock;
  /** 0 ≤ n < 1 */
  random: () => number;
  /** The time limit of one attempt. */
  timeoutMs: number;
  /** The observer of every call of this api. */
  observer?: CallObserver | undefined;
}

export type CallResult<T> = CallDone<T> | CallFailed;

interface CallOver {
  /** The number of attempts. */
  attempts: number;
  /** When the last attempt with an unknown outcome was sent: the vendor may have applied it, or may still do so. */
  inDoubtSince?: number | undefined;
}
export interface CallDone<T> extends CallOver {
  ok: true;
  value: T;
  vendorRequestId: string;
}
export interface CallFailed extends CallOver {
  ok: false;
  /** The outcome in it is that of the whole call. */
  failure: VendorFailure;
  /** The outcome of the last attempt alone. */
  lastOutcome: Outcome;
}

/** The latest time for an attempt to start: late enough to be useful, early enough to receive its answer. */
export function latestStart(deadline: number, now: number, timeoutMs: number): number {
  return deadline - Math.min(timeoutMs, Math.max(0, deadline - now) / 3);
}

/** The failure of a call that got no slot. */
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
 * Calls a vendor within its quota. Retries where that is safe and the deadline allows it, with full jitter.
 * `firstSlot`: a slot that the caller already has. While the breaker is open, nothing is sent.
 *
 * Once the outcome of one attempt is unknown, a later refusal cannot settle it: the outcome stays UNKNOWN.
 */
export async function callWithRetries<T>(
  limits: CallLimits,
  request: CallRequest,
  attempt: SendOnce<T>,
  firstSlot?: Slot,
): Promise<CallResult<T>> {
  const { breaker, clock, random, timeoutMs, observer } = limits;
  const lastStart = latestStart(request.deadline, clock.now(), timeoutMs);
  let last: VendorFailure | undefined;
  let inDoubtSince: number | undefined;
  let attempts = 0;

  /** The last attempt's failure says more than the reason why no further attempt started. */
  const notStarted = (failure: VendorFailure): CallFailed =>
    failed(
      last
        ? { ...last, ...(failure.retryAfterMs !== undefined && { retryAfterMs: failure.retryAfterMs }) }
        : failure,
    );
  const failed = (failure: VendorFailure): CallFailed => {
    if (attempts > 0) observer?.ended?.(attempts);
    const whole: VendorFailure = inDoubtSince === undefined ? failure : { ...failure, outcome: 'UNKNOWN' };
    return { ok: false, failure: whole, lastOutcome: failure.outcome, attempts, inDoubtSince };
  };

  for (;;) {
    let slot = attempts === 0 ? firstSlot : undefined;
    if (!slot) {
      if (breaker.blocks) return notStarted(breaker.refusal());
      const grant = await waitForSlot(limits, request, lastStart);
      if (!grant.granted) return notStarted(slotRefused(grant));
      slot = grant.slot;
    }

    const sentAt = clock.now();
    const onSlot = attempts === 0 ? request.onSlot : undefined;
    const result = await sendInSlot(limits, request, slot, (timeLeftMs) => {
      onSlot?.();
      return attempt(timeLeftMs, inDoubtSince !== undefined);
    });
    if (!result) return notStarted(breaker.refusal());
    attempts += 1;
    if (result.ok) {
      observer?.ended?.(attempts);
      const { value, vendorRequestId } = result;
      return { ok: true, value, vendorRequestId, attempts, inDoubtSince };
    }

    last = result.failure;
    if (last.outcome === 'UNKNOWN') inDoubtSince = sentAt;
    if (attempts >= MAX_ATTEMPTS) return failed(last);
    const isRenewed = result.newCredential ? await result.newCredential(lastStart) : false;
    if (!isRenewed && !mayRepeat(result.retry, attempts)) return failed(last);

    // A corrected clock or a new credential needs no wait, because the vendor named the cause.
    const atOnce = isRenewed || result.retry === 'once-with-corrected-clock';
    const wait = atOnce ? 0 : backoffMs(attempts, random);
    if (clock.now() + wait > lastStart || request.signal?.aborted) return failed(last);
    if (wait > 0) await new Promise<void>((resolve) => clock.after(wait, resolve));
  }
}

function mayRepeat(retry: RetryRule, attempts: number): boolean {
  return retry === 'backing-off' || (retry !== 'never' && attempts === 1);
}

/** Sends the call once. It must sign each time anew. */
type SendOnce<T> = (timeoutMs: number, earlierAttemptMayHaveLanded: boolean) => Promise<Attempt<T>>;

async function waitForSlot(
  { quota, clock, observer }: CallLimits,
  request: CallRequest,
  lastStart: number,
): Promise<SlotGrant> {
  const askedAt = clock.now();
  const grant = await quota.acquire({ ...request, deadline: lastStart });
  try {
    const grantedAt = clock.now();
    observer?.waited(askedAt, grantedAt, grant.granted);
    request.observer?.waited(askedAt, grantedAt, grant.granted);
  } catch (fault) {
    if (grant.granted) grant.slot.unused();
    throw fault;
  }
  return grant;
}

/** Undefined if the breaker stopped the attempt. The slot's permit comes back even if this throws. */
async function sendInSlot<T>(
  { api, breaker, clock, timeoutMs, observer }: CallLimits,
  request: CallRequest,
  slot: Slot,
  send: (timeoutMs: number) => Promise<Attempt<T>>,
): Promise<Attempt<T> | undefined> {
  const sentAt = clock.now();
  let end: SlotEnd = 'unused';
  let result: Attempt<T> | undefined;
  try {
    result = await breaker.run(() => {
      // Assumes the worst until the attempt has a result.
      end = 'lost';
      return send(Math.max(1, Math.min(timeoutMs, request.deadline - sentAt)));
    });
    if (result) end = result.slot;
  } finally {
    slot[end]();
  }
  if (!result) return undefined;
  const endedAt = clock.now();
  observer?.attempted(api, sentAt, endedAt, result);
  request.observer?.attempted(api, sentAt, endedAt, result);
  return result;
}

/** Full jitter, so that calls that failed together are not repeated together. */
function backoffMs(attempts: number, random: () => number): number {
  return random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
}
