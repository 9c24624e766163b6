const WINDOW_MS = 1000;

export interface Traffic {
  /** Arrivals within the quota. */
  accepted: number;
  /** Arrivals over the quota. */
  refused: number;
  /** The greatest number of calls that one quota accepted in any second. */
  mostInOneSecond: number;
}

/**
 * Counts arrivals as strictly as a vendor might: in every sliding second, not in the seconds of the clock. Refused
 * calls do not count.
 */
export class SlidingWindowQuota {
  readonly #arrivals = new Map<string, number[]>();
  readonly #traffic: Traffic = { accepted: 0, refused: 0, mostInOneSecond: 0 };

  isSpent(key: string, callsPerSecond: number, nowMs: number): boolean {
    return this.#lastSecond(key, nowMs).length >= callsPerSecond;
  }

  accept(key: string, nowMs: number): void {
    const arrivals = this.#lastSecond(key, nowMs);
    arrivals.push(nowMs);
    this.#traffic.accepted += 1;
    this.#traffic.mostInOneSecond = Math.max(this.#traffic.mostInOneSecond, arrivals.length);
  }

  refuse(): void {
    this.#traffic.refused += 1;
  }

  traffic(): Traffic {
    return { ...this.#traffic };
  }

  #lastSecond(key: string, nowMs: number): number[] {
    const arrivals = this.#arrivals.get(key) ?? [];
    while (arrivals[0] !== undefined && nowMs - arrivals[0] >= WINDOW_MS) arrivals.shift();
    this.#arrivals.set(key, arrivals);
    return arrivals;
  }
}
