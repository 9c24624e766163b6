import type { Clock } from '../time/clock.js';
import { LedgerClock } from '../time/ledger-clock.js';

const READ_EVERY_MS = 10_000;

/**
 * The database's time, estimated between readings. Gateways that share a database stamp actions with its time, because
 * their machines' clocks can differ by seconds. Before the first reading, this is the machine's own time.
 */
export class DatabaseTime {
  readonly #clock: Clock;
  readonly #epochMs: () => number;
  readonly #read: () => Promise<number>;
  readonly #ledgerClock = new LedgerClock();
  #known = false;
  #cancel: () => void = () => {};
  #reading: Promise<void> = Promise.resolve();
  #closed = false;

  /** `read` resolves with the database's time in milliseconds since the epoch. */
  constructor({ clock, epochMs }: { clock: Clock; epochMs: () => number }, read: () => Promise<number>) {
    this.#clock = clock;
    this.#epochMs = epochMs;
    this.#read = read;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#known ? this.#ledgerClock.atLeast(this.#clock.now()) : this.#epochMs();
  }

  /** Reads the time at once and every ten seconds. Resolves after the first reading, even if that fails. */
  start(): Promise<void> {
    this.#reading = this.#readOnce().then(() => {
      if (!this.#closed) this.#cancel = this.#clock.after(READ_EVERY_MS, () => void this.start());
    });
    return this.#reading;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#reading;
  }

  async #readOnce(): Promise<void> {
    const askedAt = this.#clock.now();
    try {
      this.#ledgerClock.hear(await this.#read(), askedAt, this.#clock.now());
      this.#known = true;
    } catch {
      // The last reading stays in use. A failed write reports the lost database.
    }
  }
}
