import { createHmac } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The vendor's signature, by the rule of its document and not by the emulator's code. */
export function signatureOf(key: string, body: string | Buffer): string {
  return createHmac('sha256', key).update(body).digest('base64');
}

/** A callback as it arrived. */
export interface Received {
  path: string;
  contentType: string | undefined;
  sdkAppId: string | string[] | undefined;
  /** Whether `Sign` is right for the bytes that arrived. */
  signed: boolean;
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of each field.
  event: any;
}

export interface CallbackReceiver {
  /** The address to which callbacks go. */
  url: string;
  received: Received[];
  /** The types of the events that arrived, in the order of arrival. */
  types(): number[];
  /** Answers from now on. Default: 200 and `{"code":0}`. */
  answerWith(answer: (response: ServerResponse, count: number) => void): void;
  close(): Promise<void>;
}

/** Receives callbacks, as the server of a customer does. */
export async function startReceiver(key: string): Promise<CallbackReceiver> {
  const received: Received[] = [];
  const good = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"code":0}');
  };
  let answer: (response: ServerResponse, count: number) => void = good;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const { sign, sdkappid: sdkAppId, 'content-type': contentType } = request.headers;
    received.push({
      path: request.url ?? '',
      contentType,
      sdkAppId,
      signed: sign === signatureOf(key, bytes),
      body: bytes.toString(),
      event: JSON.parse(bytes.toString()),
    });
    answer(response, received.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/callbacks/trtc`,
    received,
    types: () => received.map(({ event }) => event.EventType),
    answerWith(given) {
      answer = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
