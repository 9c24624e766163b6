import type { Clock } from '../time/clock.js';
import { URGENCIES, type Urgency } from '../vendors/calling/shared-line.js';

export interface DueLineOptions<Job> {
  /** How many may run at once by now. 0: those whose time has come are dropped. */
  atOnce(): number;
  run(job: Job, urgency: Urgency): Promise<void>;
  onDrop(job: Job): void;
  onFault(fault: unknown, job: Job): void;
}

interface Entry<Job> {
  readonly job: Job;
  readonly urgency: Urgency;
  /** Absent: it waits for its turn only. */
  readonly stopWaiting?: () => void;
}

/** Runs jobs by urgency, some at once, and one at a time for each key. */
export class DueLine<Job> {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #options: DueLineOptions<Job>;
  /** By key, those whose time has come in the order in which it came. */
  readonly #ready: Readonly<Record<Urgency, Map<string, Entry<Job>>>> = {
    publishes: new Map(),
    came: new Map(),
    flaps: new Map(),
  };
  readonly #later = new Map<string, Entry<Job>>();
  readonly #running = new Map<string, Promise<void>>();
  /** What came for a key that runs. */
  readonly #next = new Map<string, { job: Job; urgency: Urgency; waitMs: number }>();
  #closed = false;

  constructor(clock: Pick<Clock, 'after'>, options: DueLineOptions<Job>) {
    this.#clock = clock;
    this.#options = options;
  }

  /** The number of those that wait. */
  get size(): number {
    return URGENCIES.reduce((sum, urgency) => sum + this.#ready[urgency].size, this.#later.size);
  }

  /** Whether something waits or runs for the key. */
  has(key: string): boolean {
    return this.#running.has(key) || this.#waiting(key) !== undefined;
  }

  /** Nothing is added for a key for which something waits, unless that is less urgent. */
  add(key: string, job: Job, urgency: Urgency, waitMs = 0): void {
    if (this.#closed) return;
    if (this.#running.has(key)) {
      this.#next.set(key, { job, urgency, waitMs });
      return;
    }
    const known = this.#waiting(key);
    if (known) {
      const isMore = URGENCIES.indexOf(urgency) < URGENCIES.indexOf(known.urgency);
      // What waits for its time does so for a reason.
      if (!isMore || known.stopWaiting) return;
      this.#ready[known.urgency].delete(key);
    }
    if (waitMs <= 0) {
      this.#ready[urgency].set(key, { job, urgency });
      this.#go();
      return;
    }
    const stopWaiting = this.#clock.after(waitMs, () => {
      this.#later.delete(key);
      this.#ready[urgency].set(key, { job, urgency });
      this.#go();
    });
    this.#later.set(key, { job, urgency, stopWaiting });
  }

  /** Forgets what waits. Resolves once nothing runs. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { stopWaiting } of this.#later.values()) stopWaiting?.();
    this.#later.clear();
    for (const urgency of URGENCIES) this.#ready[urgency].clear();
    await Promise.all(this.#running.values());
  }

  #waiting(key: string): Entry<Job> | undefined {
    return this.#later.get(key) ?? URGENCIES.map((urgency) => this.#ready[urgency].get(key)).find(Boolean);
  }

  #go(): void {
    const most = this.#options.atOnce();
    if (most === 0) this.#dropReady();
    while (!this.#closed && this.#running.size < most) {
      const first = this.#takeFirst();
      if (!first) return;
      const [key, { job, urgency }] = first;
      const running = this.#options
        .run(job, urgency)
        .catch((fault) => this.#options.onFault(fault, job))
        .then(() => this.#ended(key));
      this.#running.set(key, running);
    }
  }

  #dropReady(): void {
    for (let first = this.#takeFirst(); first; first = this.#takeFirst()) this.#options.onDrop(first[1].job);
  }

  #takeFirst(): [string, Entry<Job>] | undefined {
    for (const urgency of URGENCIES) {
      for (const first of this.#ready[urgency]) {
        this.#ready[urgency].delete(first[0]);
        return first;
      }
    }
    return undefined;
  }

  #ended(key: string): void {
    this.#running.delete(key);
    const next = this.#next.get(key);
    this.#next.delete(key);
    if (next) this.add(key, next.job, next.urgency, next.waitMs);
    this.#go();
  }
}
