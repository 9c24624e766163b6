import type { FastifyInstance } from 'fastify';
import type { Gateway } from '../context.js';
import type { TokenVerifier } from '../identity/token-verifier.js';
import type { Journal } from '../journal/journal.js';

/**
 * `/healthz`: the process is alive. `/readyz`: it can serve, or else 503; the body says which vendors are on, whether
 * there are keys to check tokens with, and whether the journal can be written.
 */
export function registerHealth(
  app: FastifyInstance,
  { trtc, volcengine, journal }: Gateway,
  verifier: TokenVerifier,
): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const [keys, writable] = await Promise.all([verifier.ready(), canWrite(journal)]);
    const ready = keys && writable;
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not ready',
      keys: keys ? 'known' : 'unavailable',
      journal: writable ? 'writable' : 'unavailable',
      vendors: { TENCENT_TRTC: trtc ? 'on' : 'off', VOLCENGINE_RTC: volcengine ? 'on' : 'off' },
    });
  });
}

async function canWrite(journal: Journal): Promise<boolean> {
  try {
    await journal.ping();
    return true;
  } catch {
    return false;
  }
}
