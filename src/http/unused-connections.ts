import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** A request that was sent with the connection has arrived by then. */
const FIRST_BYTE_MS = 1_000;

/**
 * When the gateway closes, ends connections that have sent nothing. Browsers and HTTP clients open connections before they have a
 * request for them. Node takes such a connection for a busy one and waits for its request, for more than a minute.
 */
export function endUnusedConnections(app: FastifyInstance): void {
  const open = new Set<Socket>();
  let closing = false;
  const endIfUnused = (socket: Socket) => {
    if (socket.bytesRead === 0) socket.destroy();
  };
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    if (closing) setTimeout(endIfUnused, FIRST_BYTE_MS, socket).unref();
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of open) setTimeout(endIfUnused, FIRST_BYTE_MS, socket).unref();
  });
}
