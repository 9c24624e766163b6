import type { Clock } from '../../time/clock.js';
import type { Attempt, SlotEnd } from './attempt.js';
import type { Breaker } from './breaker.js';
import type { CallObserver } from './call-observer.js';
import type { Quota, Signal, Slot, SlotGrant } from './quota.js';
import type { Outcome, VendorFailure } from './vendor-failure.js';

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
  signal?: Signal | undefined;
  /** Called when the first attempt is about to be sent: from now on the call is on its way. */
  onSlot?: (() => void) | undefined;
  /** Whoever asked for the call. */
  observer?: CallObserver | undefined;
}

export interface CallLimits {
  /** What is called, by the vendor's name for it. */
  api: string;
  quota: Quota;
  breaker: Breaker;
  clock: Clock;
  /** 0 ≤ n < 1 */
  random: () => number;
  /** How long one attempt may take. */
  timeoutMs: number;
  /** Of every call. */
  observer?: CallObserver | undefined;
}

export type CallResult<T> = CallDone<T> | CallFailed;

interface CallOver {
  /** How often the vendor was called. */
  attempts: number;
  /** When the last attempt was sent whose fate is unknown: the vendor may have applied it, or may do so yet. */
  inDoubtSince?: number | undefined;
}
export interface CallDone<T> extends CallOver {
  ok: true;
  value: T;
  vendorRequestId: string;
}
export interface CallFailed extends CallOver {
  ok: false;
  /** Its outcome is the whole call's. */
  failure: VendorFailure;
  /** Of the last attempt alone. */
  lastOutcome: Outcome;
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
 * `firstSlot` is one that the caller has already got. While the breaker is open, nothing is sent.
 *
 * Once the fate of one attempt is unknown, a later refusal cannot make it known: the outcome stays UNKNOWN.
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

  /** What the last attempt met says more than what kept the next from starting. */
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
    const again =
      result.retry === 'backing-off' ? attempts < MAX_ATTEMPTS : result.retry !== 'never' && attempts === 1;
    if (!again) return failed(last);

    // A corrected clock needs no wait: the vendor said what was wrong.
    const wait = result.retry === 'once-with-corrected-clock' ? 0 : backoffMs(attempts, random);
    if (clock.now() + wait > lastStart || request.signal?.aborted) return failed(last);
    if (wait > 0) await new Promise<void>((resolve) => clock.after(wait, resolve));
  }
}

/** An attempt. It must sign afresh each time. */
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

/** Undefined when the breaker did not let it through. The slot's permit comes back, whatever is thrown here. */
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
      // Until it is known that nothing was sent.
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

/** Full jitter, so that calls that failed together do not come back together. */
function backoffMs(attempts: number, random: () => number): number {
  return random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
}
