import { eventReader, type StreamEvent } from './event-reader.js';
import { SubscriptionError } from './subscription-error.js';
import { within } from './within.js';

/** The gateway sends something every 15 seconds. A connection that is silent for three times as long is dead. */
const SILENCE_MS = 45_000;

/** What one attempt needs. */
interface Attempt {
  url: string;
  getToken: () => Promise<string> | string;
  /** The request, as JSON. */
  body: string;
  fetch: typeof fetch;
  signal: AbortSignal;
}

/**
 * Opens one stream and gives its events until it ends or breaks off. An event that is cut off is not given.
 *
 * @throws SubscriptionError if the answer is not a stream; else what `getToken`, `fetch` and the connection throw
 */
export async function* openStream(attempt: Attempt): AsyncGenerator<StreamEvent> {
  const { url, getToken, body, fetch, signal } = attempt;
  const soon = <Value>(promise: Promise<Value>) => within(SILENCE_MS, signal, promise);
  const connection = new AbortController();
  // Also while the reader is busy with an event.
  const end = () => connection.abort();
  signal.addEventListener('abort', end);
  try {
    const token = await soon(Promise.resolve(getToken()));
    const headers = {
      // graphql-sse takes this value only.
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    };
    const response = await soon(fetch(url, { method: 'POST', headers, body, signal: connection.signal }));
    if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
      const { errors } = await soon(response.json()).catch(() => ({}));
      throw new SubscriptionError(errors ?? [], response.status, response.headers.get('retry-after'));
    }

    const read = eventReader();
    const decoder = new TextDecoder();
    const pieces = response.body.getReader();
    while (true) {
      const { done, value } = await soon(pieces.read());
      if (done) return;
      yield* read(decoder.decode(value, { stream: true }));
    }
  } finally {
    signal.removeEventListener('abort', end);
    connection.abort();
  }
}
