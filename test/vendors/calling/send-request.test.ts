import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { VendorConnection } from '../../../src/vendors/calling/send-request.js';

const REQUEST = { path: '/', headers: { 'content-type': 'application/json' }, body: '{}' };
const OK = 'HTTP/1.1 200 OK\r\ndate: Thu, 01 Jan 1970 00:00:07 GMT\r\ncontent-length: 2\r\n\r\n{}';

const servers: Server[] = [];
const connections: VendorConnection[] = [];
const sockets: Socket[] = [];

/** A raw TCP server that treats each connection as `behave` says. */
async function serve(
  behave: (socket: Socket) => void,
): Promise<{ connection: VendorConnection; port: number }> {
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    behave(socket);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const connection = new VendorConnection(new URL(`http://127.0.0.1:${port}`));
  connections.push(connection);
  return { connection, port };
}

/** Answers each request once all of it has come. */
function answering(text: string): (socket: Socket) => void {
  return (socket) =>
    socket.on('data', (chunk) => {
      if (String(chunk).endsWith(REQUEST.body)) socket.write(text);
    });
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
});

describe('an answered exchange with a vendor', () => {
  it("gives the answer and the time of the vendor's clock", async () => {
    const { connection } = await serve(answering(OK));
    expect(await connection.send(REQUEST, 5_000)).toEqual({ status: 200, body: '{}', dateMs: 7_000 });
  });

  it('leaves its connection open for the next exchange', async () => {
    const { connection } = await serve(answering(OK));
    for (let calls = 0; calls < 5; calls += 1) {
      await connection.send(REQUEST, 5_000);
      // undici frees a connection only after it has delivered the answer.
      await setImmediate();
    }
    expect(sockets).toHaveLength(1);
  });

  it('skips an interim answer', async () => {
    const { connection } = await serve(answering(`HTTP/1.1 103 Early Hints\r\ndate: x\r\n\r\n${OK}`));
    expect(await connection.send(REQUEST, 5_000)).toEqual({ status: 200, body: '{}', dateMs: 7_000 });
  });
});

describe('an exchange with a vendor without an answer', () => {
  it('counts as not sent when the connection is refused', async () => {
    const { port } = await serve(() => {});
    const gone = servers.at(-1);
    gone?.close();
    const connection = new VendorConnection(new URL(`http://127.0.0.1:${port}`));
    expect(await connection.send(REQUEST, 5_000)).toEqual({
      fault: 'unreachable',
      sent: false,
      detail: 'ECONNREFUSED',
      cause: `connect ECONNREFUSED 127.0.0.1:${port}`,
    });
  });

  it('counts as not sent when the host name is unknown', async () => {
    const connection = new VendorConnection(new URL('https://vendor.invalid'));
    expect(await connection.send(REQUEST, 5_000)).toMatchObject({ fault: 'unreachable', sent: false });
  });

  it('counts as not sent when TLS fails', async () => {
    const { port } = await serve((socket) => socket.end('not TLS'));
    const connection = new VendorConnection(new URL(`https://127.0.0.1:${port}`));
    expect(await connection.send(REQUEST, 5_000)).toMatchObject({ fault: 'unreachable', sent: false });
  });

  it('counts as perhaps applied when the connection ends', async () => {
    const { connection } = await serve((socket) => socket.on('data', () => socket.destroy()));
    expect(await connection.send(REQUEST, 5_000)).toMatchObject({ fault: 'connection-lost', sent: true });
  });

  it.each([
    ['silence', ''],
    ['half a head', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['half a body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}'],
  ])('ends at the time limit after %s', async (_name, text) => {
    const { connection } = await serve(answering(text));
    // Also a busy machine has sent the request by then.
    expect(await connection.send(REQUEST, 1_500)).toEqual({
      fault: 'timeout',
      sent: true,
      detail: 'no answer within 1500 ms',
    });
  });

  it('fails when the bytes that come are not HTTP', async () => {
    const { connection } = await serve(answering('220 smtp.example.com\r\n'));
    expect(await connection.send(REQUEST, 5_000)).toMatchObject({ fault: 'connection-lost', sent: true });
  });

  it('is ended when the answer is longer than a megabyte', async () => {
    const { connection } = await serve(
      answering(`HTTP/1.1 200 OK\r\ncontent-length: 3000000\r\n\r\n${'x'.repeat(3_000_000)}`),
    );
    expect(await connection.send(REQUEST, 5_000)).toMatchObject({ fault: 'too-large', sent: true });
  });

  it('sends nothing if it is given up while it still connects', async () => {
    let received = '';
    const { port } = await serve((socket) => {
      socket.on('data', (chunk) => {
        received += chunk;
      });
    });
    // The server never answers the TLS handshake, so the connection is never made.
    const connection = new VendorConnection(new URL(`https://127.0.0.1:${port}`));
    expect(await connection.send(REQUEST, 60)).toMatchObject({ fault: 'timeout', sent: false });
    expect(received).not.toContain('POST');
  });
});
