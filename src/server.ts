import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { choresOf } from './chores.js';
import type { GatewayConfig } from './config/gateway.js';
import { proxyRoutes, type RouteTo } from './egress/proxy-choice.js';
import { listening } from './environment/cannot-listen.js';
import { assembleApp, createApp, type PageOptions } from './http/app.js';
import { readinessOf } from './http/health.js';
import { metricsListener } from './http/metrics.js';
import { type FetchKeys, keyServer } from './identity/key-server.js';
import { createTokenVerifier } from './identity/token-verifier.js';
import { openJournal } from './journal/open-journal.js';
import { startObserving } from './observability/observing.js';
import { OPERATIONS } from './operations/operations.js';
import { logOutput } from './process/log-output.js';
import { makeReady } from './ready-gateway.js';
import { ReplacedSecrets } from './replaced-secrets.js';
import { servedSchema } from './schema.js';
import type { Clock } from './time/clock.js';
import { type Surroundings, systemSurroundings } from './time/surroundings.js';

export interface GatewayOptions extends PageOptions {
  /** Where the log's lines go. Default: standard output. */
  logTo?: { write(line: string): void };
}

export interface RunningGateway {
  /** Such as `http://127.0.0.1:4000`. If port 0 was configured, it has the port that the system chose. */
  url: string;
  /** The origin of `/metrics`, in the same form. Undefined when metrics are off. */
  metricsUrl: string | undefined;
  /** Reads the files of secrets again at once. They are read regularly in any case. */
  rereadSecrets(): Promise<void>;
  /** Refuses new requests, finishes the running ones, then closes every connection. */
  close(): Promise<void>;
}

/** Starts a gateway. Rejects when the port is taken, the journal cannot be used, or an enabled page was not built. */
export async function startGateway(
  config: GatewayConfig,
  options: Partial<Surroundings> & GatewayOptions = {},
): Promise<RunningGateway> {
  const surroundings = { ...systemSurroundings, ...options };
  const { clock } = surroundings;
  const app = createApp(config, options.logTo ?? logOutput());
  const { log } = app;
  /** In the order of the shutdown: the last opened is closed first. */
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const close of closers.splice(0)) await close();
  };
  try {
    const gatewayId = randomUUID();
    const { metricsPort, tracesUrl: url } = config;
    const routeTo = await proxyRoutes(config.egress);
    const operations = OPERATIONS.map(({ mutation }) => mutation);
    const { metrics, traces } = await startObserving(metricsPort === undefined ? undefined : operations, {
      url,
      route: url && routeTo(url),
      gatewayId,
      ...surroundings,
      log,
    });
    if (traces) closers.unshift(() => traces.close());

    const opened = await openJournal(config.journal, { gatewayId, surroundings, log, watch: metrics });
    closers.unshift(() => opened.close());

    const schema = servedSchema(config.introspection);
    const secrets = new ReplacedSecrets(config, clock, log);
    closers.unshift(() => secrets.close());
    const wiring = { gatewayId, config, surroundings, routeTo, schema, log, metrics, secrets };
    const gateway = makeReady(wiring, opened, closers);

    const verifier = createTokenVerifier(
      config.auth,
      surroundings,
      keyFetcher(config, routeTo, { clock, log }),
    );
    secrets.start(verifier, opened, gateway.vendors);
    // If this fails, the keys are fetched with the first token, or when `/readyz` is requested.
    verifier.ready().catch(() => {});
    const readiness = () => readinessOf(gateway, verifier);

    closers.unshift(() => app.close());
    const parts = { config, schema, gateway, verifier, readiness, pages: options, metrics, traces };
    await assembleApp(app, { ...parts, ...surroundings });
    await listen(app, config);

    // The metrics are closed last, so that they show the shutdown to its end.
    const scraped = metrics && metricsListener(metrics, { readiness, checks: verifier.checks }, log);
    if (scraped) closers.push(() => scraped.close());
    const metricsUrl =
      scraped &&
      (await listening({ host: 'HOST', port: 'METRICS_PORT' }, scraped.listen(config.host, metricsPort)));

    for (const chore of choresOf(gateway, config, surroundings, { log, traces })) {
      chore.start();
      closers.unshift(() => chore.close());
    }
    return { url: app.listeningOrigin, metricsUrl, rereadSecrets: () => secrets.reread(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(
  app: ReturnType<typeof createApp>,
  { host, port }: Pick<GatewayConfig, 'host' | 'port'>,
): Promise<void> {
  const listenTextResolver = (address: string) => `serving ${address}/graphql`;
  await listening({ host: 'HOST', port: 'PORT' }, app.listen({ host, port, listenTextResolver }));
}

function keyFetcher(
  { auth }: GatewayConfig,
  routeTo: RouteTo,
  options: { clock: Clock; log: FastifyBaseLogger },
): FetchKeys {
  return auth.kind === 'jwks' ? keyServer(auth.url, { ...options, route: routeTo(auth.url) }) : fetch;
}
