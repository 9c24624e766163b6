import type { Clock } from '../time/clock.js';
import type { OutageLog } from './outage-log.js';

/** A fault that begins just after a write is known after two of these and the time limit: within 8 s. */
const PROBE_EVERY_MS = 2_500;
/** A journal that takes longer is of no use to an action. */
const TIME_LIMIT_MS = 3_000;
/** Where actions fail and probes do not, they come this often. */
const SHORTEST_PAUSE_MS = 500;

/** What is probed. */
export interface Probed {
  /** Looks for what no write would notice; throws when the journal must not be used. Takes no time. */
  check(): void;
  /** Writes as an action does, but leaves nothing. Rejects when it cannot. */
  tryToWrite(): Promise<void>;
}

/**
 * Knows whether the journal can be written. It tries, in the background, unless actions have been written just now; and
 * at once when a write of an action says something else than the last probe.
 */
export class WriteProbe {
  readonly #clock: Clock;
  readonly #outage: OutageLog;
  #probed: Probed | undefined;
  /** Undefined: not known, and about to be. */
  #writable: boolean | undefined;
  #asking: ((writable: boolean) => void)[] = [];
  #probing: Promise<void> | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #cancel: () => void = () => {};
  #closed = false;

  constructor(clock: Clock, outage: OutageLog) {
    this.#clock = clock;
    this.#outage = outage;
  }

  /** Probes at once, and then again and again. */
  start(probed: Probed): void {
    this.#probed = probed;
    this.#probe();
  }

  /** What is known; waits only for the first probe, and for one after a write that did not go as the last one. */
  async writable(): Promise<boolean> {
    return this.#writable ?? new Promise((resolve) => this.#asking.push(resolve));
  }

  /** To be told of every transaction: whether it is on disk. */
  written(onDisk: boolean): void {
    // Which may be the probe's own.
    if (this.#probing) return;
    if (onDisk) this.#writtenAt = this.#clock.now();
    if (onDisk !== this.#writable) this.#doubt();
  }

  /** To be told of anything else that may mean that the journal is lost. */
  trouble(): void {
    if (this.#writable) this.#doubt();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    this.#know(false);
    await this.#probing;
  }

  #doubt(): void {
    if (this.#probing || !this.#probed || this.#closed) return;
    this.#writable = undefined;
    this.#probeIn(Math.max(0, this.#startedAt + SHORTEST_PAUSE_MS - this.#clock.now()));
  }

  #probeIn(ms: number): void {
    this.#cancel();
    this.#cancel = this.#clock.after(ms, () => this.#probe());
  }

  #probe(): void {
    this.#startedAt = this.#clock.now();
    const cancel = this.#clock.after(TIME_LIMIT_MS, () =>
      this.#failed(new Error('the journal takes too long')),
    );
    this.#probing = this.#try()
      .then(
        () => this.#succeeded(),
        (error) => this.#failed(error),
      )
      .finally(() => {
        cancel();
        this.#probing = undefined;
        if (!this.#closed) this.#probeIn(Math.max(0, this.#startedAt + PROBE_EVERY_MS - this.#clock.now()));
      });
  }

  async #try(): Promise<void> {
    this.#probed?.check();
    const writtenLately = this.#writtenAt > this.#clock.now() - PROBE_EVERY_MS;
    if (this.#writable && writtenLately) return;
    await this.#probed?.tryToWrite();
  }

  #succeeded(): void {
    if (this.#closed) return;
    this.#outage.succeeded();
    this.#know(true);
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    this.#outage.failed('probe', error);
    this.#know(false);
  }

  #know(writable: boolean): void {
    this.#writable = writable;
    for (const resolve of this.#asking.splice(0)) resolve(writable);
  }
}
