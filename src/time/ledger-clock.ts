/**
 * Estimates another machine's clock: the least and the most by which it is ahead of this machine's clock.
 *
 * A reading was taken between the request and the answer, so each reading gives both limits. The quicker the answer,
 * the closer the limits. A slow reading does not widen the limits of an earlier quick one, apart from the drift of the
 * clocks since then.
 */
export class LedgerClock {
  #least = -Infinity;
  #most = Infinity;
  #heardAt = -Infinity;

  /**
   * All in milliseconds. `askedAt` and `heardAt` are times of this machine's clock. `cutOff`: by how much the other clock may have
   * shown more than the reading, which was rounded down.
   */
  hear(reading: number, askedAt: number, heardAt: number, cutOff = 0): void {
    const drift = (heardAt - this.#heardAt) * MOST_DRIFT;
    const least = reading - heardAt;
    // The reading may have been taken right after the request, and the clocks have drifted since.
    const most = reading + cutOff - askedAt + (heardAt - askedAt) * MOST_DRIFT;
    this.#least -= drift;
    this.#most += drift;
    this.#heardAt = heardAt;
    // The limits contradict each other if one of the two clocks was set.
    const isOff = least > this.#most || most < this.#least;
    this.#least = isOff ? least : Math.max(least, this.#least);
    this.#most = isOff ? most : Math.min(most, this.#most);
  }

  /** The least that the other clock shows at a time of this one. With it, nothing is done too early. */
  atLeast(time: number): number {
    return time + this.#least;
  }

  /** The most that the other clock shows at a time of this one. With it, no event seems longer ago than it is. */
  atMost(time: number): number {
    return time + this.#most;
  }

  /** The time of this clock at which the other clock certainly shows `reading`. */
  hasShown(reading: number): number {
    return reading - this.#least;
  }
}

/** The greatest drift between two clocks. A clock that NTP adjusts runs up to 0.05 % fast or slow meanwhile. */
const MOST_DRIFT = 0.001;
