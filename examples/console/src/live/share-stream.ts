import type { LiveTopic } from './live-topic.js';

/** What the tab that reads a stream tells the others, and `ASKED`, with which a new tab asks whether there is one. */
type Message = 'CHANGED' | 'LIVE' | 'LOST' | 'ASKED';

/** Reads a stream until `signal` aborts. Throws when the stream cannot be had. */
export type ReadStream = (signal: AbortSignal, hear: { event(): void; lost(): void }) => Promise<void>;

/** When to try again after a stream could not be had. */
const AGAIN_AFTER_MS = 30_000;

/**
 * Reads one stream for all tabs of a browser: a browser has six connections of HTTP/1.1 to a gateway, and a stream takes one. The tab
 * that holds a lock reads the stream and tells the others. When it closes, the browser gives the lock to another tab.
 *
 * @param name the same in all tabs that may share the stream: what it tells, and to whom
 * @returns a function that ends it
 */
export function shareStream(name: string, topic: LiveTopic, read: ReadStream): () => void {
  // Pages of http: addresses, other than those of this machine, have no locks. Each of their tabs reads again and again.
  if (!('locks' in navigator)) return () => {};
  const ending = new AbortController();
  const { signal } = ending;
  const channel = new BroadcastChannel(name);
  let leads = false;
  const tell = (message: Message) => {
    if (!signal.aborted) channel.postMessage(message);
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data === 'ASKED') {
      if (leads && topic.isLive) tell('LIVE');
    } else if (data === 'CHANGED') topic.changed();
    else topic.setLive(data === 'LIVE');
  };
  tell('ASKED');

  const lead = async () => {
    leads = true;
    // The tab that led before is gone.
    topic.setLive(false);
    await read(signal, {
      event() {
        if (topic.isLive) {
          topic.changed();
          tell('CHANGED');
        } else {
          topic.setLive(true);
          tell('LIVE');
        }
      },
      lost() {
        topic.setLive(false);
        tell('LOST');
      },
    }).finally(() => {
      leads = false;
      topic.setLive(false);
      tell('LOST');
    });
  };
  const leadAgain = async () => {
    while (!signal.aborted) {
      await navigator.locks.request(name, { signal }, lead).catch(() => {});
      if (!signal.aborted) await pause(AGAIN_AFTER_MS, signal);
    }
  };
  void leadAgain();

  return () => {
    tell('LOST');
    ending.abort();
    channel.close();
    topic.setLive(false);
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
