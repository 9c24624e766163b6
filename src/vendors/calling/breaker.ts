import type { Clock } from '../../time/clock.js';
import type { Attempt } from './attempt.js';
import type { VendorFailure, VendorFailureReason } from './vendor-failure.js';

export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** More than the attempts of one call. A vendor that fails now and then does not reach it. */
const FAILURES_IN_A_ROW = 10;
const FIRST_PROBE_MS = 1_000;
const LONGEST_PROBE_MS = 10_000;

/**
 * What an attempt shows about the vendor:
 * - `down`: the vendor cannot serve.
 * - `up`: the vendor answered, even if it refused the request.
 * - `none`: nothing. Another party answered, a firewall for example, or the attempt ended with a bug.
 */
type Sign = 'down' | 'up' | 'none';

const SIGNS: Partial<Record<VendorFailureReason, Sign>> = {
  'vendor-unavailable': 'down',
  'vendor-unreachable': 'down',
  'connection-lost': 'down',
  timeout: 'down',
  'answer-unreadable': 'none',
  'answer-too-large': 'none',
};

/**
 * A circuit breaker. It stops calls to a vendor that is down, so that callers fail at once and the vendor can recover,
 * and it probes the vendor until it is back. A second after the last failure, one call goes through as a probe. After
 * each failed probe the wait doubles, up to ten seconds.
 *
 * The waits use the monotonic clock, because the time of day can be set back.
 */
export class Breaker {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #epochMs: () => number;
  #state: BreakerState = 'CLOSED';
  #failuresInARow = 0;
  #probeAt = 0;
  #nextProbeMs = FIRST_PROBE_MS;
  #lastErrorAt: number | undefined;

  /** `epochMs`: the time of day, for times that are shown to people. */
  constructor({ clock, epochMs }: { clock: Pick<Clock, 'now'>; epochMs: () => number }) {
    this.#clock = clock;
    this.#epochMs = epochMs;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** When the vendor last seemed to be down, in milliseconds since the epoch. */
  get lastErrorAt(): number | undefined {
    return this.#lastErrorAt;
  }

  /** True while no call may be sent: the vendor is down, and it is too early for a probe or a probe is under way. */
  get blocks(): boolean {
    return this.#state === 'HALF_OPEN' || (this.#state === 'OPEN' && this.#clock.now() < this.#probeAt);
  }

  /** The failure of a call that the breaker stopped. */
  refusal(): VendorFailure {
    const retryAfterMs = Math.ceil(Math.max(FIRST_PROBE_MS, this.#probeAt - this.#clock.now()));
    return { reason: 'vendor-down', outcome: 'NOT_APPLIED', retryable: true, retryAfterMs };
  }

  /** Undefined if the breaker stopped the attempt. Rejects if the attempt rejects. */
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
      // This probe showed nothing, so the next call may probe at once.
      this.#state = 'OPEN';
      this.#probeAt = this.#clock.now();
    }
  }

  /** An attempt from before the breaker opened shows nothing about the vendor now. */
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
