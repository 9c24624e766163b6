import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { CertificateFiles } from './own-certificate.js';

/** Where a host of a request really is: a port of this machine. */
export type Hosts = Readonly<Record<string, number>>;

export interface LocalProxy {
  port: number;
  /** What it was asked for: `CONNECT trtc.vendor.test:443`, `POST http://collector.vendor.test/…`. */
  asked: string[];
  /** The `Proxy-Authorization` headers that came. */
  authorizations: Set<string | undefined>;
  close(): Promise<void>;
}

/** How a proxy treats those who ask: it serves them, refuses with a status, or leaves them without an answer. */
export type Manner = 'serves' | 'is silent' | 403 | 407 | 502;

/** A forward proxy that knows `hosts` by names that nobody else knows. */
export async function startProxy(hosts: Hosts, manner: Manner = 'serves'): Promise<LocalProxy> {
  const asked: string[] = [];
  const authorizations = new Set<string | undefined>();
  const heard = (request: IncomingMessage) => {
    asked.push(`${request.method} ${request.url}`);
    authorizations.add(request.headers['proxy-authorization']);
  };
  const server = createServer((request, response) => {
    heard(request);
    const { hostname, pathname } = new URL(request.url ?? '');
    const { method, headers } = request;
    const upstream = httpRequest({ port: hosts[hostname], path: pathname, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(upstream);
  });
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    heard(request);
    socket.on('error', () => {});
    if (manner === 'is silent') return;
    const port = hosts[request.url?.split(':')[0] ?? ''];
    if (manner !== 'serves' || port === undefined) {
      socket.end(`HTTP/1.1 ${manner === 'serves' ? 502 : manner} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  return { ...(await listening(server)), asked, authorizations };
}

/** A server with TLS in front of a server of this machine without it. */
export function startTlsFront(
  port: number,
  files: CertificateFiles,
): Promise<{ port: number; close(): Promise<void> }> {
  const keys = { key: readFileSync(files.key), cert: readFileSync(files.certificate) };
  const server = createTlsServer(keys, (socket) => {
    const upstream = connect(port, '127.0.0.1');
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  server.on('tlsClientError', () => {});
  return listening(server);
}

async function listening(server: Server): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
