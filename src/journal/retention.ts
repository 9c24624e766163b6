import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../time/clock.js';
import { Repeated } from '../time/repeated.js';
import type { Journal } from './journal.js';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 3_600_000;
/** The pause between two batches, so that they hardly delay actions. */
const PAUSE_MS = 100;

/** Deletes actions older than `days` days, in small batches. */
export class Retention {
  readonly #journal: Journal;
  readonly #days: number;
  readonly #clock: Clock;
  readonly #startedAt: { epochMs: number; clock: number };
  readonly #log: FastifyBaseLogger;
  readonly #deletions: Repeated;

  constructor(
    journal: Journal,
    days: number,
    { clock, epochMs }: { clock: Clock; epochMs: () => number },
    log: FastifyBaseLogger,
  ) {
    this.#journal = journal;
    this.#days = days;
    this.#clock = clock;
    this.#startedAt = { epochMs: epochMs(), clock: clock.now() };
    this.#log = log;
    this.#deletions = new Repeated(clock, async () =>
      (await this.#deleteSome()) > 0 ? PAUSE_MS : LOOK_EVERY_MS,
    );
  }

  /** Looks for old actions at once, and then every hour. */
  start(): void {
    this.#deletions.start();
  }

  close(): Promise<void> {
    return this.#deletions.close();
  }

  /** The time, by whichever clock is behind: a clock that is set forward by mistake must not delete everything. */
  #now(): number {
    const { epochMs, clock } = this.#startedAt;
    return Math.min(this.#journal.now(), epochMs + this.#clock.now() - clock);
  }

  async #deleteSome(): Promise<number> {
    try {
      return await this.#journal.deleteSomeBefore(this.#now() - this.#days * DAY_MS);
    } catch (error) {
      this.#log.error({ err: error }, 'old actions could not be deleted');
      return 0;
    }
  }
}
