import type { FastifyBaseLogger } from 'fastify';
import type { KindOfEnds } from '../observability/end-watch.js';
import type { Clock } from '../time/clock.js';
import { Repeated } from '../time/repeated.js';
import type { EntryTimers } from './entry-timers.js';

const EVERY_MS = 15_000;
const PAUSE_MS = 500;
/** Longer than the retention of actions may be, at least. What was done since then is still in the journal. */
const CHECKED_AFTER_MS = 6 * 60 * 60 * 1000;
const CHECKED_AT_ONCE = 200;

/** Counts the ends of entries, and forgets those that newer actions have cancelled. */
export class EntryUpkeep {
  readonly #timers: EntryTimers;
  readonly #log: FastifyBaseLogger;
  readonly #watch: KindOfEnds | undefined;
  readonly #rounds: Repeated;
  #hasFailed = false;

  constructor(timers: EntryTimers, clock: Clock, log: FastifyBaseLogger, watch: KindOfEnds | undefined) {
    this.#timers = timers;
    this.#log = log;
    this.#watch = watch;
    this.#rounds = new Repeated(clock, () => this.#round());
  }

  start(): void {
    this.#rounds.start();
  }

  close(): Promise<void> {
    return this.#rounds.close();
  }

  async #round(): Promise<number> {
    const timers = this.#timers;
    try {
      const checked = await timers.check(timers.now() - CHECKED_AFTER_MS, CHECKED_AT_ONCE);
      const { pending, firstEndsAt } = await timers.totals();
      this.#watch?.show(pending, firstEndsAt === undefined ? 0 : timers.now() - firstEndsAt);
      this.#hasFailed = false;
      return checked === CHECKED_AT_ONCE ? PAUSE_MS : EVERY_MS;
    } catch (error) {
      // While the database is away, other lines say so.
      if (!this.#hasFailed) this.#log.warn({ err: error }, 'timed blacklist entries could not be checked');
      this.#hasFailed = true;
      return EVERY_MS;
    }
  }
}
