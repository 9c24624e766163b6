import type { OutageLog } from '../journal/outage-log.js';
import type { EventResult } from '../roster/take-events.js';
import type { Clock } from '../time/clock.js';
import type { RoomEvent } from '../vendors/calling/room-event.js';

/** In one commit. It keeps commits short. */
const MAX_AT_ONCE = 500;
/** What a database that works takes in within two seconds. Beyond that, the vendor has to send events again. */
const MAX_WAITING = 5_000;
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

/** Takes events in, in the order of their arrival. Events that arrive during a commit share the next one. */
export class EventIntake {
  readonly #options: EventIntakeOptions;
  readonly #waiting: Waiting[] = [];
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
    await this.#running;
  }

  async #run(): Promise<void> {
    // Waits one turn, so that events from the same turn share a commit.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#store(this.#waiting.splice(0, MAX_AT_ONCE));
    this.#running = undefined;
  }

  async #store(batch: readonly Waiting[]): Promise<void> {
    const { store, outage } = this.#options;
    try {
      const results = await store(batch.map(({ event }) => event));
      outage.succeeded();
      for (const [index, { settle }] of batch.entries()) settle(results[index] ?? 'unavailable');
    } catch (error) {
      outage.failed('batch', error);
      for (const { settle } of batch) settle('unavailable');
    }
  }
}
