import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../identity/caller.js';
import type { TokenVerifier } from '../identity/token-verifier.js';
import type { CallerRate } from './caller-rate.js';
import { refuse } from './http-errors.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `authenticate`, before the body is read. */
    caller: Caller | undefined;
  }
}

/** The checks that `authenticate` makes. */
export interface Admission {
  verifier: TokenVerifier;
  /** Absent: callers may send any number of requests. */
  rate?: CallerRate;
}

/**
 * Admits a request that has a valid token and is within its caller's rate. Any other request is answered here, before
 * its body is read, so that requests without a token cost little.
 */
export async function authenticate(
  { verifier, rate }: Admission,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const [, token] = /^Bearer +([\w.~+/=-]+) *$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!token) return unauthenticated(reply, 'A bearer token is needed in the Authorization header.');

  const caller = await verifier.verify(token);
  if ('refused' in caller) {
    request.log.debug(caller, 'a token is refused');
    return caller.refused === 'invalid'
      ? unauthenticated(reply, `The bearer token is refused: ${caller.why}.`)
      : refuse(reply, 503, 'AUTHENTICATION_UNAVAILABLE', 'Tokens cannot be checked now; try again later.');
  }

  const waitMs = rate?.take(caller.sub) ?? 0;
  if (waitMs > 0) {
    reply.header('retry-after', Math.ceil(waitMs / 1000));
    return refuse(reply, 429, 'TOO_MANY_REQUESTS', 'Too many requests; try again later.');
  }
  request.caller = caller;
  return undefined;
}

function unauthenticated(reply: FastifyReply, message: string): FastifyReply {
  return refuse(reply.header('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED', message);
}
