import type { Target } from '../graphql-client.js';

/** One answer of a stream: the result of an execution. */
export interface StreamAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for.
  data?: any;
  errors?: readonly { message: string; extensions: Record<string, unknown> }[];
}

interface Wanted {
  query: string;
  variables?: Readonly<Record<string, unknown>>;
  token?: string | undefined;
}

/** A subscription over HTTP, read by hand: what came, in order. */
export class StreamReader {
  readonly response: Response;
  readonly answers: StreamAnswer[] = [];
  /** Comments that keep the connection alive. */
  comments = 0;
  /** Whether the gateway has said that nothing more comes. */
  complete = false;
  /** Resolves when the connection has ended, however it ended. */
  readonly ended: Promise<void>;
  readonly #abort: AbortController;
  #onRead: () => void = () => {};

  private constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    this.ended = this.#read().catch(() => {});
  }

  static async open({ url, tokens }: Target, { query, variables, token }: Wanted): Promise<StreamReader> {
    const abort = new AbortController();
    const response = await fetch(`${url}/graphql/stream`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token ?? tokens?.admin}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ query, variables }),
      signal: abort.signal,
    });
    return new StreamReader(response, abort);
  }

  /** Resolves once `isDone` holds of what was read. Rejects after ten seconds, or when the stream ends before. */
  async until(isDone: (answers: readonly StreamAnswer[]) => boolean, limitMs = 10_000): Promise<void> {
    const endsAt = performance.now() + limitMs;
    let hasEnded = false;
    void this.ended.then(() => {
      hasEnded = true;
      this.#onRead();
    });
    while (!isDone(this.answers)) {
      const leftMs = endsAt - performance.now();
      if (hasEnded || leftMs <= 0) {
        throw new Error(
          `${hasEnded ? 'the stream ended' : 'too late'}: ${JSON.stringify(this.answers).slice(-2_000)}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#onRead = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Breaks the connection off. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.ended;
  }

  async #read(): Promise<void> {
    if (!this.response.headers.get('content-type')?.startsWith('text/event-stream')) return;
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of this.response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) this.#take(message);
      this.#onRead();
    }
  }

  #take(message: string): void {
    if (message === ':') this.comments += 1;
    const [, event, data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(message) ?? [];
    if (event === 'complete') this.complete = true;
    if (event === 'next') this.answers.push(JSON.parse(data));
  }
}
