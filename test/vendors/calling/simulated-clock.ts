import type { Clock } from '../../../src/time/clock.js';

/**
 * A clock that stands still until `run`, and then jumps from one timer to the next. Promises settle between two timers,
 * as in real time.
 */
export class SimulatedClock implements Clock {
  readonly #timers: Timer[] = [];
  #now = 0;
  #set = 0;

  now(): number {
    return this.#now;
  }

  /** The number of timers that wait to run. */
  get pending(): number {
    return this.#timers.reduce((count, timer) => count + (timer.callback ? 1 : 0), 0);
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#set++, callback };
    this.#push(timer);
    return () => {
      timer.callback = undefined;
    };
  }

  /** Runs every timer of the next `ms`, also those that are set meanwhile. */
  async run(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (let timer = this.#timers[0]; timer && timer.at <= end; timer = this.#timers[0]) {
      this.#pop();
      if (!timer.callback) continue;
      const { callback } = timer;
      timer.callback = undefined;
      this.#now = timer.at;
      callback();
      await settled();
    }
    this.#now = end;
  }

  #push(timer: Timer): void {
    let index = this.#timers.length;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#timers[parentIndex];
      if (!parent || before(parent, timer)) break;
      this.#timers[index] = parent;
      index = parentIndex;
    }
    this.#timers[index] = timer;
  }

  #pop(): void {
    const last = this.#timers.pop();
    if (!last || this.#timers.length === 0) return;
    let index = 0;
    for (;;) {
      const left = this.#timers[2 * index + 1];
      const right = this.#timers[2 * index + 2];
      const child = right && left && before(right, left) ? right : left;
      if (!child || before(last, child)) break;
      this.#timers[index] = child;
      index = child === right ? 2 * index + 2 : 2 * index + 1;
    }
    this.#timers[index] = last;
  }
}

interface Timer {
  readonly at: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Waits until every promise that can settle has settled. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
