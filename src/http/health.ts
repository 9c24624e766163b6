import type { FastifyInstance } from 'fastify';
import type { Gateway } from '../context.js';
import type { TokenVerifier } from '../identity/token-verifier.js';

/**
 * `/healthz`: the process is alive. `/readyz`: it can serve, or else 503; the body says which vendors are on, and
 * whether there are keys to check tokens with.
 */
export function registerHealth(
  app: FastifyInstance,
  { trtc, volcengine }: Gateway,
  verifier: TokenVerifier,
): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const keys = await verifier.ready();
    return reply.code(keys ? 200 : 503).send({
      status: keys ? 'ready' : 'not ready',
      keys: keys ? 'known' : 'unavailable',
      vendors: { TENCENT_TRTC: trtc ? 'on' : 'off', VOLCENGINE_RTC: volcengine ? 'on' : 'off' },
    });
  });
}
