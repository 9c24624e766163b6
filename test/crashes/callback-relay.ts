import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KilledGateways } from './killed-gateways.js';

/** Stands before gateways that are killed and started again: it passes each callback to one that runs. */
export class CallbackRelay {
  readonly #server: Server;

  constructor(gateways: KilledGateways) {
    this.#server = createServer(async (request, response) => {
      response.statusCode = await relay(request, gateways).catch(() => 503);
      response.end('{"code":0}');
    });
  }

  /** Resolves with where callbacks go. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/callbacks/trtc`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function relay(request: IncomingMessage, gateways: KilledGateways): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const urls = Array.from({ length: gateways.count }, (_, index) => gateways.url(index));
  const running = urls.filter((url) => url !== undefined);
  const url = running[Math.floor(Math.random() * running.length)];
  if (url === undefined) return 503;
  const { sign, sdkappid } = request.headers;
  const answer = await fetch(`${url}${request.url}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', sign: String(sign), sdkappid: String(sdkappid) },
    body: Buffer.concat(chunks),
    signal: AbortSignal.timeout(4_500),
  });
  await answer.arrayBuffer();
  return answer.status;
}
