import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../time/clock.js';

/** The log lines for the beginning and the end of an outage. */
export interface OutageWords {
  begin: string;
  end: string;
}

/** Logs an outage in two lines, one when it begins and one when it ends, regardless of the number of failures. */
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

  /** Counts a failure under the name `what`, for the line that ends the outage. */
  failed(what: string, error: unknown): void {
    this.#failures[what] = (this.#failures[what] ?? 0) + 1;
    if (this.#since !== undefined) return;
    this.#since = this.#clock.now();
    this.#log.error({ err: error }, this.#words.begin);
  }

  /** Ends the outage, if there is one. It costs nothing otherwise. */
  succeeded(): void {
    if (this.#since === undefined) return;
    const outageMs = Math.round(this.#clock.now() - this.#since);
    this.#log.info({ failures: this.#failures, outageMs }, this.#words.end);
    this.#since = undefined;
    this.#failures = {};
  }
}
