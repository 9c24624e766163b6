import { type Told, type ToldSource, TooSlow } from './told.js';

/** More than a stream takes a moment for. */
const MOST_WAITING = 1_000;

/** A source of what is told to it. */
export class Pushed implements ToldSource {
  readonly #waiting: Told[] = [];
  readonly #onReturn: () => void;
  #wake: () => void = () => {};
  #done = false;
  #failed: Error | undefined;

  /** `onReturn` is called once, when nobody reads any more. */
  constructor(onReturn: () => void) {
    this.#onReturn = onReturn;
  }

  /** Ends the source instead if its reader has left too much. */
  push(event: object): void {
    if (this.#done) return;
    if (this.#waiting.length >= MOST_WAITING) this.fail(new TooSlow('the reader is too slow'));
    else this.#waiting.push({ event, live: true });
    this.#wake();
  }

  fail(error: Error): void {
    this.#failed ??= error;
    this.#wake();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Told, undefined>> {
    while (!this.#done) {
      if (this.#failed) throw this.#failed;
      const told = this.#waiting.shift();
      if (told) return { done: false, value: told };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Told, undefined>> {
    if (!this.#done) this.#onReturn();
    this.#done = true;
    this.#waiting.length = 0;
    this.#wake();
    return { done: true, value: undefined };
  }
}
