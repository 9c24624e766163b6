import type { Clock } from '../time/clock.js';
import { FairLine } from '../vendors/calling/fair-line.js';
import type { Signal } from '../vendors/calling/quota.js';

/** One: more of them would hardly be read sooner, and actions would wait longer for a database or a processor. */
export const PAGES_AT_ONCE = 1;
/** Of all readers together, and of one: a page takes some hundredths of a second, so these wait for seconds. */
const MAX_WAITING = 200;
const MAX_WAITING_OF_READER = 20;
/** Longer than these would take; where a database is away, each page takes seconds. */
const MAX_WAIT_MS = 15_000;
const MAX_REST_MS = 100;

export interface Reader {
  name: string;
  /** Aborted when nobody waits for the page any more. */
  signal: Signal;
}

/**
 * Where readers wait for their pages, each reader in turn, so that nobody's many pages hold up others' few, and what
 * waits does not grow. While some wait, there is a rest after each page, as long as it took: for actions.
 */
export class ReadingLine {
  readonly #line = new FairLine<() => void>(MAX_WAITING);
  readonly #waitingOf = new Map<string, number>();
  #reading = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves with what `read` does, once it is the reader's turn; undefined: too many wait, or it took too long. */
  async read<Page>(reader: Reader, read: () => Promise<Page>): Promise<Page | undefined> {
    if (this.#reading < PAGES_AT_ONCE) this.#reading++;
    else if (!(await this.#turn(reader))) return undefined;
    const startedAt = this.#clock.now();
    try {
      return await read();
    } finally {
      const rest = Math.min(this.#clock.now() - startedAt, MAX_REST_MS);
      // Whoever reads alone does not have to wait.
      if (rest > 0 && this.#line.size > 0) this.#clock.after(rest, () => this.#handOver());
      else this.#handOver();
    }
  }

  /** The place at the database goes over to the next. */
  #handOver(): void {
    const next = this.#line.next();
    if (next) next();
    else this.#reading--;
  }

  async #turn({ name, signal }: Reader): Promise<boolean> {
    const waiting = this.#waitingOf.get(name) ?? 0;
    if (signal.aborted || this.#line.size === MAX_WAITING || waiting === MAX_WAITING_OF_READER) return false;
    this.#waitingOf.set(name, waiting + 1);
    let leave = () => {};
    let stopWaiting = () => {};
    const came = await new Promise<boolean>((resolve) => {
      const place = this.#line.join(name, () => resolve(true));
      leave = () => {
        this.#line.leave(place);
        resolve(false);
      };
      signal.addEventListener('abort', leave);
      stopWaiting = this.#clock.after(MAX_WAIT_MS, leave);
    });
    stopWaiting();
    signal.removeEventListener('abort', leave);
    const left = (this.#waitingOf.get(name) ?? 0) - 1;
    if (left > 0) this.#waitingOf.set(name, left);
    else this.#waitingOf.delete(name);
    return came;
  }
}
