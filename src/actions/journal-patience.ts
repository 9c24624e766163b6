import type { Patience } from '../journal/patience.js';
import type { Clock } from '../time/clock.js';

/** How long the journal may take for an intent, and how much longer than its deadline an action may take for its outcome. */
export const JOURNAL_PATIENCE_MS = 5_000;

/** Rejects when the journal takes longer for `promise` than it may. */
export function inTime<Value>(clock: Clock, promise: Promise<Value>, patience?: Patience): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(JOURNAL_PATIENCE_MS, () => {
      // Writes that have not been sent report it first. Then nobody has to wonder what came of them.
      patience?.end();
      setImmediate(() => reject(new Error('the journal takes too long')));
    });
    promise.then(resolve, reject).then(cancel);
  });
}
