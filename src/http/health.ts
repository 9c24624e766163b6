import type { FastifyInstance } from 'fastify';
import type { Gateway } from '../context.js';
import type { TokenVerifier } from '../identity/token-verifier.js';
import { VENDOR_NAMES } from '../vendors/vendors.js';

/** Whether the gateway can serve, and the state of what it needs for that. */
export interface Readiness {
  status: 'ready' | 'not ready';
  /** The keys that tokens are checked with. */
  keys: 'known' | 'unavailable';
  journal: 'writable' | 'unavailable';
  vendors: Readonly<Record<string, 'on' | 'off'>>;
}

/** Asks whether there are keys, and whether the last probe of the journal could write. Never rejects. */
export async function readinessOf({ vendors, probe }: Gateway, verifier: TokenVerifier): Promise<Readiness> {
  const [keys, writable] = await Promise.all([verifier.ready(), probe.writable()]);
  return {
    status: keys && writable ? 'ready' : 'not ready',
    keys: keys ? 'known' : 'unavailable',
    journal: writable ? 'writable' : 'unavailable',
    vendors: Object.fromEntries(VENDOR_NAMES.map((name) => [name, vendors[name] ? 'on' : 'off'])),
  };
}

/** `/healthz` is 200 while the process is alive. `/readyz` is 200 while it can serve, otherwise 503 and what is missing. */
export function registerHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const answer = await readiness();
    return reply.code(answer.status === 'ready' ? 200 : 503).send(answer);
  });
}
