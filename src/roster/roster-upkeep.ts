import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../time/clock.js';
import type { Roster } from './roster.js';

const EVERY_MS = 15_000;
/** The pause between two batches, so that they hardly delay events. */
const PAUSE_MS = 50;

/** Counts the roster, closes rooms that are quiet, and removes what is no longer needed, in small batches. */
export class RosterUpkeep {
  readonly #roster: Roster;
  readonly #clock: Clock;
  readonly #log: FastifyBaseLogger;
  #cancel: () => void = () => {};
  #sweeping: Promise<void> | undefined;
  #failed = false;
  #closed = false;

  constructor(roster: Roster, clock: Clock, log: FastifyBaseLogger) {
    this.#roster = roster;
    this.#clock = clock;
    this.#log = log;
  }

  start(): void {
    this.#sweepIn(0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#sweeping;
  }

  #sweepIn(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      this.#sweeping = this.#sweep().then((more) => {
        if (!this.#closed) this.#sweepIn(more ? PAUSE_MS : EVERY_MS);
      });
    });
  }

  async #sweep(): Promise<boolean> {
    try {
      const more = await this.#roster.sweep();
      if (!more) await this.#roster.count();
      this.#failed = false;
      return more;
    } catch (error) {
      // While the database is away, other lines say so.
      if (!this.#failed) this.#log.warn({ err: error }, 'the roster could not be tidied up');
      this.#failed = true;
      return false;
    }
  }
}
