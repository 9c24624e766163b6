import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { ActionRecords } from './actions/action-records.js';
import { RecordedAnswers } from './actions/recorded-answers.js';
import { TargetOrder } from './actions/target-order.js';
import { choresOf } from './chores.js';
import type { GatewayConfig } from './config/gateway.js';
import type { Gateway } from './context.js';
import { assembleApp, createApp, type PageOptions } from './http/app.js';
import { readinessOf } from './http/health.js';
import { metricsListener } from './http/metrics.js';
import { createTokenVerifier } from './identity/token-verifier.js';
import { type OpenJournal, openJournal } from './journal/open-journal.js';
import { ActionWatch } from './observability/action-watch.js';
import type { Metrics } from './observability/metrics.js';
import { startObserving } from './observability/observing.js';
import { ReadWatch } from './observability/read-watch.js';
import { OPERATIONS } from './operations/operations.js';
import { buildGatewaySchema } from './schema.js';
import { type Surroundings, systemSurroundings } from './time/surroundings.js';
import { VendorConnection } from './vendors/calling/send-request.js';
import { connectVendors } from './vendors/vendors.js';

export interface GatewayOptions extends PageOptions {
  /** Where the log's lines go. Default: standard output. */
  logTo?: { write(line: string): void };
}

export interface RunningGateway {
  /** Such as `http://127.0.0.1:4000`. If port 0 was configured, it has the port that the system chose. */
  url: string;
  /** The origin of `/metrics`, in the same form. Undefined when metrics are off. */
  metricsUrl: string | undefined;
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
  const app = createApp(config.logLevel, options.logTo);
  const { log } = app;
  /** In the order of the shutdown: the last opened is closed first. */
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const close of closers.splice(0)) await close();
  };
  try {
    const gatewayId = randomUUID();
    const { metricsPort, tracesEndpoint: endpoint } = config;
    const operations = OPERATIONS.map(({ mutation }) => mutation);
    const { metrics, traces } = await startObserving(metricsPort === undefined ? undefined : operations, {
      endpoint,
      gatewayId,
      ...surroundings,
      log,
    });
    if (traces) closers.unshift(() => traces.close());

    const opened = await openJournal(config.journal, { gatewayId, surroundings, log, watch: metrics });
    closers.unshift(() => opened.close());

    const schema = buildGatewaySchema();
    const gateway = makeReady({ config, surroundings, schema, log, metrics }, opened, closers);

    const verifier = createTokenVerifier(config.auth, surroundings);
    // If this fails, the keys are fetched with the first token, or when `/readyz` is requested.
    verifier.ready().catch(() => {});
    const readiness = () => readinessOf(gateway, verifier);

    closers.unshift(() => app.close());
    const parts = { config, schema, gateway, verifier, readiness, clock, pages: options, metrics, traces };
    await assembleApp(app, parts);
    await app.listen({
      host: config.host,
      port: config.port,
      listenTextResolver: (address) => `serving ${address}/graphql`,
    });

    // The metrics are closed last, so that they show the shutdown to its end.
    const scraped = metrics && metricsListener(metrics, { readiness, checks: verifier.checks }, log);
    if (scraped) closers.push(() => scraped.close());
    const metricsUrl = await scraped?.listen(config.host, metricsPort);

    for (const chore of choresOf(gateway, config, surroundings, log)) {
      chore.start();
      closers.unshift(() => chore.close());
    }
    return { url: app.listeningOrigin, metricsUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What `makeReady` connects with each other. */
interface Wiring {
  config: GatewayConfig;
  surroundings: Surroundings;
  schema: GraphQLSchema;
  log: FastifyBaseLogger;
  metrics: Metrics | undefined;
}

/** Connects the journal and the vendors to what carries out actions. */
function makeReady(
  { config, surroundings, schema, log, metrics }: Wiring,
  { journal, readers, probe, outage, readOutage, ledger }: OpenJournal,
  closers: (() => Promise<void>)[],
): Gateway {
  const { clock } = surroundings;
  const { deadlineMs } = config.vendorCalls;
  const connect = (endpoint: URL) => new VendorConnection(endpoint);
  const calling = { ...surroundings, ...config.vendorCalls, connect, ledger, log, metrics };
  const vendors = connectVendors(config, calling);
  for (const [name, vendor] of Object.entries(vendors)) {
    metrics?.showVendor(name, vendor);
    closers.unshift(() => vendor.close());
  }
  const answers = new RecordedAnswers(schema, OPERATIONS);
  const records = new ActionRecords({ journal, clock, deadlineMs, outage, answers, operations: OPERATIONS });
  closers.unshift(() => records.close());
  const watchAction: Gateway['watchAction'] = (mutation, trace) =>
    new ActionWatch(mutation, clock, metrics, trace);
  const watchRead: Gateway['watchRead'] = (query, trace) => new ReadWatch(query, clock, metrics, trace);
  const order = new TargetOrder();
  return {
    vendors,
    records,
    order,
    clock,
    deadlineMs,
    watchAction,
    watchRead,
    journal,
    readers,
    probe,
    readOutage,
    metrics,
  };
}
