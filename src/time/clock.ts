/** The monotonic clock and its timers, passed in so that tests can simulate time. */
export interface Clock {
  /** Monotonic milliseconds with fractions. Only differences have a meaning. */
  now(): number;
  /**
   * Runs `callback` once, about `ms` from now. It may run a little early, so check `now()` again. Returns a function
   * that cancels it.
   */
  after(ms: number, callback: () => void): () => void;
}

/** Earlier than any time. Unlike -Infinity, it can be stored as JSON. */
export const LONG_AGO = -Number.MAX_SAFE_INTEGER;

/** With a longer delay than this, setTimeout runs at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    // The timer is not unref'd: a caller waits for an answer, and the process must stay alive to give it.
    const timer = setTimeout(callback, Math.min(Math.ceil(ms), LONGEST_TIMEOUT_MS));
    return () => clearTimeout(timer);
  },
};
