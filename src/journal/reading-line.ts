import type { Clock } from '../time/clock.js';
import { FairLine } from '../vendors/calling/fair-line.js';
import type { Signal } from '../vendors/calling/quota.js';

/**
 * One page at a time: more would hardly be read sooner, and actions would wait longer for the database or the
 * processor.
 */
export const PAGES_AT_ONCE = 1;
/** The most that may wait. */
interface LineLimits {
  /** For all readers together. */
  waiting: number;
  waitingOfReader: number;
}

/**
 * A page takes some hundredths of a second, so the line takes seconds. A request waits for one page at a time, and a moderator
 * may undo, or lift, fifty actions at once.
 */
const LIMITS: LineLimits = { waiting: 200, waitingOfReader: 50 };
/** Longer than a full line normally takes. While the database is away, each page takes seconds. */
const MAX_WAIT_MS = 15_000;
const MAX_REST_MS = 100;

export interface Reader {
  name: string;
  /** Aborted when the reader no longer waits for the page. */
  signal: Signal;
}

/**
 * The line in which readers wait for their pages. Readers take turns, so one reader's many pages do not hold up
 * another's few, and the line has a limit. While some wait, the line pauses after each page for as long as the page
 * took, to leave room for actions.
 */
export class ReadingLine {
  readonly #limits: LineLimits;
  readonly #line: FairLine<() => void>;
  readonly #waitingOf = new Map<string, number>();
  #reading = 0;
  readonly #clock: Clock;

  constructor(clock: Clock, limits: LineLimits = LIMITS) {
    this.#clock = clock;
    this.#limits = limits;
    this.#line = new FairLine(limits.waiting);
  }

  /**
   * Runs `read` when it is the reader's turn, and resolves with its result. Undefined: too many wait, or the wait took
   * too long.
   */
  async read<Page>(reader: Reader, read: () => Promise<Page>): Promise<Page | undefined> {
    if (this.#reading < PAGES_AT_ONCE) this.#reading++;
    else if (!(await this.#turn(reader))) return undefined;
    const startedAt = this.#clock.now();
    try {
      return await read();
    } finally {
      const rest = Math.min(this.#clock.now() - startedAt, MAX_REST_MS);
      // A single reader need not wait.
      if (rest > 0 && this.#line.size > 0) this.#clock.after(rest, () => this.#handOver());
      else this.#handOver();
    }
  }

  /** Passes the turn to the next reader. */
  #handOver(): void {
    const next = this.#line.next();
    if (next) next();
    else this.#reading--;
  }

  async #turn({ name, signal }: Reader): Promise<boolean> {
    const waiting = this.#waitingOf.get(name) ?? 0;
    const isFull = this.#line.size === this.#limits.waiting || waiting === this.#limits.waitingOfReader;
    if (signal.aborted || isFull) return false;
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
