import type { MediaTarget } from './media-queries.js';
import { keyOf } from './person-key.js';

interface Failing {
  /** When the first try had failed, on the process's clock. */
  readonly since: number;
  /** The restrictions whose violation some try was to answer. */
  readonly violated: ReadonlySet<string>;
}

/** People for whom something must be set, while tries to do so fail. */
export class FailingPeople {
  readonly #people = new Map<string, Failing>();

  /** A try has failed. Returns for how many milliseconds they have failed. */
  failed(target: MediaTarget, violated: readonly string[], now: number): number {
    const { since = now, violated: before = [] } = this.#people.get(keyOf(target)) ?? {};
    this.#people.set(keyOf(target), { since, violated: new Set([...before, ...violated]) });
    return now - since;
  }

  /** Those of these violations that no try before was to answer. */
  newOf(target: MediaTarget, violated: readonly string[]): string[] {
    const before = this.#people.get(keyOf(target))?.violated;
    return violated.filter((id) => !before?.has(id));
  }

  /** Nothing has to be set any more. */
  forget(target: MediaTarget): void {
    this.#people.delete(keyOf(target));
  }
}
