import type { Patience } from '../journal/patience.js';
import type { Clock } from '../time/clock.js';

/** How long an action waits for one step of the journal, such as the write of its intent or of its outcome. */
export const JOURNAL_PATIENCE_MS = 5_000;

/** Rejects when `promise` takes longer than `JOURNAL_PATIENCE_MS`. */
export function inTime<Value>(clock: Clock, promise: Promise<Value>, patience?: Patience): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(JOURNAL_PATIENCE_MS, () => {
      // A write that has not been sent rejects with `NotWritten` first. So it is certain that it is not in the journal.
      patience?.end();
      setImmediate(() => reject(new Error('the journal takes too long')));
    });
    promise.then(resolve, reject).then(cancel);
  });
}
