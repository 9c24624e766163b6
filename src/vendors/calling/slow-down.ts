import { LONG_AGO } from '../../time/clock.js';

/** The last cut. It can be stored as JSON. */
export interface Cut {
  /** In calls a second. */
  to: number;
  at: number;
}

export function noCut(callsPerSecond: number): Cut {
  return { to: callsPerSecond, at: LONG_AGO };
}

/**
 * How many of the quota's calls a second to use: all, until the vendor refuses a call. Then another client uses the
 * same quota. Its share is unknown and changes, so each refusal cuts this gateway's share by a quarter, and the share
 * grows back steadily, as in TCP. Within `RECOVERY_MS` of the last refusal, the whole quota is used again.
 */
export class SlowDown {
  readonly #quota: number;
  readonly #cut: Cut;

  /** @param cut the last cut; it is changed in place */
  constructor(callsPerSecond: number, cut: Cut) {
    this.#quota = callsPerSecond;
    this.#cut = cut;
  }

  /** Whole calls a second, at least 1. */
  limit(now: number): number {
    return Math.floor(this.#level(now));
  }

  /** When the limit will have grown to `calls`. Infinity if `calls` exceeds the quota. */
  reaches(calls: number): number {
    if (calls > this.#quota) return Infinity;
    return this.#cut.at + ((calls - this.#cut.to) / this.#quota) * RECOVERY_MS;
  }

  /** Calls sent before the last cut say nothing about it, so any number of calls refused together cause one cut. */
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

/**
 * The smallest share. It suffices to notice that the quota is free again, and to make progress beside a client that
 * uses all of it.
 */
const LEAST_SHARE = 0.1;

const RECOVERY_MS = 10_000;
