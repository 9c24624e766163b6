import { journalUnavailable } from '../errors/journal-errors.js';
import type { Journal } from '../journal/journal.js';
import { NotWritten } from '../journal/journal-database.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import { outcomeOf } from './answer.js';

/** An id takes about 100 bytes. While so many ids wait, no new intent is written. */
const MAX_INTENTS = 10_000;
const IDS_PER_WRITE = 200;
const RETRY_MS = 1_000;
const TRIES_AT_CLOSE = 5;

/**
 * Intents that may or may not be in the journal: the connection was lost while they were written, or the write took too
 * long. Their actions were refused. Recovery would carry out such an intent, although its caller was told that nothing was
 * sent. So this class marks each intent as refused. It repeats that until the intent's lease is over, because the write of
 * the intent may still be on its way to the database.
 */
export class DoubtfulIntents {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #outage: OutageLog;
  readonly #leaseMs: number;
  /** By action id: when the lease ends, on `#clock`. */
  readonly #leaseEnds = new Map<string, number>();
  #running: Promise<void> | undefined;
  #cancelPause: () => void = () => {};
  #closed = false;

  constructor(journal: Journal, clock: Clock, outage: OutageLog, leaseMs: number) {
    this.#journal = journal;
    this.#clock = clock;
    this.#outage = outage;
    this.#leaseMs = leaseMs;
  }

  /** Throws `NotWritten` while there is no room for another intent. */
  checkRoom(): void {
    if (this.#leaseEnds.size >= MAX_INTENTS) {
      throw new NotWritten('too many actions wait to be recorded as refused');
    }
  }

  add(id: string): void {
    this.#leaseEnds.set(id, this.#clock.now() + this.#leaseMs);
    this.#running ??= this.#endAgainAndAgain();
  }

  /** Tries for a few more seconds if writes fail, and then gives up the rest. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelPause();
    await this.#running;
  }

  async #endAgainAndAgain(): Promise<void> {
    for (let triesLeft = TRIES_AT_CLOSE; this.#leaseEnds.size > 0; ) {
      const ended = await this.#endAll();
      if (this.#closed) triesLeft = ended ? 0 : triesLeft - 1;
      if (triesLeft === 0) break;
      await this.#pause();
    }
    this.#running = undefined;
  }

  /** Resolves with false when the journal cannot be written. */
  async #endAll(): Promise<boolean> {
    const ids = [...this.#leaseEnds.keys()];
    const startedAt = this.#clock.now();
    const outcome = outcomeOf(journalUnavailable(), 0, 0, 0);
    try {
      for (let first = 0; first < ids.length; first += IDS_PER_WRITE) {
        const ended = await this.#journal.endAll(ids.slice(first, first + IDS_PER_WRITE), outcome);
        for (const id of ended) this.#leaseEnds.delete(id);
      }
      this.#outage.succeeded();
      for (const id of ids) {
        if ((this.#leaseEnds.get(id) ?? 0) <= startedAt) this.#leaseEnds.delete(id);
      }
      return true;
    } catch (error) {
      this.#outage.failed('refusal', error);
      return false;
    }
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(RETRY_MS, resolve);
      this.#cancelPause = () => {
        cancel();
        resolve();
      };
    });
  }
}
