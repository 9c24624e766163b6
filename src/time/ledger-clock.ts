/**
 * What is known here of another machine's clock: how far it is ahead of this one's, at least and at most.
 *
 * It was read after it was asked for and before it was heard, so each reading gives both limits, as far apart as it
 * took. The quickest of late gives the closest, and those a slow one need not do worse than.
 */
export class LedgerClock {
  #least = -Infinity;
  #most = Infinity;
  #heardAt = -Infinity;

  /** All in milliseconds; `askedAt` and `heardAt` on this machine's clock. */
  hear(reading: number, askedAt: number, heardAt: number): void {
    const drift = (heardAt - this.#heardAt) * MOST_DRIFT;
    const least = reading - heardAt;
    // It may have been read at once, and the clocks have drifted since.
    const most = reading - askedAt + (heardAt - askedAt) * MOST_DRIFT;
    this.#least -= drift;
    this.#most += drift;
    this.#heardAt = heardAt;
    // One of the two clocks was set.
    const isOff = least > this.#most || most < this.#least;
    this.#least = isOff ? least : Math.max(least, this.#least);
    this.#most = isOff ? most : Math.min(most, this.#most);
  }

  /** What the other clock shows at a moment of this one's, if not more: nothing is done too early by it. */
  atLeast(time: number): number {
    return time + this.#least;
  }

  /** The same, if not less: nothing that happened counts as longer ago than it is. */
  atMost(time: number): number {
    return time + this.#most;
  }

  /** The moment by which the other clock surely shows `reading`. */
  hasShown(reading: number): number {
    return reading - this.#least;
  }
}

/** Clocks that are kept right by NTP go up to 0.05 % fast or slow while they are corrected, and these are two. */
const MOST_DRIFT = 0.001;
