import type { FastifyInstance } from 'fastify';
import type { Gateway } from '../context.js';
import type { TokenVerifier } from '../identity/token-verifier.js';
import { VENDOR_NAMES } from '../vendors/vendors.js';

/** Whether the gateway can serve, and what it depends on for it. */
export interface Readiness {
  status: 'ready' | 'not ready';
  /** To check tokens with. */
  keys: 'known' | 'unavailable';
  journal: 'writable' | 'unavailable';
  vendors: Readonly<Record<string, 'on' | 'off'>>;
}

/** Looks whether there are keys, and what is known of the journal, which is probed in the background. Never rejects. */
export async function readinessOf({ vendors, probe }: Gateway, verifier: TokenVerifier): Promise<Readiness> {
  const [keys, writable] = await Promise.all([verifier.ready(), probe.writable()]);
  return {
    status: keys && writable ? 'ready' : 'not ready',
    keys: keys ? 'known' : 'unavailable',
    journal: writable ? 'writable' : 'unavailable',
    vendors: Object.fromEntries(VENDOR_NAMES.map((name) => [name, vendors[name] ? 'on' : 'off'])),
  };
}

/** `/healthz`: the process is alive. `/readyz`: it can serve, or else 503; the body says what is there and what is not. */
export function registerHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const answer = await readiness();
    return reply.code(answer.status === 'ready' ? 200 : 503).send(answer);
  });
}
