import type { ServerResponse } from 'node:http';

/** A reader with so much to read is too slow. */
const MAX_WAITING_BYTES = 1_048_576;
const MAX_WAITING_EVENTS = 1_000;
/** So much, or so many events, are written before more is told. */
const WRITTEN_AT_ONCE_BYTES = 65_536;
const WRITTEN_AT_ONCE_EVENTS = 10;
/** How long a reader who is told what happens now is waited for, before more is kept for it. */
const PACE_MS = 50;
/** How long a reader may take for what it is told at the end. */
const LINGER_MS = 5_000;

/** Writes what streams are told, joined. */
export interface Writing {
  /** Has `flush` of the stream called soon. */
  soon(stream: EventStream): void;
}

/** One stream of server-sent events. Nothing is lost in it: what cannot be kept for a slow reader ends it. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #writing: Writing;
  /** What is not written yet, and how many events are in it. */
  #text = '';
  #bytes = 0;
  #events = 0;
  /** The events that were written while the system took no more. */
  #stuckEvents = 0;
  #isStuck = false;
  /** The events since others last had their turn. */
  #unpaced = 0;
  #ended = false;

  readonly #freed = () => {
    this.#isStuck = false;
    this.#stuckEvents = 0;
  };

  constructor(response: ServerResponse, writing: Writing) {
    this.#response = response;
    this.#writing = writing;
  }

  /** Calls `listener` once, when the connection has ended or the stream was ended. */
  onClose(listener: () => void): void {
    this.#response.once('close', listener);
  }

  get isOpen(): boolean {
    return !this.#ended && !this.#response.destroyed;
  }

  /** Returns false if the reader is too slow: then the stream must be ended. */
  tell(message: string): boolean {
    if (!this.isOpen) return true;
    this.#text += message;
    this.#bytes += Buffer.byteLength(message);
    this.#events += 1;
    this.#writing.soon(this);
    return (
      this.#events + this.#stuckEvents <= MAX_WAITING_EVENTS &&
      this.#bytes + this.#response.writableLength <= MAX_WAITING_BYTES
    );
  }

  /** Keeps the connection from looking idle. */
  comment(): void {
    if (this.isOpen) this.#text += ':\n\n';
    this.#writing.soon(this);
  }

  /** Writes what was told. */
  flush(): void {
    if (!this.isOpen || this.#text === '') return;
    const text = this.#text;
    this.#text = '';
    this.#bytes = 0;
    if (!this.#response.write(text)) {
      this.#stuckEvents += this.#events;
      if (!this.#isStuck) this.#response.once('drain', this.#freed);
      this.#isStuck = true;
    }
    this.#events = 0;
  }

  /** Lets a burst be written, and others have their turn, before more is told. */
  async pace(): Promise<void> {
    this.#unpaced += 1;
    if (this.#unpaced < WRITTEN_AT_ONCE_EVENTS && this.#bytes < WRITTEN_AT_ONCE_BYTES) return;
    this.#unpaced = 0;
    if (this.#bytes >= WRITTEN_AT_ONCE_BYTES) await this.drained(PACE_MS);
    await new Promise(setImmediate);
  }

  /** Resolves with true when all that was told has been written, or the stream has ended; with false after the time. */
  async drained(limitMs: number): Promise<boolean> {
    this.flush();
    if (!this.isOpen || !this.#response.writableNeedDrain) return true;
    return new Promise<boolean>((resolve) => {
      const settle = (isDrained: boolean) => {
        clearTimeout(timer);
        this.#response.off('drain', drained);
        this.#response.off('close', drained);
        resolve(isDrained);
      };
      const drained = () => settle(true);
      const timer = setTimeout(() => settle(false), limitMs);
      this.#response.once('drain', drained);
      this.#response.once('close', drained);
    });
  }

  /** Tells the last messages and ends the connection. A reader who does not take them in time is cut off. */
  end(messages: string): void {
    if (!this.isOpen) return;
    const text = this.#text + messages;
    this.#text = '';
    this.#ended = true;
    const { socket } = this.#response;
    const timer = setTimeout(() => socket?.destroy(), LINGER_MS);
    this.#response.once('close', () => clearTimeout(timer));
    // Otherwise the connection would stay open for another request, and delay a shutdown.
    this.#response.end(text, () => socket?.destroySoon());
  }
}
