import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { answerType } from './answer-type.js';
import { destroySoon, endIfUnread } from './unread-bodies.js';

/**
 * Answers with an error below GraphQL, in the shape that GraphQL clients read. Clients that accept
 * `application/graphql-response+json` look into an error only if it has this type.
 */
export function refuse(
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
  extensions: Readonly<Record<string, string>> = {},
): FastifyReply {
  const type = answerType(reply.request.headers.accept) ?? 'application/json; charset=utf-8';
  return reply
    .code(status)
    .type(type)
    .send(JSON.stringify({ errors: [{ message, extensions: { code, ...extensions } }] }));
}

/** Gives every error below GraphQL (bad JSON, too large a body, an unknown path) the shape of a GraphQL answer. */
export function registerHttpErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      request.log.error({ err: error }, 'fault in a request');
      return refuse(reply, 500, 'INTERNAL_SERVER_ERROR', 'Internal error.', { requestId: request.id });
    }
    return refuse(reply, status, status === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_REQUEST', error.message);
  });
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, 404, 'NOT_FOUND', 'Nothing is here; GraphQL is at /graphql.'),
  );
}

/** A gateway has a name or two. If somebody sends many others, the good ones are forgotten and checked again. */
const goodHosts = new LRUCache<string, true>({ max: 100 });

/** Apollo's integration makes a URL of the Host header, and fails where the header is malformed. */
export function refuseBadHost(
  { protocol, hostname }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  if (goodHosts.has(hostname)) return undefined;
  // Visible ASCII only: once optimised, Node 20's `canParse` misreads other characters.
  if (/^[\x21-\x7e]+$/.test(hostname) && URL.canParse(`${protocol}://${hostname}/`)) {
    goodHosts.set(hostname, true);
    return undefined;
  }
  return refuse(reply, 400, 'BAD_REQUEST', 'The Host header is not valid.');
}

/** Apollo Server runs a request first, mutations too, and finds out afterwards that its client accepts no answer. */
export function refuseUnacceptable(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (answerType(request.headers.accept)) return undefined;
  const types = 'application/json or application/graphql-response+json';
  return refuse(reply, 406, 'NOT_ACCEPTABLE', `The Accept header must allow ${types}.`);
}

/** Answers a malformed path. Fastify's own answer would repeat the path, which may contain anything. */
export function refuseBadPath(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  endIfUnread(request, reply);
  refuse(reply, 400, 'BAD_REQUEST', 'The path is not valid.');
}

/** Answers bytes that are not HTTP. Fastify's own handler would log them, and there may be a token in them. */
export function refuseClient(this: FastifyInstance, { code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  this.log.debug({ code }, 'client error');
  const status = CLIENT_ERRORS[code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  destroySoon(socket);
}

const CLIENT_ERRORS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};
