import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { TokenChecks } from '../identity/token-verifier.js';
import type { Metrics } from '../observability/metrics.js';
import { type Readiness, registerHealth } from './health.js';
import { refuse, refuseBadPath, refuseClient } from './http-errors.js';
import { endUnreadRequests, readNoBodies } from './unread-bodies.js';

/** Many times what a scrape takes. */
const REQUEST_TIMEOUT_MS = 10_000;

export interface MetricsListener {
  /** Resolves with the address, which the log then has too. */
  listen(host: string, port: number | undefined): Promise<string>;
  close(): Promise<void>;
}

/** States that the listener or the metrics show. */
export interface Shown {
  readiness: () => Promise<Readiness>;
  checks: () => TokenChecks;
}

/** A listener of its own for `/metrics`, `/healthz` and `/readyz`, so that they can be kept from the public. */
export function metricsListener(
  metrics: Metrics,
  { readiness, checks }: Shown,
  log: FastifyBaseLogger,
): MetricsListener {
  metrics.showTokenChecks(checks);
  metrics.showReadiness(async () => (await readiness()).status === 'ready');
  const { registry } = metrics;
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
  return {
    async listen(host, port = 0) {
      const text = (address: string) => `metrics at ${address}/metrics`;
      await app.listen({ host, port, listenTextResolver: text });
      return app.listeningOrigin;
    },
    close: () => app.close(),
  };
}
