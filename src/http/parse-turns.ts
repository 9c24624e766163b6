import type { Clock } from '../time/clock.js';

/** The rest after a body, in times of its parsing: reading its variables takes as long again. */
const REST_FACTOR = 4;
const LONGEST_REST_MS = 1_000;

/**
 * Parses large bodies one at a time, with a rest after each. A body of many small values takes a hundred times as long
 * as one of few, and blocks the event loop meanwhile. Clients that send such bodies must not keep all others waiting.
 */
export class ParseTurns {
  readonly #clock: Clock;
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `parse` after those before it and their rests. `LargeBodies` bounds how many bodies wait. */
  take(parse: () => void): void {
    this.#last = this.#last.then(async () => {
      const startedAt = this.#clock.now();
      parse();
      const rest = Math.min(REST_FACTOR * (this.#clock.now() - startedAt), LONGEST_REST_MS);
      await new Promise<void>((resolve) => this.#clock.after(rest, resolve));
    });
  }
}
