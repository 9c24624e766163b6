import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Metrics } from '../observability/metrics.js';
import { type Readiness, registerHealth } from './health.js';
import { refuse, refuseBadPath, refuseClient } from './http-errors.js';
import { endUnreadRequests, readNoBodies } from './unread-bodies.js';

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
    clientErrorHandler: refuseClient,
    frameworkErrors: refuseBadPath,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
  });
  endUnreadRequests(app);
  readNoBodies(app);
  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'NOT_FOUND', 'Metrics are at /metrics.'));
  registerHealth(app, readiness);
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return app;
}
