import { Pushed } from '../../src/feed/pushed.js';
import type { Told, ToldSource } from '../../src/feed/told.js';

/** Sources of subscriptions that a test tells what happens. */
export class SteeredSources {
  /** How many were opened, and how many of them were read from. */
  count = 0;
  asked = 0;
  readonly #open = new Set<Pushed>();

  /** How many are still read. */
  get read(): number {
    return this.#open.size;
  }

  async open(): Promise<ToldSource> {
    this.count += 1;
    const pushed = new Pushed(() => this.#open.delete(pushed));
    this.#open.add(pushed);
    let isAsked = false;
    const source: ToldSource = {
      [Symbol.asyncIterator]: () => source,
      next: async () => {
        if (!isAsked) this.asked += 1;
        isAsked = true;
        const { done, value } = await pushed.next();
        return done ? { done, value } : { done: false, value: value.event as Told };
      },
      return: () => pushed.return(),
    };
    return source;
  }

  /** Tells all that are open. The cursor after it is `cursor <place>`. */
  tell(event: object, place: number, live = true): void {
    const told: Told = { event, live, cursor: () => `cursor ${place}` };
    for (const pushed of this.#open) pushed.push(told);
  }
}
