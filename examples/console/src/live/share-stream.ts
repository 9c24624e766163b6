import type { LiveTopic } from './live-topic.js';

/** What the tab that reads a stream tells the others; and `ASKED`, by which a new tab asks whether one does. */
type Message = 'CHANGED' | 'LIVE' | 'LOST' | 'ASKED';

/** What the reader of a stream tells. */
export interface StreamEar {
  /** Something came, so the stream is there. `isChange`: and there is something new to see. */
  came(isChange: boolean): void;
  /** The stream broke off. It may come back. */
  lost(): void;
}

/** Reads a stream until `signal` aborts. Throws when the stream cannot be had. */
export type ReadStream = (signal: AbortSignal, ear: StreamEar) => Promise<void>;

/** When to try again after a stream could not be had. */
const AGAIN_AFTER_MS = 30_000;

/**
 * Reads one stream for all tabs of a browser, because a browser has six connections of HTTP/1.1 to a gateway, and each stream takes one.
 * The tab that holds a lock reads the stream and tells the others. When it closes, the browser gives the lock to another tab.
 *
 * @param name the same in all tabs that may share the stream: what it tells, and to whom
 * @returns a function that ends it
 */
export function shareStream(name: string, topic: LiveTopic, read: ReadStream): () => void {
  // Pages of http: addresses other than those of this machine have no locks. Each of their tabs reads again and again.
  if (!('locks' in navigator)) return () => {};
  const ending = new AbortController();
  const { signal } = ending;
  const channel = new BroadcastChannel(name);
  let leads = false;
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data === 'CHANGED') topic.changed();
    else if (data !== 'ASKED') topic.setLive(data === 'LIVE');
    else if (leads && topic.isLive) channel.postMessage('LIVE');
  };
  channel.postMessage('ASKED');

  const tell = (isLive: boolean) => {
    topic.setLive(isLive);
    channel.postMessage(isLive ? 'LIVE' : 'LOST');
  };
  const lead = async () => {
    leads = true;
    // The tab that has read it before is gone.
    tell(false);
    const ear: StreamEar = {
      came(isChange) {
        if (signal.aborted) return;
        if (!topic.isLive) return tell(true);
        if (!isChange) return;
        topic.changed();
        channel.postMessage('CHANGED');
      },
      lost: () => tell(false),
    };
    try {
      await read(signal, ear);
    } finally {
      leads = false;
      if (!signal.aborted) tell(false);
    }
  };
  const leadAgain = async () => {
    while (!signal.aborted) {
      // It is refused when the stream cannot be had, and when this tab ends it.
      await navigator.locks.request(name, { signal }, lead).catch(() => {});
      await pause(AGAIN_AFTER_MS, signal);
    }
  };
  void leadAgain();

  return () => {
    if (leads) channel.postMessage('LOST');
    ending.abort();
    channel.close();
    topic.setLive(false);
  };
}

/** Resolves after the time, or at once when `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
