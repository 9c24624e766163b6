import type { OutageLog } from '../journal/outage-log.js';
import { TurnRefused } from '../journal/turn-refused.js';
import type { EventResult } from '../roster/take-events.js';
import type { Clock } from '../time/clock.js';
import type { RoomEvent } from '../vendors/calling/room-event.js';

/** In one commit. It keeps commits short. */
const MAX_AT_ONCE = 500;
/** What a database that works takes in within two seconds. Beyond that, the vendor has to send events again. */
const MAX_WAITING = 5_000;
/** So many batches in a row that took too long are no fault of single events. */
const MOST_SLOW_IN_A_ROW = 3;
/** The vendor waits 5 s for its answer. */
const PATIENCE_MS = 4_500;

/** The event is not on disk, or may not be. */
export type NotTaken = 'unavailable';

interface Waiting {
  event: RoomEvent;
  settle(result: EventResult | NotTaken): void;
}

export interface EventIntakeOptions {
  /** Resolves once the events are on disk. */
  store(events: readonly RoomEvent[]): Promise<EventResult[]>;
  clock: Clock;
  outage: Pick<OutageLog, 'failed' | 'succeeded'>;
}

/**
 * Takes events in, in the order of their arrival. Events that arrive during a commit share the next one. Of a batch for whose
 * failure an event may be to blame, the halves are tried apart, in turn with new events, until that event is alone.
 */
export class EventIntake {
  readonly #options: EventIntakeOptions;
  readonly #waiting: Waiting[] = [];
  /** Parts of batches that failed. */
  readonly #apart: (readonly Waiting[])[] = [];
  #slowInARow = 0;
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(options: EventIntakeOptions) {
    this.#options = options;
  }

  /** Resolves once the event is on disk, or when it is too late for the vendor. Never rejects. */
  take(event: RoomEvent): Promise<EventResult | NotTaken> {
    if (this.#closed || this.#waiting.length >= MAX_WAITING) return Promise.resolve('unavailable');
    return new Promise((resolve) => {
      const stopWaiting = this.#options.clock.after(PATIENCE_MS, () => {
        const place = this.#waiting.indexOf(waiting);
        if (place >= 0) this.#waiting.splice(place, 1);
        resolve('unavailable');
      });
      const waiting: Waiting = {
        event,
        settle(result) {
          stopWaiting();
          resolve(result);
        },
      };
      this.#waiting.push(waiting);
      this.#running ??= this.#run();
    });
  }

  /** Finishes the commit under way. What waits is not taken. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { settle } of this.#waiting.splice(0)) settle('unavailable');
    this.#giveUpApart();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Waits one turn, so that events from the same turn share a commit.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0 || this.#apart.length > 0) {
      const batch = this.#waiting.splice(0, MAX_AT_ONCE);
      if (batch.length > 0) await this.#store(batch);
      const part = this.#apart.shift();
      if (part) await this.#store(part);
    }
    this.#running = undefined;
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    const { store, outage } = this.#options;
    try {
      const results = await store(batch.map(({ event }) => event));
      outage.succeeded();
      this.#slowInARow = 0;
      for (const [index, { settle }] of batch.entries()) settle(results[index] ?? 'unavailable');
    } catch (error) {
      outage.failed('batch', error);
      this.#failed(batch, error);
    }
  }

  #failed(batch: readonly Waiting[], error: unknown): void {
    this.#slowInARow = error instanceof TurnRefused && error.tookTooLong ? this.#slowInARow + 1 : 0;
    const isOfEvents = error instanceof TurnRefused && this.#slowInARow < MOST_SLOW_IN_A_ROW;
    if (!isOfEvents) this.#giveUpApart();
    if (!isOfEvents || this.#closed || batch.length === 1) {
      for (const { settle } of batch) settle('unavailable');
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    this.#apart.push(batch.slice(0, middle), batch.slice(middle));
  }

  #giveUpApart(): void {
    for (const { settle } of this.#apart.splice(0).flat()) settle('unavailable');
  }
}
