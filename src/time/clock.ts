/** Time as the vendor side sees it, passed in so that tests can simulate it. */
export interface Clock {
  /** Monotonic milliseconds, with fractions; only differences mean anything. */
  now(): number;
  /**
   * Runs `callback` once, about `ms` from now; it may run a little early, so look at `now()` again.
   * Returns a function that cancels it.
   */
  after(ms: number, callback: () => void): () => void;
}

/** Before anything; unlike -Infinity, JSON has it. */
export const LONG_AGO = -Number.MAX_SAFE_INTEGER;

/** setTimeout runs at once when it is given more than this. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    // Not unref'd: whoever sets a timer here owes somebody an answer, and the process must stay to give it.
    const timer = setTimeout(callback, Math.min(Math.ceil(ms), LONGEST_TIMEOUT_MS));
    return () => clearTimeout(timer);
  },
};
