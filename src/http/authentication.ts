import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../identity/caller.js';
import type { TokenRefusal, TokenVerifier } from '../identity/token-verifier.js';
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
  const token = tokenOf(request);
  if (!token)
    return refuse(reply.header('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED', howToAsk(request));

  const caller = await verifier.verify(token);
  if ('refused' in caller) {
    request.log.debug(caller, 'a token is refused');
    return refuseToken(caller, reply);
  }

  const waitMs = rate?.take(caller.sub) ?? 0;
  if (waitMs > 0) {
    reply.header('retry-after', Math.ceil(waitMs / 1000));
    return refuse(reply, 429, 'TOO_MANY_REQUESTS', 'Too many requests; try again later.');
  }
  request.caller = caller;
  return undefined;
}

/** The bearer token of a request. Undefined: it has none. */
export function tokenOf({ headers: { authorization = '' } }: FastifyRequest): string | undefined {
  return /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1];
}

/** What is wrong with the form of the Authorization header. */
function howToAsk({ headers: { authorization } }: FastifyRequest): string {
  if (!authorization) return 'A bearer token is needed in the Authorization header.';
  const form = 'it must be "Bearer", a space and the token';
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(authorization)
    ? `The Authorization header has a token without "Bearer": ${form}.`
    : `The Authorization header has no bearer token: ${form}.`;
}

/** Clients renew a token when they see `TOKEN_EXPIRED`. RFC 6750 has one error for all tokens that are refused. */
function refuseToken(refusal: TokenRefusal, reply: FastifyReply): FastifyReply {
  if (refusal.refused === 'keys-unavailable') {
    return refuse(reply, 503, 'AUTHENTICATION_UNAVAILABLE', 'Tokens cannot be checked now; try again later.');
  }
  void reply.header('www-authenticate', 'Bearer error="invalid_token"');
  return refusal.refused === 'expired'
    ? refuse(
        reply,
        401,
        'TOKEN_EXPIRED',
        'The bearer token has expired; get a new one and send the request again.',
      )
    : refuse(reply, 401, 'UNAUTHENTICATED', `The bearer token is refused: ${refusal.why}.`);
}
