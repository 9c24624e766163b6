import type { Clock } from '../time/clock.js';
import { LedgerClock } from '../time/ledger-clock.js';

const READ_EVERY_MS = 10_000;

/** An answer that took longer leaves much room for the database's time, so it is asked for again at once. */
const QUICK_MS = 10;

/** How often and for how long it is asked for again at most. Whoever starts waits for it. */
const READINGS_AT_ONCE = 5;
const AT_ONCE_MS = 1_000;

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

  /** Reads the time at once and every ten seconds. Resolves after the first readings, even if they fail. */
  start(): Promise<void> {
    this.#reading = this.#readQuickly().then(() => {
      if (!this.#closed) this.#cancel = this.#clock.after(READ_EVERY_MS, () => void this.start());
    });
    return this.#reading;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#reading;
  }

  async #readQuickly(): Promise<void> {
    const until = this.#clock.now() + AT_ONCE_MS;
    try {
      for (let readings = 0; readings < READINGS_AT_ONCE && !this.#closed; readings++) {
        const askedAt = this.#clock.now();
        const reading = await this.#read();
        const heardAt = this.#clock.now();
        this.#ledgerClock.hear(reading, askedAt, heardAt);
        this.#known = true;
        if (heardAt - askedAt <= QUICK_MS || heardAt >= until) return;
      }
    } catch {
      // The last reading stays in use. A failed write reports the lost database.
    }
  }
}
