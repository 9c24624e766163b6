import type { Attempt } from './attempt.js';

/**
 * A vendor's `Date` that differs by more than this says that something is wrong with the `Date`, or so wrong with this
 * machine's clock that an operator must see to it: no token would be accepted then either.
 */
const LARGEST_CORRECTION_MS = 24 * 60 * 60 * 1000;

/** A `Date` has whole seconds and was some on its way: two corrections that differ by less are the same. */
const SAME_WITHIN_MS = 10_000;

/** What is added to this machine's time. Each is tried; `accepted`: the vendor has accepted it. */
interface Correction {
  readonly ms: number;
  accepted: boolean;
}

/** What one request is signed with. */
export interface SigningTime {
  /** Milliseconds since the epoch. */
  readonly epochMs: number;
  readonly correction: Correction;
}

/**
 * The time that requests are signed with: this machine's, corrected by the `Date` of an answer that called a signature's
 * time wrong.
 *
 * The `Date` may be wrong itself, and this machine's clock may be set right later. So a correction that a vendor calls
 * wrong goes at once: for another one if it had served until then, else for none. No answer can do harm to more calls
 * than those that prove it wrong.
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

  /** To be told of every answer. `vendorMs`: its `Date`, if it had one. */
  heard({ correction }: SigningTime, attempt: Attempt<unknown>, vendorMs: number | undefined): void {
    if (attempt.ok) correction.accepted = true;
    else if (attempt.retry === 'once-with-corrected-clock') this.#replace(correction, vendorMs);
  }

  #replace(refused: Correction, vendorMs: number | undefined): void {
    // Another call's answer has replaced it already.
    if (refused !== this.#correction) return;
    const ms = vendorMs === undefined ? Number.NaN : vendorMs - this.#epochMs();
    const another =
      Math.abs(ms) <= LARGEST_CORRECTION_MS && Math.abs(ms - refused.ms) > SAME_WITHIN_MS && refused.accepted;
    if (another) this.#correction = { ms, accepted: false };
    else if (refused.ms !== 0) this.#correction = none();
  }
}

/** This machine's own time needs no trial: any `Date` may correct it. */
function none(): Correction {
  return { ms: 0, accepted: true };
}
