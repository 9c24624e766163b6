import type { Clock } from '../time/clock.js';
import type { OutageLog } from './outage-log.js';

/**
 * The pause between probes. A fault that begins just after a write is found within two pauses and the time limit, which
 * is 8 s.
 */
const PROBE_EVERY_MS = 2_500;
/** An action cannot wait for a slower journal. */
const TIME_LIMIT_MS = 3_000;
/** The shortest pause between probes, for the case that actions fail and probes succeed. */
const SHORTEST_PAUSE_MS = 500;

/** The journal, as far as the probe uses it. */
export interface Probed {
  /** Checks for damage that no write would notice. Throws if the journal cannot be used. Returns at once. */
  check(): void;
  /** Tests that an action could be written, and leaves nothing behind. Rejects if not. */
  tryToWrite(): Promise<void>;
}

/**
 * Knows whether the journal can be written. It probes in the background, unless an action was written lately. It probes
 * at once if the result of an action's write differs from the last probe's.
 */
export class WriteProbe {
  readonly #clock: Clock;
  readonly #outage: OutageLog;
  #probed: Probed | undefined;
  /** Undefined: unknown until the next probe ends. */
  #writable: boolean | undefined;
  #asking: ((writable: boolean) => void)[] = [];
  #probing: Promise<void> | undefined;
  /** Whether there was a failure or another sign of a loss since the probe under way began. */
  #isOutdated = false;
  #startedAt = Number.NEGATIVE_INFINITY;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #cancel: () => void = () => {};
  #closed = false;

  constructor(clock: Clock, outage: OutageLog) {
    this.#clock = clock;
    this.#outage = outage;
  }

  /** Probes at once, and then at intervals. */
  start(probed: Probed): void {
    this.#probed = probed;
    this.#probe();
  }

  /**
   * The latest result. It waits only for the first probe, and for the probe after a write with an unexpected result.
   */
  async writable(): Promise<boolean> {
    return this.#writable ?? new Promise((resolve) => this.#asking.push(resolve));
  }

  /** Must be called after every transaction, with whether it is on disk. */
  written(onDisk: boolean): void {
    if (this.#probing) {
      // The transaction may be the probe's own. If not, the probe's result may be older than this failure.
      if (!onDisk) this.#isOutdated = true;
      return;
    }
    if (onDisk) this.#writtenAt = this.#clock.now();
    if (onDisk !== this.#writable) this.#doubt();
  }

  /** Must be called for any other sign that the journal is lost. */
  trouble(): void {
    if (this.#probing) this.#isOutdated = true;
    else if (this.#writable) this.#doubt();
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
    this.#isOutdated = false;
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
        if (this.#closed) return;
        const pause = this.#writable === undefined ? SHORTEST_PAUSE_MS : PROBE_EVERY_MS;
        this.#probeIn(Math.max(0, this.#startedAt + pause - this.#clock.now()));
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
    if (this.#isOutdated) {
      this.#writable = undefined;
      return;
    }
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
