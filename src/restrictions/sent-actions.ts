import type { MediaWish } from './media-wish.js';

/**
 * The actions for which something was sent. They count whatever the database tells, until it tells what came of them: it may have
 * been read before that was on record.
 */
export class SentActions {
  readonly #ids = new Set<string>();
  readonly #recorded = new Set<string>();
  readonly #unrecorded = new Set<Promise<unknown>>();
  #areKnown = true;

  add({ actionId, recorded }: MediaWish): void {
    if (actionId === undefined || recorded === undefined) return;
    this.#ids.add(actionId);
    this.#recorded.delete(actionId);
    const waiting = recorded.then((isRecorded) => {
      this.#unrecorded.delete(waiting);
      this.#recorded.add(actionId);
      if (!isRecorded) this.#areKnown = false;
    });
    this.#unrecorded.add(waiting);
  }

  has(actionId: string): boolean {
    return this.#ids.has(actionId);
  }

  /** The number of those that are not on record. */
  get unrecorded(): number {
    return this.#unrecorded.size;
  }

  /** Resolves when nothing is to come any more, with whether what came of all of them is on record. */
  async whenRecorded(): Promise<boolean> {
    while (this.#unrecorded.size > 0) await Promise.all(this.#unrecorded);
    return this.#areKnown;
  }

  /** Those that a read tells of which begins now. */
  recorded(): readonly string[] {
    return [...this.#recorded];
  }

  forget(actionIds: readonly string[]): void {
    for (const id of actionIds) {
      this.#ids.delete(id);
      this.#recorded.delete(id);
    }
  }
}
