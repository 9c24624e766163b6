/** The time that requests are signed with: this machine's, corrected once a vendor has said that it is wrong. */
export class SigningClock {
  readonly #epochMs: () => number;
  #correctionMs = 0;

  constructor(epochMs: () => number) {
    this.#epochMs = epochMs;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#epochMs() + this.#correctionMs;
  }

  /** `vendorMs` comes from the `Date` header of an answer that called the signature's time wrong. */
  correct(vendorMs: number | undefined): void {
    if (vendorMs !== undefined) this.#correctionMs = vendorMs - this.#epochMs();
  }
}
