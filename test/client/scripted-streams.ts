import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TypedDocumentString } from 'moderation-gateway-client/strings';

/** An event as the documents of the feed select it. */
export interface ScriptedEvent {
  feed: { cursor: string; kind: 'BEGUN' | 'ENDED' | null; action: { id: string; reason: string } | null };
}

export const DOCUMENT =
  'subscription Feed($after: String) { feed(after: $after) { cursor kind action { id reason } } }' as TypedDocumentString<
    ScriptedEvent,
    { room?: number; after?: string }
  >;

export const opening = (cursor: string): ScriptedEvent => ({ feed: { cursor, kind: null, action: null } });

/** The reason has characters of one to four bytes. */
export const begun = (cursor: string): ScriptedEvent => ({
  feed: { cursor, kind: 'BEGUN', action: { id: `id-${cursor}`, reason: 'é禁麦🎤' } },
});

/** An event as server-sent events have it. */
export const next = (data: unknown, end = '\n') =>
  `event: next${end}data: ${JSON.stringify({ data })}${end}${end}`;

export const failure = (code: string, extensions: object = {}) =>
  `event: next\ndata: ${JSON.stringify({ errors: [{ message: code, extensions: { code, ...extensions } }] })}\n\n`;

export const COMPLETE = 'event: complete\ndata: null\n\n';

export interface ScriptedRequest {
  headers: IncomingHttpHeaders;
  query: string;
  variables: { after?: string; [name: string]: unknown };
}

type Script = (response: ServerResponse, request: ScriptedRequest) => void;

/** A server on a free port. Each request is answered by the script that comes next; the last script answers all others. */
export class ScriptedStreams {
  readonly requests: ScriptedRequest[] = [];
  scripts: Script[] = [];
  readonly #server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(pieces).toString());
      const asked = { headers: request.headers, ...body };
      this.requests.push(asked);
      const script = this.scripts.length > 1 ? this.scripts.shift() : this.scripts[0];
      script?.(response, asked);
    });
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql/stream`;
  }

  reset(): void {
    this.requests.length = 0;
    this.scripts = [];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Writes the text and leaves the stream open. */
export const writes =
  (text: string): Script =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).write(text);
  };

/** Writes so many bytes of the text and breaks the connection off; all of them, if there is no number. */
export const breaksOff =
  (text: string, bytes?: number): Script =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.flushHeaders();
    response.write(Buffer.from(text).subarray(0, bytes), () => response.destroy());
  };

export const refuses =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Script =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

export const refusesWith = (status: number, code: string, extensions: object = {}) =>
  refuses(status, { errors: [{ message: code, extensions: { code, ...extensions } }] });
