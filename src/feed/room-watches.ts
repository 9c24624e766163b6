import { placeOfRoom } from '../values/room-name.js';
import type { FeedEvent } from './feed-event.js';
import type { FeedLog } from './feed-log.js';
import { FeedReading } from './feed-reading.js';
import type { Pushed } from './pushed.js';
import { RoomRuns } from './room-runs.js';
import { RoomWatch, type RoomWatchOptions } from './room-watch.js';

const AT_ONCE = 1_000;
/** What other gateways store is looked for so often, while anybody watches a room. */
const LOOK_EVERY_MS = 250;

export interface RoomWatchesOptions extends RoomWatchOptions {
  feed: FeedLog;
}

/** While anybody watches a room. */
interface Run {
  isOver: boolean;
  actions?: FeedReading;
}

/** Tells what happens in rooms. While nobody wants to know, it reads nothing. */
export class RoomWatches {
  readonly #options: RoomWatchesOptions;
  readonly #watches = new Map<string, RoomWatch>();
  readonly #runs: RoomRuns;
  #last: number | undefined;
  #running: Promise<void> | undefined;
  #wake: () => void = () => {};
  #closed = false;

  constructor(options: RoomWatchesOptions) {
    this.#options = options;
    this.#runs = new RoomRuns(options.restrictions, options.clock);
    options.roster.onStored(() => this.#wake());
  }

  /** Tells the room as it is, and then what happens there. Rejects if the journal cannot be read. */
  async read(place: string): Promise<Pushed> {
    const { roster } = this.#options;
    // The first of those who come at once says where to begin. A later place would leave out what the others wait for.
    if (this.#watches.size === 0) {
      const last = await roster.lastChange();
      if (this.#watches.size === 0) this.#last = last;
    }
    const watch = this.#watches.get(place) ?? new RoomWatch(place, this.#options);
    this.#watches.set(place, watch);
    this.#running ??= this.#run();
    try {
      return await watch.read(() => this.#forget(place, watch));
    } catch (error) {
      this.#forget(place, watch);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    await this.#running;
  }

  #forget(place: string, watch: RoomWatch): void {
    if (!watch.isWatched && this.#watches.get(place) === watch) this.#watches.delete(place);
    if (this.#watches.size === 0) this.#wake();
  }

  async #run(): Promise<void> {
    const run: Run = { isOver: false };
    void this.#readActions(run);
    while (this.#watches.size > 0 && !this.#closed) {
      const more = await this.#look().catch((error) => {
        this.#options.onError(error);
        return false;
      });
      if (!more) await this.#pause();
    }
    run.isOver = true;
    void run.actions?.return();
    this.#running = undefined;
    // Somebody may have come meanwhile.
    if (this.#watches.size > 0 && !this.#closed) this.#running = this.#run();
  }

  /** Resolves with whether there may be more. */
  async #look(): Promise<boolean> {
    const { roster } = this.#options;
    for (const { place, actionId } of await this.#runs.changed([...this.#watches.keys()])) {
      this.#watches.get(place)?.acted(actionId);
    }
    const from: number = this.#last ?? (await roster.lastChange());
    const changes = await roster.changesAfter(from, AT_ONCE);
    for (const change of changes) this.#watches.get(change.place)?.changed(change);
    this.#last = changes.at(-1)?.number ?? from;
    if (changes.length > 0) return changes.length === AT_ONCE;
    // After a long quiet time, old events were all deleted, and numbers begin anew.
    const isAnew = (await roster.lastChange()) < from;
    if (isAnew) this.#last = 0;
    return isAnew;
  }

  /** Restrictions are given, applied again, violated and ended by actions. */
  async #readActions(run: Run): Promise<void> {
    const { feed: log, clock, onError } = this.#options;
    const wants = ({ action }: FeedEvent) => this.#watches.has(placeOf(action) ?? '');
    const tooOld = () => new Error('too old');
    try {
      const from = log.last ?? (await log.lastPlace());
      if (run.isOver) return;
      run.actions = new FeedReading({ log, clock, from, wants, tooOld });
      for await (const { event } of run.actions) {
        const { action } = event as FeedEvent;
        if (action) this.#acted(action);
      }
    } catch (error) {
      onError(error);
      clock.after(1_000, () => {
        if (!run.isOver) void this.#readActions(run);
      });
    } finally {
      // What throws is not returned by the loop.
      await run.actions?.return();
    }
  }

  #acted(action: FeedEvent['action']): void {
    const { id: actionId, causedBy, userIds } = action;
    const place = placeOf(action) ?? '';
    const watch = this.#watches.get(place);
    watch?.acted(actionId);
    // What the gateway does by itself may say that a restriction was violated, and that it holds again.
    if (causedBy !== undefined) watch?.acted(causedBy);
    if (watch && userIds?.length === 0) this.#runs.acted({ actionId, place });
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(LOOK_EVERY_MS, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}

/** Undefined: it is about no room. */
function placeOf({ applicationId, roomId, strRoomId }: FeedEvent['action']): string | undefined {
  if (strRoomId !== undefined) return placeOfRoom(applicationId, { strRoomId });
  return roomId === undefined ? undefined : placeOfRoom(applicationId, { roomId });
}
