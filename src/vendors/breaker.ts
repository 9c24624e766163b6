import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhenResult,
} from 'cockatiel';
import type { Attempt } from './attempt.js';
import type { VendorFailure, VendorFailureReason } from './vendor-failure.js';

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** More than any one call has attempts; a vendor that fails now and then never gets there. */
const FAILURES_IN_A_ROW = 10;
const FIRST_PROBE_MS = 1_000;
const LONGEST_PROBE_MS = 10_000;

/** What says that the vendor is down, rather than that it does not like a request. */
const OUTAGES: ReadonlySet<VendorFailureReason> = new Set<VendorFailureReason>([
  'vendor-unavailable',
  'vendor-unreachable',
  'connection-lost',
  'timeout',
  'answer-unreadable',
]);

/**
 * Stops the calls to a vendor that is down, so that callers hear of it at once and the vendor can recover. Now and
 * then, a second after the last failure at first and up to ten later, one call goes through as a probe.
 */
export class Breaker {
  readonly #policy = circuitBreaker(handleWhenResult(isOutage), {
    breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW),
    halfOpenAfter: new DelegateBackoff(({ attempt }) => this.#putOffProbe(attempt)),
  });
  /** The library goes by `Date.now()`, so this class does too. */
  #probeAt = 0;
  #lastErrorAt: number | undefined;

  get state(): BreakerState {
    return STATES[this.#policy.state];
  }

  /** When the vendor last failed as if it were down: milliseconds since the epoch. */
  get lastErrorAt(): number | undefined {
    return this.#lastErrorAt;
  }

  /** True while no call may go: the vendor is down, and it is too early for a probe or one is under way. */
  get blocks(): boolean {
    const { state } = this;
    return state === 'HALF_OPEN' || (state === 'OPEN' && Date.now() < this.#probeAt);
  }

  /** What a call fails with that was not let through. */
  refusal(): VendorFailure {
    const retryAfterMs = Math.max(FIRST_PROBE_MS, this.#probeAt - Date.now());
    return { reason: 'vendor-down', outcome: 'NOT_APPLIED', retryable: true, retryAfterMs };
  }

  /** Undefined when the attempt was not let through. */
  async run<T>(attempt: () => Promise<Attempt<T>>): Promise<Attempt<T> | undefined> {
    if (this.blocks) return undefined;
    try {
      const result = await this.#policy.execute(attempt);
      if (isOutage(result)) this.#lastErrorAt = Date.now();
      return result;
    } catch (error) {
      if (error instanceof BrokenCircuitError) return undefined;
      throw error;
    }
  }

  #putOffProbe(timesInARow: number): number {
    const wait = Math.min(LONGEST_PROBE_MS, FIRST_PROBE_MS * 2 ** (timesInARow - 1));
    this.#probeAt = Date.now() + wait;
    return wait;
  }
}

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'CLOSED',
  [CircuitState.Open]: 'OPEN',
  [CircuitState.HalfOpen]: 'HALF_OPEN',
  // Set by hand only, which nobody does here.
  [CircuitState.Isolated]: 'OPEN',
};

function isOutage(result: unknown): boolean {
  const attempt = result as Attempt<unknown>;
  return !attempt.ok && OUTAGES.has(attempt.failure.reason);
}
