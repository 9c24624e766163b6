/**
 * The time that the journal stamps actions with. Machines' clocks are put back now and then; ids of actions sort by time,
 * so this clock never goes back. It follows `epochMs` forwards at once. Where `epochMs` was put back, this clock goes at
 * half its speed until they agree again, so that no two actions long after each other get the same time.
 */
export class SteadyClock {
  readonly #epochMs: () => number;
  readonly #monotonicMs: () => number;
  #last = 0;
  #readAt: number;

  /** `epochMs`: milliseconds since the epoch, which may jump; `monotonicMs`: from anywhere, never back. */
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
