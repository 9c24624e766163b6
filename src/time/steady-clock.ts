/**
 * The time with which the journal stamps actions. It never goes back, because ids of actions sort by time and machines'
 * clocks are sometimes set back. It follows `epochMs` forward at once. After `epochMs` was set back, this clock runs at
 * half speed until the two agree, so that actions at different times still get different times.
 */
export class SteadyClock {
  readonly #epochMs: () => number;
  readonly #monotonicMs: () => number;
  #last = 0;
  #readAt: number;

  /**
   * `epochMs`: milliseconds since the epoch, which may jump. `monotonicMs`: milliseconds from any start, which never go
   * back.
   */
  constructor(epochMs: () => number, monotonicMs: () => number) {
    this.#epochMs = epochMs;
    this.#monotonicMs = monotonicMs;
    this.#readAt = monotonicMs();
  }

  /** Milliseconds since the epoch, with fractions. */
  now(): number {
    const readAt = this.#monotonicMs();
    this.#last = Math.max(this.#epochMs(), this.#last + (readAt - this.#readAt) / 2);
    this.#readAt = readAt;
    return this.#last;
  }
}
