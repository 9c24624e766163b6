import { LONG_AGO } from '../../time/clock.js';

/** JSON: it can be kept in a database. */
export interface Cut {
  /** Calls a second. */
  to: number;
  at: number;
}

export function noCut(callsPerSecond: number): Cut {
  return { to: callsPerSecond, at: LONG_AGO };
}

/**
 * How many of the quota's calls a second to use. Everything, until the vendor refuses a call all the same:
 * then somebody else uses the same quota. How much they use is unknown and changes, so the share is cut by a
 * quarter at each refusal and grows back steadily (as TCP does it); everything is used again within
 * `RECOVERY_MS` of the last refusal.
 */
export class SlowDown {
  readonly #quota: number;
  readonly #cut: Cut;

  /** @param cut the last one; it is changed in place */
  constructor(callsPerSecond: number, cut: Cut) {
    this.#quota = callsPerSecond;
    this.#cut = cut;
  }

  /** Whole calls a second, at least 1. */
  limit(now: number): number {
    return Math.floor(this.#level(now));
  }

  /** When the limit will have grown to `calls`; Infinity if that is more than the quota. */
  reaches(calls: number): number {
    if (calls > this.#quota) return Infinity;
    return this.#cut.at + ((calls - this.#cut.to) / this.#quota) * RECOVERY_MS;
  }

  /** Calls sent before the last cut say nothing about it, so any number of them refused together cut once. */
  refused(sentAt: number, now: number): void {
    if (sentAt < this.#cut.at) return;
    this.#cut.to = Math.max(1, LEAST_SHARE * this.#quota, CUT * this.#level(now));
    this.#cut.at = now;
  }

  #level(now: number): number {
    return Math.min(this.#quota, this.#cut.to + ((now - this.#cut.at) / RECOVERY_MS) * this.#quota);
  }
}

const CUT = 0.75;

/** Enough to notice that the quota is free again, and to get something done beside a tool that uses it all. */
const LEAST_SHARE = 0.1;

const RECOVERY_MS = 10_000;
