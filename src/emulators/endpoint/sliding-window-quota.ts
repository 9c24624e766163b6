const WINDOW_MS = 1000;

export interface Traffic {
  /** Arrivals within the quota. */
  accepted: number;
  /** Arrivals refused for being over it. */
  refused: number;
  /** The most that one quota accepted in any second. */
  mostInOneSecond: number;
}

/** Counts arrivals the hardest way a vendor might: in every second, not in the clock's. Refused ones do not count. */
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
