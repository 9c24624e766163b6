import type { MediaTarget } from './media-queries.js';
import { keyOf } from './person-key.js';

/** Something was noticed of somebody. */
export interface Noticed {
  readonly target: MediaTarget;
  /** When, on the process's clock. */
  readonly at: number;
}

/** Each person of whom something was noticed and at whom nobody has looked yet, once. */
export class NoticedPeople {
  readonly #people = new Map<string, Noticed>();
  /** Those to be looked at later. At most those who were noticed while the vendor or the database failed. */
  readonly #later = new Map<string, Noticed>();

  get size(): number {
    return this.#people.size;
  }

  add(one: Noticed): void {
    addTo(this.#people, one);
  }

  /** At most so many, who are left out from now on. */
  take(most: number): Noticed[] {
    const some = [...this.#people.values()].slice(0, most);
    for (const { target } of some) this.#people.delete(keyOf(target));
    return some;
  }

  /** They count again from the next `resume` on. */
  putOff(one: Noticed): void {
    addTo(this.#later, one);
  }

  resume(): void {
    for (const one of this.#later.values()) this.add(one);
    this.#later.clear();
  }
}

function addTo(people: Map<string, Noticed>, one: Noticed): void {
  const key = keyOf(one.target);
  if (!people.has(key)) people.set(key, one);
}
