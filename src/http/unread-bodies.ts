import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Enough to read an answer, and for the rest of a short body. */
const LINGER_MS = 2_000;
/** Most clients send such a body with the head or right after it, and go on with the connection after a refusal. */
const SHORT_BYTES = 16_384;

/** Connections whose last answer is sent, or about to be. */
const ending = new WeakSet<Socket>();

/**
 * Ends the connection of each request that is answered before its body has come, as those without a valid token are.
 * Node would wait for the rest, and then for the next request, more than a minute. To be registered before what answers.
 */
export function endUnreadRequests(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => {
    // Its client is told that the connection ends, and so that nothing is done any more that comes after. The connection
    // ends with that answer, and not now: earlier requests may still wait for theirs.
    if (ending.has(raw.socket)) reply.hijack();
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    endIfUnread(request, reply);
    done(null, payload);
  });
}

/** For routes that need none. Fastify would read JSON and text for them. */
export function readNoBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/** For an answer that does not come by the hooks. */
export function endIfUnread({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (!isUnread(raw) || ending.has(raw.socket)) return;
  raw.unpipe().resume();
  // Not before: an earlier request of the connection may still wait for its answer.
  reply.raw.once('finish', () => {
    if (!raw.complete) raw.once('end', destroySoon(raw.socket));
  });
  if (isShort(raw)) return;
  void reply.header('connection', 'close');
  ending.add(raw.socket);
  readOnAfterAnswer(raw);
}

/** Destroys the connection in a moment, whatever its client does until then. Returns a function that lets it be. */
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
 * Node would close the connection right after an answer that says so; a client that is still sending would be sent a
 * reset for that, and might never see the answer.
 */
function readOnAfterAnswer(raw: IncomingMessage): void {
  const { socket } = raw;
  const closeAnswered = socket.destroySoon.bind(socket);
  // What Node calls once the answer is sent.
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
