import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../time/clock.js';
import { Repeated } from '../time/repeated.js';
import type { Roster } from './roster.js';

const EVERY_MS = 15_000;
/** The pause between two rounds of sweeping, so that they hardly delay events and actions. */
const PAUSE_MS = 50;

/** Counts the roster, closes rooms that are quiet, and removes what is no longer needed, in small batches. */
export class RosterUpkeep {
  readonly #clock: Clock;
  readonly #log: FastifyBaseLogger;
  readonly #chores: readonly Repeated[];

  constructor(roster: Roster, clock: Clock, log: FastifyBaseLogger) {
    this.#clock = clock;
    this.#log = log;
    this.#chores = [
      this.#repeated(() => roster.count().then(() => EVERY_MS)),
      this.#repeated(() => roster.sweep().then((more) => (more ? PAUSE_MS : EVERY_MS))),
    ];
  }

  start(): void {
    for (const chore of this.#chores) chore.start();
  }

  async close(): Promise<void> {
    await Promise.all(this.#chores.map((chore) => chore.close()));
  }

  #repeated(run: () => Promise<number>): Repeated {
    let hasFailed = false;
    return new Repeated(this.#clock, async () => {
      try {
        const pauseMs = await run();
        hasFailed = false;
        return pauseMs;
      } catch (error) {
        // While the database is away, other lines say so.
        if (!hasFailed) this.#log.warn({ err: error }, 'the roster could not be tidied up');
        hasFailed = true;
        return EVERY_MS;
      }
    });
  }
}
