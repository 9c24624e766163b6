import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CallbackDesk } from '../events/callback-desk.js';
import type { Clock } from '../time/clock.js';
import type { VendorCallbacks } from '../vendors/calling/callbacks.js';
import { CallerRate } from './caller-rate.js';
import { refuse } from './http-errors.js';

/** Many times what a vendor sends. */
const MAX_BODY_BYTES = 65_536;
/** Callbacks with a wrong signature that are answered as such, a second and application. */
const UNSIGNED_PER_SECOND = 5;

export interface CallbackOptions {
  callbacks: readonly VendorCallbacks[];
  desk: CallbackDesk;
  clock: Clock;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where callbacks of the application are taken. */
    callback: { callbacks: VendorCallbacks; applicationId: number } | undefined;
  }
}

/**
 * Takes the vendors' event callbacks at `/callbacks/‹vendor›/‹application›`. The signature is verified over the bytes of the
 * body before anything reads them. A signed callback is never refused for its number: a vendor may have much to tell.
 */
export async function registerCallbacks(
  app: FastifyInstance,
  { callbacks, desk, clock }: CallbackOptions,
): Promise<void> {
  const unsigned = new CallerRate({
    requestsPerSecond: UNSIGNED_PER_SECOND,
    nowMs: () => clock.now(),
    maxCallers: 1_000,
  });
  const refuseUnsigned = (request: FastifyRequest, reply: FastifyReply) => {
    const { applicationId = 0 } = request.callback ?? {};
    const waitMs = unsigned.take(String(applicationId));
    if (waitMs > 0) {
      desk.refused(applicationId, 'too-many');
      void reply.header('retry-after', Math.ceil(waitMs / 1000));
      return refuse(reply, 429, 'TOO_MANY_REQUESTS', 'Too many unsigned callbacks; try again later.');
    }
    desk.refused(applicationId, 'unsigned');
    return refuse(reply, 401, 'UNAUTHENTICATED', 'The callback has no valid signature.');
  };
  app.decorateRequest('callback', undefined);
  await app.register(async (scope) => {
    readBytes(scope);
    countTooLarge(scope, desk);
    scope.post<{ Params: { vendor: string; application: string } }>(
      '/callbacks/:vendor/:application',
      {
        bodyLimit: MAX_BODY_BYTES,
        async onRequest(request, reply) {
          request.callback = callbackOf(callbacks, request.params);
          if (!request.callback) return refuse(reply, 404, 'NOT_FOUND', 'No callbacks are taken here.');
          // Fastify refuses a malformed type. Here the bytes count, whatever they are said to be.
          request.headers['content-type'] = 'application/octet-stream';
          if (!request.callback.callbacks.mayBeSigned(request.headers)) return refuseUnsigned(request, reply);
          return undefined;
        },
      },
      async (request, reply) => {
        const { callback } = request;
        if (!callback) throw new Error('a callback of nobody');
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const { applicationId } = callback;
        if (!callback.callbacks.isSigned(applicationId, request.headers, body)) {
          return refuseUnsigned(request, reply);
        }
        const result = await desk.take(callback.callbacks, applicationId, body, request);
        if (result === 'unavailable') {
          return refuse(reply, 503, 'UNAVAILABLE', 'The event cannot be stored now; send it again.');
        }
        return reply.type('application/json; charset=utf-8').send(callback.callbacks.taken);
      },
    );
  });
}

function callbackOf(
  all: readonly VendorCallbacks[],
  { vendor, application }: { vendor: string; application: string },
): FastifyRequest['callback'] {
  const callbacks = all.find(({ path }) => path === vendor);
  const applicationId = /^[1-9]\d{0,9}$/.test(application) ? Number(application) : 0;
  return callbacks?.serves(applicationId) ? { callbacks, applicationId } : undefined;
}

/** The body as its bytes, whatever its type is. */
function readBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

function countTooLarge(scope: FastifyInstance, desk: CallbackDesk): void {
  scope.addHook('onError', (request, _reply, error, done) => {
    if (request.callback && error.statusCode === 413)
      desk.refused(request.callback.applicationId, 'too-large');
    done();
  });
}
