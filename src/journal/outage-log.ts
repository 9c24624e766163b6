import type { FastifyBaseLogger } from 'fastify';

export interface OutageWords {
  /** What is lost, and what follows from it. */
  begins: string;
  ends: string;
}

/** Says that something is lost when it is, and that it is back when it is: two lines, however often it fails meanwhile. */
export class OutageLog {
  readonly #log: Pick<FastifyBaseLogger, 'error' | 'info'>;
  readonly #words: OutageWords;
  readonly #nowMs: () => number;
  #outage: { since: number; failures: number } | undefined;

  /** `nowMs`: monotonic. */
  constructor(log: Pick<FastifyBaseLogger, 'error' | 'info'>, words: OutageWords, nowMs: () => number) {
    this.#log = log;
    this.#words = words;
    this.#nowMs = nowMs;
  }

  failed(error: unknown): void {
    if (this.#outage) {
      this.#outage.failures++;
      return;
    }
    this.#outage = { since: this.#nowMs(), failures: 1 };
    this.#log.error({ err: error }, this.#words.begins);
  }

  /** `counts` go into the line. */
  ok(counts: Readonly<Record<string, number>> = {}): void {
    if (!this.#outage) return;
    const { since, failures } = this.#outage;
    this.#outage = undefined;
    this.#log.info({ ...counts, failures, outageMs: Math.round(this.#nowMs() - since) }, this.#words.ends);
  }
}
