import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/time/clock.js';

/** A clock for code that waits for files as well as for timers. Each step waits until the code sets a timer. */
export class SteppedClock implements Clock {
  #now = 0;
  readonly #timers = new Map<object, { at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const key = {};
    this.#timers.set(key, { at: this.#now + ms, callback });
    return () => this.#timers.delete(key);
  }

  /** Time passes until the next timer, but not more than `ms`. */
  async step(ms = Number.POSITIVE_INFINITY): Promise<void> {
    while (this.#timers.size === 0) await setImmediate();
    const [[key, next]] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at) as [
      [object, { at: number; callback: () => void }],
    ];
    this.#now = Math.min(next.at, this.#now + ms);
    if (next.at > this.#now) return;
    this.#timers.delete(key);
    next.callback();
  }

  /** Time passes until the promise resolves. */
  async until(promise: Promise<void>): Promise<void> {
    let isOver = false;
    const over = promise.then(() => {
      isOver = true;
    });
    while (!isOver) {
      await this.step(50);
      await setImmediate();
    }
    await over;
  }
}
