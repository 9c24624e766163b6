import type { TypedDocumentString } from '../typed-document-string.js';
import { openStream } from './open-stream.js';
import { Patience } from './patience.js';
import { type AnswerError, SubscriptionError } from './subscription-error.js';
import { pause } from './within.js';

/** So many of the latest events are recognised if they come once more. */
const EVENTS_KNOWN = 1_000;
/** So often an event is asked for that comes with errors which may be gone at another attempt. */
const MOST_TRIES = 3;

export interface SubscribeOptions {
  /** Ends the subscription. The iteration is done then, without an error. */
  signal?: AbortSignal | undefined;
  /** Hears why a stream was lost or refused. It is opened again after the pause. What it throws ends the subscription. */
  onRetry?: ((reason: unknown, pauseMs: number) => void) | undefined;
  /**
   * Hears which parts of an event could not be read, just before the event is given. Null stands in their place. Without it, such an
   * event ends the subscription. An event that can come once more is asked for three times before. What it throws ends the
   * subscription, and is thrown to the reader.
   */
  onErrors?: ((errors: AnswerError[]) => void) | undefined;
  /** Which operation of the document, if it has several. */
  operationName?: string | undefined;
  /** The id of a trusted document. It is sent in the place of the document's text. */
  documentId?: string | undefined;
  /** Default: the global `fetch`. */
  fetch?: typeof fetch | undefined;
}

/** The data of each event. `return` ends the subscription, also while an event is awaited. */
export interface SubscriptionEvents<Data> extends AsyncIterableIterator<Data> {
  return(): Promise<IteratorResult<Data>>;
}

/** What an event of `moderationActions` has. Events of other subscriptions have no cursor. */
interface FeedEvent {
  cursor?: string;
  kind?: string | null;
  action?: { id?: string } | null;
}

/**
 * Subscribes by server-sent events, at the gateway's `/graphql/stream`. When a stream is lost, it is opened again with a fresh
 * token, and with the cursor of the last event as the variable `after`. So no event is missing and none comes twice, if
 * the document selects `cursor` and has the variable `$after`. A subscription without cursors begins anew.
 *
 * The iteration is done when `options.signal` aborts, when `return` is called (`break` in a `for await` does that), and when the
 * gateway completes the subscription.
 *
 * @param url such as `https://moderation.example.com/graphql/stream`
 * @param getToken is called before each attempt. If it fails, it is called again after a pause.
 * @returns the data of each event. Read on without long pauses: the gateway ends the stream of a slow reader
 * @throws SubscriptionError if another attempt would be refused too: a variable is wrong, a grant is missing, the gateway does not
 * have the cursor's place any more, or a fresh token is refused. And if an event comes with errors, at the third attempt too, and
 * there is no `options.onErrors`: then the error has the event, in `data`. Without cursors, only the first event of a stream can come
 * once more, so that another one with errors ends the subscription at once. What `options.onErrors` and `options.onRetry` throw is
 * thrown too
 */
export function subscribe<Data, Variables>(
  url: string,
  getToken: () => Promise<string> | string,
  document: TypedDocumentString<Data, Variables> | string,
  variables: Variables,
  options: SubscribeOptions = {},
): SubscriptionEvents<Data> {
  const ended = new AbortController();
  const events = resumedEvents<Data>(ended, options, (after) => {
    const { documentId, operationName } = options;
    const asked = documentId ? { documentId } : { query: document };
    const body = JSON.stringify({ ...asked, operationName, variables: { ...variables, ...after } });
    return openStream({ url, getToken, body, fetch: options.fetch ?? fetch, signal: ended.signal });
  });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => events.next(),
    return() {
      ended.abort();
      return events.return(undefined);
    },
  };
}

async function* resumedEvents<Data>(
  ended: AbortController,
  { signal, onRetry, onErrors }: SubscribeOptions,
  open: (after?: { after: string }) => ReturnType<typeof openStream>,
): AsyncGenerator<Data, undefined> {
  const end = () => ended.abort();
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  const isNew = repeatsLeftOut();
  const patience = new Patience();
  let after: { after: string } | undefined;
  /** How often the next event has come with errors. */
  let tries = 0;
  try {
    while (!ended.signal.aborted) {
      let isOver = false;
      try {
        for await (const { type, data: text } of open(after)) {
          const { data, errors } = type === 'next' ? JSON.parse(text) : {};
          const [event] = Object.values<FeedEvent | null>(data ?? {});
          if (errors) {
            const reason = new SubscriptionError(errors, 200, null, data);
            // Without a cursor, only the first event comes once more.
            const comesAgain = event?.cursor || !patience.hasOpened;
            // What ends a stream comes without an event.
            const isFinal = event && (!reason.retryable || !comesAgain || ++tries === MOST_TRIES);
            isOver = !!isFinal && !onErrors;
            if (!isFinal || isOver) throw reason;
          }
          patience.hear(type, text);
          if (type === 'complete') return undefined;
          if (!data) continue;
          if (event?.cursor) after = { after: event.cursor };
          if (!event?.cursor || event.kind) tries = 0;
          if (isNew(event)) {
            // What it throws is no fault of the stream.
            isOver = !!errors;
            if (errors) onErrors?.(errors);
            isOver = false;
            yield data;
          }
          if (ended.signal.aborted) return undefined;
        }
        throw new Error('The stream broke off.');
      } catch (reason) {
        if (isOver) throw reason;
        if (ended.signal.aborted) return undefined;
        const pauseMs = patience.pauseAfter(reason);
        onRetry?.(reason, pauseMs);
        await pause(pauseMs, ended.signal);
      }
    }
  } finally {
    signal?.removeEventListener('abort', end);
  }
  return undefined;
}

/** False for an action's beginning or end that came before. Everything else is new: what only has a cursor tells where the feed is. */
function repeatsLeftOut(): (event: FeedEvent | null | undefined) => boolean {
  const known = new Set<string>();
  return (event) => {
    if (!event?.cursor || !event.kind) return true;
    const key = `${event.cursor} ${event.kind} ${event.action?.id}`;
    if (known.has(key)) return false;
    known.add(key);
    for (const oldest of known) {
      if (known.size <= EVENTS_KNOWN) break;
      known.delete(oldest);
    }
    return true;
  };
}
