/**
 * How many of the quota's calls a second to use. Everything, until the vendor refuses a call all the same:
 * then somebody else uses the same quota. How much they use is unknown and changes, so the share is cut by a
 * quarter at each refusal and grows back steadily (as TCP does it); everything is used again within
 * `RECOVERY_MS` of the last refusal.
 */
export class SlowDown {
  readonly #quota: number;
  #cutTo: number;
  #cutAt = -Infinity;

  constructor(callsPerSecond: number) {
    this.#quota = callsPerSecond;
    this.#cutTo = callsPerSecond;
  }

  /** Whole calls a second, at least 1. */
  limit(now: number): number {
    return Math.floor(this.#level(now));
  }

  /** When the limit will have grown to `calls`; Infinity if that is more than the quota. */
  reaches(calls: number): number {
    if (calls > this.#quota) return Infinity;
    return this.#cutAt + ((calls - this.#cutTo) / this.#quota) * RECOVERY_MS;
  }

  /** Calls sent before the last cut say nothing about it, so any number of them refused together cut once. */
  refused(sentAt: number, now: number): void {
    if (sentAt < this.#cutAt) return;
    this.#cutTo = Math.max(1, LEAST_SHARE * this.#quota, CUT * this.#level(now));
    this.#cutAt = now;
  }

  #level(now: number): number {
    return Math.min(this.#quota, this.#cutTo + ((now - this.#cutAt) / RECOVERY_MS) * this.#quota);
  }
}

const CUT = 0.75;

/** Enough to notice that the quota is free again, and to get something done beside a tool that uses it all. */
const LEAST_SHARE = 0.1;

const RECOVERY_MS = 10_000;
