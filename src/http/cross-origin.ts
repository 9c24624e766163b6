import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './http-errors.js';

/** Browsers ask again after a day at most; Chromium after two hours, whatever it is told. */
const PREFLIGHT_MAX_AGE_SECONDS = 86_400;

/** Lets web pages of these origins call. Must be called before routes are added. */
export async function registerCrossOrigin(
  app: FastifyInstance,
  origins: readonly (string | RegExp)[],
): Promise<void> {
  // The hook is not async, because that would take a promise for every request.
  app.addHook('onRequest', (request, reply, done) => {
    if (isRefused(origins, request)) void refusePreflight(origins, reply);
    else done();
  });
  if (origins.length === 0) return;
  const options: FastifyCorsOptions = {
    origin: [...origins],
    exposedHeaders: ['retry-after'],
    maxAge: PREFLIGHT_MAX_AGE_SECONDS,
  };
  await app.register(cors, {
    // Another OPTIONS request asks for something that is not there, as it does where no page may call.
    delegator: (request, done) => done(null, { ...options, preflight: isPreflight(request) }),
  });
}

function isRefused(origins: readonly (string | RegExp)[], request: FastifyRequest): boolean {
  return isPreflight(request) && !allows(origins, request.headers.origin ?? '');
}

/** Says in words why a browser may not call. Its developer tools show them with the preflight's answer. */
function refusePreflight(origins: readonly (string | RegExp)[], reply: FastifyReply): FastifyReply {
  const reason =
    origins.length === 0
      ? 'No web page may call this gateway, because CORS_ORIGINS is not set.'
      : 'Web pages of this origin may not call this gateway, because CORS_ORIGINS does not name it.';
  return refuse(reply, 403, 'ORIGIN_NOT_ALLOWED', reason);
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

function allows(origins: readonly (string | RegExp)[], origin: string): boolean {
  return origins.some((allowed) => (typeof allowed === 'string' ? allowed === origin : allowed.test(origin)));
}
