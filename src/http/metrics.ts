import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Metrics } from '../observability/metrics.js';
import { type Readiness, registerHealth } from './health.js';
import { refuse } from './http-errors.js';

/** What a scrape takes many times over; whoever takes longer is no Prometheus. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * A listener of its own for `/metrics`, `/healthz` and `/readyz`, so that they can be kept from the public. To be told
 * where to listen.
 */
export function metricsListener(
  { registry }: Metrics,
  readiness: () => Promise<Readiness>,
  log: FastifyBaseLogger,
): FastifyInstance {
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'NOT_FOUND', 'Metrics are at /metrics.'));
  registerHealth(app, readiness);
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return app;
}
