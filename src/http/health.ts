import type { FastifyInstance } from 'fastify';
import type { Gateway } from '../context.js';

/** `/healthz`: the process is alive. `/readyz`: it can serve; the body says which vendors are on. */
export function registerHealth(app: FastifyInstance, { trtc, volcengine }: Gateway): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', () => ({
    status: 'ready',
    vendors: { TENCENT_TRTC: trtc ? 'on' : 'off', VOLCENGINE_RTC: volcengine ? 'on' : 'off' },
  }));
}
