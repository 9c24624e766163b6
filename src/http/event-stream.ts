import type { ServerResponse } from 'node:http';

/** A reader with so much to read is too slow. */
const MAX_WAITING_BYTES = 1_048_576;
const MAX_WAITING_EVENTS = 1_000;
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
  #events = 0;
  /** The events that were written while the system took no more. */
  #stuckEvents = 0;
  #ended = false;

  readonly #freed = () => {
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
    this.#events += 1;
    this.#writing.soon(this);
    return (
      this.#events + this.#stuckEvents <= MAX_WAITING_EVENTS &&
      this.#text.length + this.#response.writableLength <= MAX_WAITING_BYTES
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
    const wasStuck = this.#stuckEvents > 0;
    this.#text = '';
    if (!this.#response.write(text)) {
      this.#stuckEvents += this.#events;
      if (!wasStuck) this.#response.once('drain', this.#freed);
    }
    this.#events = 0;
  }

  /** Resolves when all that was told has been written, or the stream has ended. */
  async drained(): Promise<void> {
    this.flush();
    if (!this.isOpen || !this.#response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const settle = () => {
        this.#response.off('drain', settle);
        this.#response.off('close', settle);
        resolve();
      };
      this.#response.once('drain', settle);
      this.#response.once('close', settle);
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
