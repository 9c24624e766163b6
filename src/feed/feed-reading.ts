import type { FeedPlace } from '../journal/feed-rows.js';
import type { Clock } from '../time/clock.js';
import { cursorOf, type FeedBeat, type FeedEvent } from './feed-event.js';
import { type FeedLog, TooOld } from './feed-log.js';
import type { Told, ToldSource } from './told.js';

/** How often a reader is told a cursor if nothing happens. */
const BEAT_EVERY_MS = 15_000;
const RETRY_MS = 1_000;

export interface FeedReadingOptions {
  log: FeedLog;
  clock: Clock;
  /** What happened after this place is told. */
  from: FeedPlace;
  wants: (event: FeedEvent) => boolean;
  /** The error if what comes next was deleted. */
  tooOld: () => Error;
}

/** Reads the feed for one subscriber, from a place on. */
export class FeedReading implements ToldSource {
  readonly #log: FeedLog;
  readonly #clock: Clock;
  readonly #wants: (event: FeedEvent) => boolean;
  readonly #tooOld: () => Error;
  #place: FeedPlace;
  #events: readonly FeedEvent[] = [];
  #next = 0;
  #upTo: FeedPlace;
  /** Whether there was nothing more to read than the page before. */
  #reached = false;
  #live = false;
  #hasReached = false;
  #beatAt = Number.NEGATIVE_INFINITY;
  readonly #losses: number;
  #done = false;

  constructor({ log, clock, from, wants, tooOld }: FeedReadingOptions) {
    this.#log = log;
    this.#clock = clock;
    this.#wants = wants;
    this.#tooOld = tooOld;
    this.#place = from;
    this.#upTo = from;
    this.#losses = log.losses;
    log.enter();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Rejects if what comes next was deleted. */
  async next(): Promise<IteratorResult<Told, undefined>> {
    while (!this.#done && !this.#log.isClosed) {
      const told = this.#wanted() ?? this.#beat();
      if (told) return { done: false, value: told };
      await this.#read();
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Told, undefined>> {
    if (!this.#done) this.#log.leave();
    this.#done = true;
    this.#events = [];
    return { done: true, value: undefined };
  }

  #wanted(): Told | undefined {
    while (this.#next < this.#events.length) {
      const event = this.#events[this.#next++];
      if (!event) break;
      this.#place = event.place;
      if (this.#wants(event)) return this.#told(event);
    }
    this.#place = this.#upTo;
    return undefined;
  }

  /** The first that a subscriber is told, and what it is told every 15 s. */
  #beat(): Told | undefined {
    const now = this.#clock.now();
    if (now - this.#beatAt < BEAT_EVERY_MS) return undefined;
    this.#beatAt = now;
    return this.#told(this.#log.beatAt(this.#place));
  }

  #told(event: FeedEvent | FeedBeat): Told {
    // What a reader has missed is not late.
    const endedAt = event.kind === 'ENDED' && this.#hasReached ? event.action.finishedAt : undefined;
    return { event, live: this.#live, cursor: () => cursorOf(event.place), endedAt };
  }

  async #read(): Promise<void> {
    try {
      const change = this.#log.changed();
      if (this.#log.losses !== this.#losses) throw new TooOld('the places that were read are gone');
      const { events, upTo } = await this.#log.after(this.#place, () => !this.#done);
      this.#events = events;
      this.#next = 0;
      this.#upTo = upTo;
      const last = this.#log.last;
      const reached = last !== undefined && upTo.place >= last.place;
      this.#live = reached && this.#reached;
      this.#reached = reached;
      if (reached) this.#hasReached = true;
      if (events.length === 0 && upTo.place <= this.#place.place) await change;
    } catch (error) {
      if (error instanceof TooOld) throw this.#tooOld();
      // The journal cannot be read now. It is read on from here.
      await new Promise<void>((resolve) => {
        this.#clock.after(RETRY_MS, resolve);
      });
    }
  }
}
