import type { MediaWish } from './media-wish.js';

/**
 * The actions for which something was sent. They count whatever the database tells, until it tells what came of them: it may have
 * been read before that was on record.
 */
export class SentActions {
  /** By id: whether it is on record. */
  readonly #actions = new Map<string, boolean>();
  #unrecorded = 0;
  #areKnown = true;
  #isClosed = false;
  readonly #waiting: (() => void)[] = [];

  add({ actionId, recorded }: MediaWish): void {
    if (actionId === undefined || recorded === undefined) return;
    this.#actions.set(actionId, false);
    this.#unrecorded += 1;
    recorded.then((isRecorded) => {
      this.#unrecorded -= 1;
      this.#actions.set(actionId, true);
      if (!isRecorded) this.#areKnown = false;
      if (this.#unrecorded === 0) this.#tellAll();
    });
  }

  has(actionId: string): boolean {
    return this.#actions.has(actionId);
  }

  get size(): number {
    return this.#actions.size;
  }

  /** The number of those that are not on record. */
  get unrecorded(): number {
    return this.#unrecorded;
  }

  /** Whether what came of all of them is on record, as far as nothing is to come any more. */
  get areKnown(): boolean {
    return this.#areKnown;
  }

  /** Resolves when nothing is to come any more, or at `close`. */
  whenRecorded(): Promise<void> {
    if (this.#unrecorded === 0 || this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** From now on, nobody waits for what is to come. */
  close(): void {
    this.#isClosed = true;
    this.#tellAll();
  }

  #tellAll(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Those that a read tells of which begins now. */
  recorded(): readonly string[] {
    return [...this.#actions].filter(([, isRecorded]) => isRecorded).map(([id]) => id);
  }

  forget(actionIds: readonly string[]): void {
    for (const id of actionIds) this.#actions.delete(id);
  }
}
