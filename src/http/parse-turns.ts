import type { Clock } from '../time/clock.js';

/** So many times as long as a body took to parse, no other large one is parsed: reading its variables takes as long again. */
const REST_FACTOR = 4;
const LONGEST_REST_MS = 1_000;

/**
 * Parses large bodies one at a time, with a rest after each. A body of many small parts takes a hundred times as long as
 * one of few, and the event loop with it; whoever sends such bodies must not keep all others waiting.
 */
export class ParseTurns {
  readonly #clock: Clock;
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `parse` when those before it are done and have rested. What waits is bounded by what `LargeBodies` lets in. */
  take(parse: () => void): void {
    this.#last = this.#last.then(async () => {
      const startedAt = this.#clock.now();
      parse();
      const rest = Math.min(REST_FACTOR * (this.#clock.now() - startedAt), LONGEST_REST_MS);
      await new Promise<void>((resolve) => this.#clock.after(rest, resolve));
    });
  }
}
