import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Firewall {
  url: string;
  /** The number of requests that it refused. */
  refused(): number;
  close(): Promise<void>;
}

/** Forwards requests to a vendor at `to`. Answers requests with a forbidden word with 403 and a page. */
export async function startFirewall(to: string, word: string): Promise<Firewall> {
  let refused = 0;
  const server = createServer(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray());
    if (body.includes(word)) {
      refused += 1;
      response.writeHead(403, { 'content-type': 'text/html' }).end('<html>Blocked.</html>');
      return;
    }
    const { method, headers, url = '' } = incoming;
    const onwards = request(new URL(url, to), { method, headers });
    onwards.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onwards.on('error', () => response.destroy());
    onwards.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: () => refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
