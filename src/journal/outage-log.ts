import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../time/clock.js';

/** What an outage is called in the log when it begins and when it ends. */
export interface OutageWords {
  begin: string;
  end: string;
}

/** Logs an outage in two lines, one when it begins and one when it ends, however much fails in between. */
export class OutageLog {
  readonly #log: FastifyBaseLogger;
  readonly #clock: Clock;
  readonly #words: OutageWords;
  #since: number | undefined;
  #failures: Record<string, number> = {};

  constructor(log: FastifyBaseLogger, clock: Clock, words: OutageWords) {
    this.#log = log;
    this.#clock = clock;
    this.#words = words;
  }

  /** `what` failed: it is counted, under this name, for the line that ends the outage. */
  failed(what: string, error: unknown): void {
    this.#failures[what] = (this.#failures[what] ?? 0) + 1;
    if (this.#since !== undefined) return;
    this.#since = this.#clock.now();
    this.#log.error({ err: error }, this.#words.begin);
  }

  /** Something succeeded. Costs nothing while there is no outage. */
  succeeded(): void {
    if (this.#since === undefined) return;
    const outageMs = Math.round(this.#clock.now() - this.#since);
    this.#log.info({ failures: this.#failures, outageMs }, this.#words.end);
    this.#since = undefined;
    this.#failures = {};
  }
}
