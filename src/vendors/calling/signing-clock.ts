import type { Attempt } from './attempt.js';

/**
 * The largest correction. If the vendor's `Date` differs by more, either the `Date` is wrong, or this machine's clock
 * is so wrong that an operator must fix it. With such a clock, the gateway accepts no token either.
 */
const LARGEST_CORRECTION_MS = 24 * 60 * 60 * 1000;

/**
 * Two corrections that differ by less count as the same. A `Date` is rounded to seconds and has taken some time to
 * arrive.
 */
const SAME_WITHIN_MS = 10_000;

/** The difference added to this machine's time. `accepted`: the vendor has accepted a signature made with it. */
interface Correction {
  readonly ms: number;
  accepted: boolean;
}

/** The time with which one request is signed. */
export interface SigningTime {
  /** Milliseconds since the epoch. */
  readonly epochMs: number;
  readonly correction: Correction;
}

/**
 * The time with which requests are signed: this machine's time, corrected by the `Date` of an answer that rejected the
 * time of a signature.
 *
 * The `Date` itself may be wrong, and this machine's clock may be set right later. So a correction is dropped as soon
 * as the vendor rejects it. If it had been accepted before, the new `Date` replaces it; otherwise no correction is
 * used. So a wrong `Date` affects only the calls that show that it is wrong.
 */
export class SigningClock {
  readonly #epochMs: () => number;
  #correction = none();

  constructor(epochMs: () => number) {
    this.#epochMs = epochMs;
  }

  now(): SigningTime {
    return { epochMs: this.#epochMs() + this.#correction.ms, correction: this.#correction };
  }

  /** Must be called for every answer. `vendorMs`: the answer's `Date`, if it had one. */
  heard({ correction }: SigningTime, attempt: Attempt<unknown>, vendorMs: number | undefined): void {
    if (attempt.ok) correction.accepted = true;
    else if (attempt.retry === 'once-with-corrected-clock') this.#replace(correction, vendorMs);
  }

  #replace(refused: Correction, vendorMs: number | undefined): void {
    // The answer to another call has already replaced this correction.
    if (refused !== this.#correction) return;
    const ms = vendorMs === undefined ? Number.NaN : vendorMs - this.#epochMs();
    const another =
      Math.abs(ms) <= LARGEST_CORRECTION_MS && Math.abs(ms - refused.ms) > SAME_WITHIN_MS && refused.accepted;
    if (another) this.#correction = { ms, accepted: false };
    else if (refused.ms !== 0) this.#correction = none();
  }
}

/**
 * When a request was sent, by the vendor's clock, or earlier: the earlier one of what this machine's clock and the
 * answer's `Date` say. In milliseconds since the epoch. `tookMs`: from the request to its answer.
 */
export function earliestTimeOf(
  { epochMs }: SigningTime,
  vendorMs: number | undefined,
  tookMs: number,
): number {
  return vendorMs === undefined ? epochMs : Math.min(epochMs, vendorMs - tookMs);
}

/** No correction. It counts as accepted, so any `Date` may replace it. */
function none(): Correction {
  return { ms: 0, accepted: true };
}
