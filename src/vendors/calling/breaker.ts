import type { Clock } from '../../time/clock.js';
import type { Attempt } from './attempt.js';
import type { VendorFailure, VendorFailureReason } from './vendor-failure.js';

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** More than any one call has attempts; a vendor that fails now and then never gets there. */
const FAILURES_IN_A_ROW = 10;
const FIRST_PROBE_MS = 1_000;
const LONGEST_PROBE_MS = 10_000;

/**
 * What an attempt says of the vendor: that it is down, that it is up, whether or not it liked the request, or nothing,
 * because somebody else answered (a firewall that did not like the words, say) or the attempt broke off with a fault.
 */
type Sign = 'down' | 'up' | 'none';

const SIGNS: Partial<Record<VendorFailureReason, Sign>> = {
  'vendor-unavailable': 'down',
  'vendor-unreachable': 'down',
  'connection-lost': 'down',
  timeout: 'down',
  'answer-unreadable': 'none',
};

/**
 * A circuit breaker: stops calls to a vendor that is down, so that callers hear of it at once and the vendor can
 * recover, and probes it until it is back. One call goes through as a probe a second after the last failure, and the
 * next probes wait up to ten seconds.
 *
 * Its waits are on the monotonic clock, since the time of day can be put back.
 */
export class Breaker {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #epochMs: () => number;
  #state: BreakerState = 'CLOSED';
  #failuresInARow = 0;
  #probeAt = 0;
  #nextProbeMs = FIRST_PROBE_MS;
  #lastErrorAt: number | undefined;

  /** `epochMs`: for what people are shown. */
  constructor({ clock, epochMs }: { clock: Pick<Clock, 'now'>; epochMs: () => number }) {
    this.#clock = clock;
    this.#epochMs = epochMs;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** When the vendor last failed as if it were down: milliseconds since the epoch. */
  get lastErrorAt(): number | undefined {
    return this.#lastErrorAt;
  }

  /** True while no call may go: the vendor is down, and it is too early for a probe or one is under way. */
  get blocks(): boolean {
    return this.#state === 'HALF_OPEN' || (this.#state === 'OPEN' && this.#clock.now() < this.#probeAt);
  }

  /** What a call fails with that was not let through. */
  refusal(): VendorFailure {
    const retryAfterMs = Math.ceil(Math.max(FIRST_PROBE_MS, this.#probeAt - this.#clock.now()));
    return { reason: 'vendor-down', outcome: 'NOT_APPLIED', retryable: true, retryAfterMs };
  }

  /** Undefined when the attempt was not let through. Rejects as the attempt does. */
  async run<T>(attempt: () => Promise<Attempt<T>>): Promise<Attempt<T> | undefined> {
    if (this.blocks) return undefined;
    const isProbe = this.#state === 'OPEN';
    if (isProbe) this.#state = 'HALF_OPEN';
    let sign: Sign = 'none';
    try {
      const result = await attempt();
      sign = signOf(result);
      return result;
    } finally {
      if (sign === 'down') this.#lastErrorAt = this.#epochMs();
      if (isProbe) this.#probed(sign);
      else this.#heard(sign);
    }
  }

  #probed(sign: Sign): void {
    if (sign === 'down') this.#open();
    else if (sign === 'up') this.#close();
    else {
      // This probe has told nothing, so the next call may probe at once.
      this.#state = 'OPEN';
      this.#probeAt = this.#clock.now();
    }
  }

  /** What was sent before the breaker opened says nothing of the vendor now. */
  #heard(sign: Sign): void {
    if (this.#state !== 'CLOSED') return;
    if (sign === 'up') this.#failuresInARow = 0;
    if (sign === 'down') this.#failuresInARow += 1;
    if (this.#failuresInARow >= FAILURES_IN_A_ROW) this.#open();
  }

  #open(): void {
    this.#state = 'OPEN';
    this.#probeAt = this.#clock.now() + this.#nextProbeMs;
    this.#nextProbeMs = Math.min(LONGEST_PROBE_MS, 2 * this.#nextProbeMs);
  }

  #close(): void {
    this.#state = 'CLOSED';
    this.#failuresInARow = 0;
    this.#nextProbeMs = FIRST_PROBE_MS;
  }
}

function signOf(attempt: Attempt<unknown>): Sign {
  return attempt.ok ? 'up' : (SIGNS[attempt.failure.reason] ?? 'up');
}
