import type { Clock } from '../time/clock.js';
import type { EventStream, Writing } from './event-stream.js';
import type { StreamEnd } from './stream-messages.js';

const TICK_MS = 1_000;
/** What a stream is told within this time is written together. */
const JOINED_MS = 50;
/** Proxies commonly end connections that are silent for 60 s, some after 30 s. */
const COMMENT_EVERY_MS = 15_000;
/** How long clients may wait at random before they come back after a shutdown, so that they do not come all at once. */
const COME_BACK_WITHIN_MS = 5_000;

export interface StreamLimits {
  /** Of all callers. */
  maxStreams: number;
  /** Of one caller. */
  maxPerCaller: number;
}

export interface OpenStream {
  readonly stream: EventStream;
  /** Ends the stream, and tells its reader why. */
  end(why: StreamEnd): void;
  /** Ends the stream if its reader may no longer read. */
  recheck(): Promise<void>;
}

/** The streams that are open: how many may be, and what is due for all of them. */
export class OpenStreams implements Writing {
  readonly #limits: StreamLimits;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #open = new Map<OpenStream, { commentAt: number }>();
  readonly #perCaller = new Map<string, number>();
  #reserved = 0;
  #closing = false;
  #cancelTick: (() => void) | undefined;
  readonly #toFlush = new Set<EventStream>();
  #flushedAt = Number.NEGATIVE_INFINITY;

  constructor(limits: StreamLimits, clock: Clock, random: () => number) {
    this.#limits = limits;
    this.#clock = clock;
    this.#random = random;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Takes room for one more stream. The result gives it back, and must be called once. */
  reserve(caller: string): (() => void) | 'closing' | 'too-many' | 'too-many-of-caller' {
    const own = this.#perCaller.get(caller) ?? 0;
    if (this.#closing) return 'closing';
    if (this.#reserved >= this.#limits.maxStreams) return 'too-many';
    if (own >= this.#limits.maxPerCaller) return 'too-many-of-caller';
    this.#reserved += 1;
    this.#perCaller.set(caller, own + 1);
    return () => {
      this.#reserved -= 1;
      const left = (this.#perCaller.get(caller) ?? 1) - 1;
      if (left > 0) this.#perCaller.set(caller, left);
      else this.#perCaller.delete(caller);
    };
  }

  add(open: OpenStream): void {
    this.#open.set(open, { commentAt: this.#clock.now() + COMMENT_EVERY_MS });
    if (this.#closing) open.end(this.#shutdown());
    else this.#cancelTick ??= this.#clock.after(TICK_MS, () => this.#tick());
  }

  delete(open: OpenStream): void {
    this.#open.delete(open);
    this.#toFlush.delete(open.stream);
  }

  soon(stream: EventStream): void {
    this.#toFlush.add(stream);
    if (this.#toFlush.size > 1) return;
    const waitMs = this.#flushedAt + JOINED_MS - this.#clock.now();
    // What is told in the same turn is written together in any case.
    if (waitMs <= 0) setImmediate(() => this.#flush());
    else this.#clock.after(waitMs, () => this.#flush());
  }

  /** Ends all streams, and refuses new ones. */
  close(): void {
    this.#closing = true;
    this.#cancelTick?.();
    for (const open of [...this.#open.keys()]) open.end(this.#shutdown());
  }

  #shutdown(): StreamEnd {
    return {
      ending: 'shutdown',
      code: 'GATEWAY_UNAVAILABLE',
      message: 'The gateway is shutting down: subscribe again, with the last cursor.',
      retryAfterMs: Math.round(this.#random() * COME_BACK_WITHIN_MS),
    };
  }

  #flush(): void {
    this.#flushedAt = this.#clock.now();
    const streams = [...this.#toFlush];
    this.#toFlush.clear();
    for (const stream of streams) stream.flush();
  }

  #tick(): void {
    const now = this.#clock.now();
    for (const [open, due] of this.#open) {
      void open.recheck();
      if (now < due.commentAt) continue;
      due.commentAt = now + COMMENT_EVERY_MS;
      open.stream.comment();
    }
    this.#cancelTick = this.#open.size > 0 ? this.#clock.after(TICK_MS, () => this.#tick()) : undefined;
  }
}
