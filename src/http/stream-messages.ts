import type { StreamEnding } from '../observability/feed-watch.js';

/** One message of a stream. Source: graphql-sse's protocol, "distinct connections mode". */
export function messageOf(event: 'next' | 'complete', data: string): string {
  return `event: ${event}\ndata: ${data}\n\n`;
}

/** After it, nothing more comes. */
export const COMPLETE = messageOf('complete', '');

/** Why a stream is ended: the code and the words of the error that its reader is told last. */
export interface StreamEnd {
  /** For metrics. */
  readonly ending: StreamEnding;
  readonly code: string;
  readonly message: string;
  /** When to subscribe again. */
  readonly retryAfterMs?: number;
}

/** The last messages of a stream that is ended before its reader wanted. `cursor`: where the reader can go on. */
export function lastMessages({ message, ending: _, ...why }: StreamEnd, cursor: string | undefined): string {
  const extensions = {
    ...why,
    outcome: 'NOT_APPLIED',
    retryable: true,
    ...(cursor !== undefined && { cursor }),
  };
  return messageOf('next', JSON.stringify({ errors: [{ message, extensions }] })) + COMPLETE;
}
