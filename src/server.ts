import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { ActionRecords } from './actions/action-records.js';
import { RecordedAnswers } from './actions/recorded-answers.js';
import { Recovery } from './actions/recovery.js';
import { TargetOrder } from './actions/target-order.js';
import type { GatewayConfig, JournalConfig } from './config/config.js';
import type { Gateway } from './context.js';
import { CallerRate } from './http/caller-rate.js';
import { type ConsoleOptions, registerConsole } from './http/console.js';
import { registerGraphql } from './http/graphql.js';
import { readinessOf, registerHealth } from './http/health.js';
import { refuseBadPath, refuseClient, registerHttpErrors } from './http/http-errors.js';
import { metricsListener } from './http/metrics.js';
import { observeRequests } from './http/observed-requests.js';
import { loadPlayground, type PlaygroundToken } from './http/playground.js';
import { registerSecurityHeaders } from './http/security-headers.js';
import { TrustedDocuments } from './http/trusted-documents.js';
import { endUnreadRequests, readNoBodies } from './http/unread-bodies.js';
import { createTokenVerifier, type TokenVerifier } from './identity/token-verifier.js';
import { DatabaseTime } from './journal/database-time.js';
import { Journal } from './journal/journal.js';
import { type JournalDatabase, JournalUnusable, type OnCommit } from './journal/journal-database.js';
import { OutageLog } from './journal/outage-log.js';
import { ReadingLine } from './journal/reading-line.js';
import { Retention } from './journal/retention.js';
import { openSqlite } from './journal/sqlite-database.js';
import { WriteProbe } from './journal/write-probe.js';
import { ActionWatch } from './observability/action-watch.js';
import type { Metrics } from './observability/metrics.js';
import type { Traces } from './observability/traces.js';
import { OPERATIONS } from './operations/operations.js';
import { buildGatewaySchema } from './schema.js';
import { type Clock, systemClock } from './time/clock.js';
import { SteadyClock } from './time/steady-clock.js';
import type { PermitLedger } from './vendors/calling/permit-ledger.js';
import { VendorConnection } from './vendors/calling/send-request.js';
import { connectVendors } from './vendors/vendors.js';

/** 1,000 users with a map of some 900 bytes each. */
const MAX_BODY_BYTES = 1_048_576;

/** How long a client may take to send a request; a shutdown waits for it. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Time and chance, which tests replace. */
export interface Surroundings {
  /** For waits: monotonic. */
  clock: Clock;
  /** The time of day, which may be wrong and may be set: milliseconds since the epoch. For signatures and stamps. */
  epochMs: () => number;
  /** For the jitter between attempts: 0 ≤ n < 1. */
  random: () => number;
}

export interface GatewayOptions {
  /** What the playground can call with; for the sandbox only. */
  playgroundTokens?: readonly PlaygroundToken[];
  /** Where the playground is on, the moderator console is served too; for the sandbox only. */
  console?: ConsoleOptions;
  /** Where lines of the log go; by default, to standard output as they come. */
  logTo?: { write(line: string): void };
}

export interface RunningGateway {
  /** `http://127.0.0.1:4000`, with the port that was really taken. */
  url: string;
  /** Where `/metrics` is, in the same form; undefined: nowhere. */
  metricsUrl: string | undefined;
  /** Refuses new requests, finishes those under way, then ends every connection. */
  close(): Promise<void>;
}

/**
 * Starts a gateway. Rejects when the port is taken, when the journal cannot be used, or when the playground is on but
 * was not built.
 */
export async function startGateway(
  config: GatewayConfig,
  options: Partial<Surroundings> & GatewayOptions = {},
): Promise<RunningGateway> {
  const surroundings = { clock: systemClock, epochMs: Date.now, random: Math.random, ...options };
  const app = Fastify({
    logger: { level: config.logLevel, ...(options.logTo && { stream: options.logTo }) },
    // One line for each action (`actions/action-log.ts`) says more than two for each request.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: MAX_BODY_BYTES,
    clientErrorHandler: refuseClient,
    frameworkErrors: refuseBadPath,
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_TIMEOUT_MS,
  });
  /** Last opened, first closed. */
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const close of closers.splice(0)) await close();
  };
  try {
    const gatewayId = randomUUID();
    const { metrics, traces } = await startObserving(config, surroundings, gatewayId, app.log);
    // Last of all, with what the others still have to tell.
    if (traces) closers.push(() => traces.close());
    const schema = buildGatewaySchema();
    const gateway = await connect(config, surroundings, gatewayId, schema, metrics, app.log, closers);
    const verifier = createTokenVerifier(config.auth, surroundings);
    closers.unshift(() => app.close());
    observeRequests(app, metrics, traces);
    await listen(app, config, schema, gateway, verifier, surroundings, options);
    const metricsUrl =
      metrics && (await listenForMetrics(config, metrics, gateway, verifier, app.log, closers));
    startChores(gateway, config, surroundings, app.log, closers);
    return { url: app.listeningOrigin, metricsUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What is off is not even loaded. */
async function startObserving(
  { metricsPort, tracesEndpoint }: GatewayConfig,
  { clock, epochMs }: Surroundings,
  gatewayId: string,
  log: FastifyBaseLogger,
): Promise<{ metrics?: Metrics; traces?: Traces }> {
  const { Metrics } = metricsPort === undefined ? {} : await import('./observability/metrics.js');
  const { Traces } = tracesEndpoint ? await import('./observability/traces.js') : {};
  return {
    ...(Metrics && { metrics: new Metrics(OPERATIONS.map(({ mutation }) => mutation)) }),
    ...(Traces &&
      tracesEndpoint && { traces: new Traces({ endpoint: tracesEndpoint, gatewayId, clock, epochMs, log }) }),
  };
}

async function listenForMetrics(
  config: GatewayConfig,
  metrics: Metrics,
  gateway: Gateway,
  verifier: TokenVerifier,
  log: FastifyBaseLogger,
  closers: (() => Promise<void>)[],
): Promise<string> {
  const readiness = () => readinessOf(gateway, verifier);
  metrics.showTokenChecks(verifier.checks);
  metrics.showReadiness(async () => (await readiness()).status === 'ready');
  const listener = metricsListener(metrics, readiness, log);
  closers.push(() => listener.close());
  const text = (address: string) => `metrics at ${address}/metrics`;
  await listener.listen({ host: config.host, port: config.metricsPort ?? 0, listenTextResolver: text });
  return listener.listeningOrigin;
}

/** Opens the journal and makes ready to call the vendors. */
async function connect(
  config: GatewayConfig,
  surroundings: Surroundings,
  gatewayId: string,
  schema: GraphQLSchema,
  metrics: Metrics | undefined,
  log: FastifyBaseLogger,
  closers: (() => Promise<void>)[],
): Promise<Gateway> {
  const { clock, epochMs } = surroundings;
  const { deadlineMs } = config.vendorCalls;
  const outage = new OutageLog(log, clock, JOURNAL_OUTAGE);
  const probe = new WriteProbe(clock, outage);
  const { database, ledger } = await openJournal(config.journal, log, probe, metrics);
  // Gateways that share a journal share its time too.
  const time = ledger && new DatabaseTime(surroundings, () => journal.readTime());
  const steady = new SteadyClock(
    () => (time ? time.now() : epochMs()),
    () => clock.now(),
  );
  const journal = new Journal(database, gatewayId, () => steady.now());
  closers.unshift(() => journal.close());
  if (time) {
    closers.unshift(() => time.close());
    await time.start();
  }
  probe.start(journal);
  closers.unshift(() => probe.close());

  const vendors = connectVendors(config, {
    ...surroundings,
    ...config.vendorCalls,
    ledger,
    log,
    metrics,
    connect: (endpoint) => new VendorConnection(endpoint),
  });
  for (const [name, vendor] of Object.entries(vendors)) {
    metrics?.showVendor(name, vendor);
    closers.unshift(() => vendor.close());
  }
  const answers = new RecordedAnswers(schema, OPERATIONS);
  const records = new ActionRecords({ journal, clock, deadlineMs, outage, answers });
  closers.unshift(() => records.close());
  return {
    vendors,
    records,
    clock,
    deadlineMs,
    order: new TargetOrder(),
    watchAction: (mutation, trace) => new ActionWatch(mutation, clock, metrics, trace),
    journal,
    readers: new ReadingLine(clock),
    probe,
    readOutage: new OutageLog(log, clock, READ_OUTAGE),
    metrics,
  };
}

/** Begins what the gateway does by itself, once it serves. */
function startChores(
  gateway: Gateway,
  { journal: { kind, retentionDays }, vendorCalls }: GatewayConfig,
  surroundings: Surroundings,
  log: FastifyBaseLogger,
  closers: (() => Promise<void>)[],
): void {
  const { journal, vendors, order, clock, metrics } = gateway;
  const recovery = new Recovery({
    operations: OPERATIONS,
    journal,
    vendors,
    order,
    clock,
    log,
    deadlineMs: vendorCalls.deadlineMs,
    aloneWithJournal: kind === 'sqlite',
    onRecovered: (status) => metrics?.actionRecovered(status),
  });
  const chores =
    retentionDays > 0
      ? [recovery, new Retention(gateway.journal, retentionDays, surroundings, log)]
      : [recovery];
  for (const chore of chores) {
    chore.start();
    closers.unshift(() => chore.close());
  }
}

const JOURNAL_OUTAGE = {
  begin: 'the journal cannot be written: actions are refused until it can',
  end: 'the journal can be written again',
};

const READ_OUTAGE = {
  begin: 'the journal cannot be read: pages are refused until it can',
  end: 'the journal can be read again',
};

/** With a ledger where several gateways can have the same journal, and so share the quotas too. */
async function openJournal(
  config: JournalConfig,
  log: FastifyBaseLogger,
  probe: WriteProbe,
  metrics?: Metrics,
): Promise<{ database: JournalDatabase; ledger?: PermitLedger }> {
  const onCommit: OnCommit = (ms, committed) => {
    metrics?.committed(ms, committed);
    probe.written(committed);
  };
  if (config.kind === 'sqlite') {
    const onThreadDeath = () => metrics?.journalThreadDied();
    return { database: await openSqlite(config.file, { onCommit, onThreadDeath, log }) };
  }
  const onTrouble = (error: Error) => {
    // A connection that is lost need not mean an outage, and an outage is told once.
    if (error instanceof JournalUnusable) log.error(error.message);
    else probe.trouble();
  };
  const { openPostgres } = await import('./journal/postgres-database.js');
  const database = await openPostgres(config.url.reveal(), onTrouble, onCommit);
  return { database, ledger: database.ledger };
}

async function listen(
  app: FastifyInstance,
  config: GatewayConfig,
  schema: GraphQLSchema,
  gateway: Gateway,
  verifier: TokenVerifier,
  { clock }: Surroundings,
  { playgroundTokens = [], console: consoleOptions }: GatewayOptions,
): Promise<void> {
  endConnectionsWhenClosing(app);
  endUnreadRequests(app);
  registerSecurityHeaders(app);
  registerHttpErrors(app);
  // GraphQL has a parser of its own.
  readNoBodies(app);
  if (config.corsOrigins.length > 0) {
    await app.register(cors, { origin: [...config.corsOrigins], exposedHeaders: ['retry-after'] });
  }
  // Keys that are not there yet can still come: with the first token, or when `/readyz` is asked.
  verifier.ready().catch(() => {});
  registerHealth(app, () => readinessOf(gateway, verifier));
  const requestsPerSecond = config.callerRequestsPerSecond;
  await registerGraphql(app, {
    schema,
    gateway,
    documents: new TrustedDocuments(config.trustedDocuments, schema),
    clock,
    admission: {
      verifier,
      ...(requestsPerSecond > 0 && { rate: new CallerRate({ requestsPerSecond, nowMs: () => clock.now() }) }),
    },
    introspection: config.introspection,
    ...(config.playground && { playground: await loadPlayground({ tokens: playgroundTokens }) }),
  });
  if (config.playground && consoleOptions) await registerConsole(app, consoleOptions);
  await app.listen({
    host: config.host,
    port: config.port,
    listenTextResolver: (address) => `serving ${address}/graphql`,
  });
}

/** Otherwise a connection with a request under way would stay open after its answer, and the gateway with it. */
function endConnectionsWhenClosing(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
