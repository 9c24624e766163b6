import { LRUCache } from 'lru-cache';

/** A caller that has been quiet may send at once what the rate allows in this time. */
const BURST_SECONDS = 10;

/**
 * A caller is forgotten before its bucket is full again only while more callers than this send requests within
 * `BURST_SECONDS`. A forgotten caller gains one burst. Every caller needs a token that somebody issued, so nobody can
 * invent callers to have others, or themselves, forgotten.
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

/** What a request takes from a bucket. Each millisecond gives back `requestsPerSecond`, so there are no fractions. */
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

/** The rest at the time `atMs`. Later refills are added when the caller sends the next request. */
interface Bucket {
  left: number;
  atMs: number;
}
