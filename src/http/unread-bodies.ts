import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Enough time to read an answer, and for the rest of a short body. */
const LINGER_MS = 2_000;
/** Most clients send such a body with the head or right after it, and go on with the connection after a refusal. */
const SHORT_BYTES = 16_384;

/** Connections whose last answer was sent, or is about to be. */
const ending = new WeakSet<Socket>();

/**
 * Ends the connection of each request that is answered before its body has arrived, such as a request without a valid
 * token. Node would wait more than a minute for the rest, and then for another request. Must be registered before routes.
 */
export function endUnreadRequests(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => {
    // The client was told that the connection ends, so it knows that later requests on it are not served. The connection
    // ends with the last answer and not now, since earlier requests may still wait for theirs.
    if (ending.has(raw.socket)) reply.hijack();
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    endIfUnread(request, reply);
    done(null, payload);
  });
}

/** For routes that need no body. Otherwise Fastify would read JSON and text for them. */
export function readNoBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/** For an answer that is sent without the hooks of `endUnreadRequests`. */
export function endIfUnread({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (!isUnread(raw) || ending.has(raw.socket)) return;
  raw.unpipe().resume();
  // Only then, since an earlier request of the connection may still wait for its answer.
  reply.raw.once('finish', () => {
    if (!raw.complete) raw.once('end', destroySoon(raw.socket));
  });
  if (isShort(raw)) return;
  void reply.header('connection', 'close');
  ending.add(raw.socket);
  readOnAfterAnswer(raw);
}

/** Destroys the connection after `LINGER_MS`, whatever its client does. Returns a function that prevents that. */
export function destroySoon(socket: Socket): () => void {
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  const stay = () => {
    clearTimeout(timer);
    socket.removeListener('close', stay);
  };
  socket.once('close', stay);
  return stay;
}

/**
 * Node would close the connection right after an answer with `connection: close`. A client that is still sending would
 * then get a reset, and might never see the answer.
 */
function readOnAfterAnswer(raw: IncomingMessage): void {
  const { socket } = raw;
  const closeAnswered = socket.destroySoon.bind(socket);
  // Node calls this once the answer is sent.
  socket.destroySoon = () => {
    if (raw.complete) return closeAnswered();
    socket.end();
    raw.once('end', closeAnswered);
  };
}

function isUnread({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isShort({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length']) <= SHORT_BYTES;
}
