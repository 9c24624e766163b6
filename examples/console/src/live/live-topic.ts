/** How often a page reads again where no stream tells it when to. */
const READ_EVERY_MS = 2_000;

/** So long a page waits after an event for others that come with it. */
const JOIN_MS = 150;

/** What a page shows, and whether a stream tells when it has changed. */
export class LiveTopic {
  #version = 0;
  #isLive = false;
  readonly #listeners = new Set<() => void>();

  /** Grows with each change. Take it before you read, and give it to `next`. */
  get version(): number {
    return this.#version;
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  changed(): void {
    this.#version += 1;
    this.#tell();
  }

  /** `true` also tells a change: nobody knows what happened before the stream was opened. */
  setLive(isLive: boolean): void {
    if (this.#isLive === isLive) return;
    this.#isLive = isLive;
    if (isLive) this.changed();
    else this.#tell();
  }

  /** Bound, for `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Calls `again` once, when something has changed since the version `seen`; without a stream, after two seconds.
   *
   * @param atMostMs when to call it at the latest, though a stream tells of no change
   * @returns a function that calls it off
   */
  next(seen: number, again: () => void, atMostMs?: number): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const callIn = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        end();
        again();
      }, ms);
    };
    const look = () => {
      if (this.#version !== seen) {
        // Further events do not put it off.
        unsubscribe();
        callIn(JOIN_MS);
      } else if (!this.#isLive) callIn(READ_EVERY_MS);
      else if (atMostMs !== undefined) callIn(atMostMs);
      else clearTimeout(timer);
    };
    const unsubscribe = this.subscribe(look);
    const end = () => {
      unsubscribe();
      clearTimeout(timer);
    };
    look();
    return end;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * Reads at once, and again whenever the topic has changed, while the page is visible. After a reading that fails, and without a
 * stream, it reads again after two seconds.
 *
 * @param read resolves with whether it could read
 * @param atMostMs when to read again at the latest, though a stream tells of no change
 * @returns a function that ends it
 */
export function readOnChange(
  topic: LiveTopic,
  read: (isEnded: () => boolean) => Promise<boolean>,
  atMostMs?: number,
): () => void {
  let ended = false;
  let callOff = () => {};
  const readOn = async () => {
    const seen = topic.version;
    const couldRead = !document.hidden && (await read(() => ended));
    if (ended) return;
    if (couldRead) {
      callOff = topic.next(seen, readOn, atMostMs);
    } else {
      const timer = setTimeout(readOn, READ_EVERY_MS);
      callOff = () => clearTimeout(timer);
    }
  };
  void readOn();
  return () => {
    ended = true;
    callOff();
  };
}
