import { timeOfActionId } from '../journal/action-id.js';
import { type FeedPlace, feedIdAt, lastFeedPlace, readFeed } from '../journal/feed-rows.js';
import type { JournalPages } from '../journal/journal-database.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import { eventOf, type FeedBeat, type FeedEvent, markOf, partsOfCursor } from './feed-event.js';
import { RecentEvents } from './recent-events.js';

const AT_ONCE = 200;
/** Other gateways tell by a notification that there is something to read. It may be lost. */
const LOOK_EVERY_MS = 1_000;
/** Between two looks that find something, so that a burst of commits is not read one by one. */
const REST_MS = 15;
/** An action that is younger and not there was withdrawn, because the journal's file was lost. Retention deletes only older ones. */
const WITHDRAWN_WITHIN_MS = 12 * 3_600_000;

export interface FeedLogOptions {
  pages: JournalPages;
  clock: Clock;
  /** Milliseconds since the epoch, on the journal's clock. */
  nowMs: () => number;
  /** Calls `onGrown` from now on when something may have been committed. It may miss some. */
  listen: (onGrown: () => void) => void;
  outage: Pick<OutageLog, 'failed' | 'succeeded'>;
  /** Is told how long ago the newest of these actions ended, in milliseconds. */
  onRead?: ((lagMs: number) => void) | undefined;
}

/** The cursor's events have been deleted. */
export class TooOld extends Error {
  override readonly name = 'TooOld';
}

/**
 * Reads what happens to actions, once for all who want to know, in the one order that all gateways with this journal share.
 * While nobody wants to know, it reads nothing.
 */
export class FeedLog {
  readonly #options: FeedLogOptions;
  #readers = 0;
  #losses = 0;
  #running = false;
  #closed = false;
  /** Undefined: nobody reads, or the first look has not ended. */
  #state: { last: FeedPlace; recent: RecentEvents } | undefined;
  #listens = false;
  #beat: FeedBeat | undefined;
  #changed = newSignal();
  #woken = newSignal();
  readonly #pages = new Map<string, AskedPage>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: FeedLogOptions) {
    this.#options = options;
  }

  /** Reads at once, if anybody reads. */
  wake(): void {
    if (this.#running) this.#woken.fire();
  }

  /** Whether anybody reads. */
  get isRead(): boolean {
    return this.#readers > 0;
  }

  /** Whether nothing more will be read. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** How often what had been read was not there any more. Who has read before cannot go on. */
  get losses(): number {
    return this.#losses;
  }

  /** Must be called before reading, and `leave` once afterwards. */
  enter(): void {
    this.#readers += 1;
    if (!this.#listens) this.#options.listen(() => this.wake());
    this.#listens = true;
    if (!this.#running && !this.#closed) void this.#run();
  }

  leave(): void {
    this.#readers -= 1;
    if (this.#readers === 0) this.#woken.fire();
  }

  close(): void {
    this.#closed = true;
    this.#woken.fire();
    this.#tellChange();
  }

  /** The last place that can be read now. Rejects if the journal cannot be read. */
  async lastPlace(): Promise<FeedPlace> {
    return lastFeedPlace(this.#options.pages);
  }

  /** The place up to which everything has been read. Undefined: not known yet. */
  get last(): FeedPlace | undefined {
    return this.#state?.last;
  }

  /** Resolves when there is more to read than there was, or nothing has been for a while. */
  changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** That nothing more has happened up to a place. Readers at the same place get the same object. */
  beatAt(place: FeedPlace): FeedBeat {
    if (this.#beat?.place.place !== place.place) this.#beat = { place };
    return this.#beat;
  }

  /**
   * Where a cursor is. Rejects if the journal cannot be read.
   * - `lost`: its place is not older than all that are kept, but is not there, or has something else
   * - undefined: it is no cursor
   */
  async find(cursor: string): Promise<FeedPlace | 'too-old' | 'lost' | undefined> {
    const parts = partsOfCursor(cursor);
    if (!parts) return undefined;
    const id = await feedIdAt(this.#options.pages, parts.place);
    if (id === 'too-old') return id;
    return id !== undefined && markOf(id) === parts.mark ? { place: parts.place, id } : 'lost';
  }

  /**
   * The next events after a place, and the place up to which they are all that there is. Rejects with `TooOld` if some were
   * deleted, and otherwise if the journal cannot be read. Nothing is read if those who asked have left when it is their turn.
   */
  async after({ place, id }: FeedPlace, isThere: () => boolean = () => true): Promise<FeedPage> {
    const state = this.#state;
    // Whoever has caught up by reading the database may be ahead for a moment.
    if (state && state.last.place <= place) return { events: [], upTo: { place, id } };
    const recent = state?.recent.after(place);
    if (state && recent) return { events: recent, upTo: state.last };
    const key = `${place} ${id}`;
    const known = this.#pages.get(key);
    if (known) {
      known.askers.push(isThere);
      return known.page;
    }
    // Readers who catch up read one after the other. Those at the same place share what is read.
    const askers = [isThere];
    const page = this.#turn.then(() =>
      askers.some((isThere) => isThere()) ? this.#read({ place, id }) : { events: [], upTo: { place, id } },
    );
    this.#turn = page.catch(() => {});
    this.#pages.set(key, { page, askers });
    const forget = () => this.#pages.delete(key);
    page.then(forget, forget);
    return page;
  }

  async #read(after: FeedPlace): Promise<FeedPage> {
    const { pages, nowMs } = this.#options;
    const rows = await readFeed(pages, after, AT_ONCE);
    if (rows === 'too-old') throw new TooOld('places were deleted');
    const events: FeedEvent[] = [];
    for (const row of rows) {
      if (row.action) events.push(eventOf(row, row.action));
      else if (timeOfActionId(row.id) < nowMs() - WITHDRAWN_WITHIN_MS)
        throw new TooOld('actions were deleted');
    }
    return { events, upTo: rows.at(-1) ?? after };
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.isRead && !this.#closed) {
      this.#woken = newSignal();
      const found = await this.#look();
      if (found) await this.#pause(REST_MS);
      else await this.#wokenOrAfter(LOOK_EVERY_MS);
    }
    this.#state = undefined;
    this.#running = false;
    // Those that have left meanwhile still wait for a change, and end then.
    this.#tellChange();
  }

  /** Resolves with whether something was found. */
  async #look(): Promise<boolean> {
    const { outage, nowMs, onRead } = this.#options;
    try {
      const from = this.#state?.last ?? (await this.lastPlace());
      this.#state ??= { last: from, recent: new RecentEvents(from.place) };
      const { events, upTo } = await this.#read(from);
      outage.succeeded();
      this.#state.recent.add(events);
      this.#state.last = upTo;
      const ended = events.findLast(({ kind }) => kind === 'ENDED')?.action.finishedAt;
      if (ended !== undefined) onRead?.(Math.max(0, nowMs() - ended));
      return upTo.place > from.place;
    } catch (error) {
      // This gateway stood still for very long, or the database lost what was told. Readers are told.
      if (error instanceof TooOld) this.#forget();
      else outage.failed('the feed', error);
      return false;
    } finally {
      this.#tellChange();
    }
  }

  #forget(): void {
    this.#state = undefined;
    this.#losses += 1;
  }

  #tellChange(): void {
    this.#changed.fire();
    this.#changed = newSignal();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(ms, resolve);
    });
  }

  #wokenOrAfter(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      void this.#woken.promise.then(() => {
        cancel();
        resolve();
      });
    });
  }
}

interface AskedPage {
  readonly page: Promise<FeedPage>;
  /** Whether each of those who asked for it still wants it. */
  readonly askers: (() => boolean)[];
}

export interface FeedPage {
  readonly events: readonly FeedEvent[];
  readonly upTo: FeedPlace;
}

interface Signal {
  readonly promise: Promise<void>;
  fire(): void;
}

function newSignal(): Signal {
  let fire = () => {};
  const promise = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { promise, fire };
}
