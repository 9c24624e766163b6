import type { Clock } from '../time/clock.js';

/** In this time, each cause is logged once. */
const REPEAT_MS = 600_000;
/** In the same time, no more than this many causes are logged. */
const MOST_CAUSES = 5;
const LONGEST_CAUSE = 200;

export interface CauseWriter {
  warn(details: object, message: string): void;
  info(details: object, message: string): void;
}

/** The log lines for something that the gateway calls. */
export interface CauseWords {
  failing: string;
  working: string;
}

/** Logs why something that the gateway calls cannot be used: a line for each cause, repeated rarely. */
export class CauseLog {
  readonly #log: CauseWriter;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #words: CauseWords;
  readonly #details: object;
  readonly #logged = new Set<string>();
  #since = Number.NEGATIVE_INFINITY;
  #failing = false;

  /** `details` are in each line. */
  constructor(log: CauseWriter, clock: Pick<Clock, 'now'>, words: CauseWords, details: object) {
    this.#log = log;
    this.#clock = clock;
    this.#words = words;
    this.#details = details;
  }

  /** `cause` must contain no secret. */
  failed(cause: string): void {
    const now = this.#clock.now();
    if (now - this.#since >= REPEAT_MS) {
      this.#since = now;
      this.#logged.clear();
    }
    if (this.#logged.has(cause) || this.#logged.size >= MOST_CAUSES) return;
    this.#logged.add(cause);
    this.#failing = true;
    this.#log.warn({ ...this.#details, cause: cause.slice(0, LONGEST_CAUSE) }, this.#words.failing);
  }

  /** Costs nothing unless a cause was logged. */
  succeeded(): void {
    if (!this.#failing) return;
    this.#failing = false;
    this.#log.info(this.#details, this.#words.working);
  }
}

/** The words and the code of a failed request: `getaddrinfo ENOTFOUND example.com`, `self-signed certificate (…)`. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // `fetch` wraps what happened. A name with several addresses has an error for each.
  if (error.cause instanceof Error) return causeOf(error.cause);
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0]);
  const { code } = error as NodeJS.ErrnoException;
  const words = error.message || error.name;
  return code === undefined || words.includes(String(code)) ? words : `${words} (${code})`;
}
