import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with a request for its keys. */
export type Behaviour = (response: ServerResponse) => void;

export interface KeyServer {
  url: string;
  /** The number of requests, including those that it refused. */
  asked(): number;
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A key server on a free port of this machine. */
export async function startKeyServer(behaviour: Behaviour): Promise<KeyServer> {
  let asked = 0;
  let current = behaviour;
  const server = createServer((_request, response) => {
    asked += 1;
    response.setHeader('connection', 'close');
    current(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jwks.json`,
    asked: () => asked,
    behave(behaviour) {
      current = behaviour;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with a set of keys. */
export function serving(...keys: readonly object[]): Behaviour {
  return answering(200, JSON.stringify({ keys }), { 'content-type': 'application/jwk-set+json' });
}

export function answering(status: number, body: string, headers: Record<string, string> = {}): Behaviour {
  return (response) => response.writeHead(status, headers).end(body);
}

/** Ends every connection without an answer. */
export const down: Behaviour = (response) => response.destroy();

/** Leaves every request without an answer. */
export const silent: Behaviour = () => {};
