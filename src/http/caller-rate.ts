import { LRUCache } from 'lru-cache';

/** How long a caller that has been quiet may go on at any speed: the burst is what the rate yields in this time. */
const BURST_SECONDS = 10;

/**
 * A caller is forgotten before its bucket is full again only while more callers than this come by within
 * `BURST_SECONDS`. What it gains is one burst, and every caller needs a token that somebody issued, so nobody can
 * make up callers to push others, or themselves, out.
 */
const MAX_CALLERS = 10_000;

export interface CallerRateOptions {
  /** 1 or more. */
  requestsPerSecond: number;
  /** Milliseconds, monotonic. */
  nowMs: () => number;
  /** How many callers are remembered; the one that has been quiet longest is forgotten first, and starts anew. */
  maxCallers?: number;
}

/** Buckets are filled in thousandths: a millisecond gives back as many as a second gives requests, without fractions. */
const REQUEST = 1_000;

/** A token bucket for each caller, which holds ten seconds' worth of requests. */
export class CallerRate {
  readonly #requestsPerSecond: number;
  readonly #capacity: number;
  readonly #nowMs: () => number;
  readonly #buckets: LRUCache<string, Bucket>;

  constructor({ requestsPerSecond, nowMs, maxCallers = MAX_CALLERS }: CallerRateOptions) {
    this.#requestsPerSecond = requestsPerSecond;
    this.#capacity = requestsPerSecond * BURST_SECONDS * REQUEST;
    this.#nowMs = nowMs;
    this.#buckets = new LRUCache({ max: maxCallers });
  }

  /** 0: the request may go, and is counted. Otherwise the whole milliseconds to wait; it is not counted then. */
  take(caller: string): number {
    const now = this.#nowMs();
    const bucket = this.#buckets.get(caller) ?? { left: this.#capacity, atMs: now };
    const left = Math.min(this.#capacity, bucket.left + (now - bucket.atMs) * this.#requestsPerSecond);
    if (left < REQUEST) return Math.ceil((REQUEST - left) / this.#requestsPerSecond);
    this.#buckets.set(caller, { left: left - REQUEST, atMs: now });
    return 0;
  }
}

/** What was left at a time. What has come back since is reckoned when the caller comes again. */
interface Bucket {
  left: number;
  atMs: number;
}
