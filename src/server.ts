import 'reflect-metadata';
import { createHash, randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { RecordedActions } from './actions/recorded-actions.js';
import { Recovery } from './actions/recovery.js';
import {
  type GatewayConfig,
  type JournalConfig,
  TRTC_REGIONS,
  type TrtcConfig,
  type VolcengineConfig,
} from './config/config.js';
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
import { OrderBackfill } from './journal/order-backfill.js';
import { OutageLog } from './journal/outage-log.js';
import { ReadingLine } from './journal/reading-line.js';
import { Retention } from './journal/retention.js';
import { openSqlite } from './journal/sqlite-database.js';
import { WriteProbe } from './journal/write-probe.js';
import { ActionWatch } from './observability/action-watch.js';
import type { Metrics, VendorCall } from './observability/metrics.js';
import type { Traces } from './observability/traces.js';
import { Operation } from './operations/operation.enum.js';
import { buildGatewaySchema } from './schema.js';
import { type Clock, systemClock } from './time/clock.js';
import { SteadyClock } from './time/steady-clock.js';
import { Breaker } from './vendors/calling/breaker.js';
import type { PermitLedger } from './vendors/calling/permit-ledger.js';
import { Quota } from './vendors/calling/quota.js';
import type { CallLimits } from './vendors/calling/retry.js';
import { VendorConnection } from './vendors/calling/send-request.js';
import { TRTC_DOCUMENTED_CODES } from './vendors/trtc/codes.js';
import { TrtcClient } from './vendors/trtc/trtc-client.js';
import { UserStates } from './vendors/trtc/user-states.js';
import { BlacklistLoaders } from './vendors/volcengine/blacklist-loader.js';
import { VOLCENGINE_DOCUMENTED_CODES } from './vendors/volcengine/codes.js';
import { VolcengineClient } from './vendors/volcengine/volcengine-client.js';

/** 1,000 users with a map of some 900 bytes each. */
const MAX_BODY_BYTES = 1_048_576;

/** How long a client may take to send a request; a shutdown waits for it. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The vendor document's quota for IsInBlackList, which is asked what came of additions that are in doubt. */
const CHECKS_PER_SECOND = 100;

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
    const gateway = await connect(config, surroundings, gatewayId, metrics, app.log, closers);
    const verifier = createTokenVerifier(config.auth, surroundings);
    closers.unshift(() => app.close());
    observeRequests(app, metrics, traces);
    await listen(app, config, gateway, verifier, surroundings, options);
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
    ...(Metrics && { metrics: new Metrics() }),
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

  const actions = new RecordedActions(journal, clock, deadlineMs, outage, Object.values(Operation));
  const gateway: Gateway = {
    journal,
    readers: new ReadingLine(clock),
    probe,
    outage,
    readOutage: new OutageLog(log, clock, READ_OUTAGE),
    actions,
    callRequest: (caller, signal, observer) => {
      return { caller, signal, observer, deadline: clock.now() + deadlineMs };
    },
    watchAction: (name, trace) => new ActionWatch(name, clock, metrics, trace),
    ...(metrics && { metrics }),
  };
  const wiring: Wiring = { config, surroundings, log, ledger, metrics };
  if (config.trtc) closers.unshift(connectTrtc(gateway, config.trtc, wiring));
  if (config.volcengine) closers.unshift(connectVolcengine(gateway, config.volcengine, wiring));
  closers.unshift(() => actions.close());
  return gateway;
}

/** Begins what the gateway does by itself, once it serves. */
function startChores(
  gateway: Gateway,
  { journal: { kind, retentionDays }, vendorCalls }: GatewayConfig,
  surroundings: Surroundings,
  log: FastifyBaseLogger,
  closers: (() => Promise<void>)[],
): void {
  const alone = kind === 'sqlite' ? vendorCalls : undefined;
  const recovery = new Recovery(gateway, surroundings.clock, log, alone);
  const chores = [
    new OrderBackfill(gateway.journal, surroundings.clock, log),
    recovery,
    ...(retentionDays > 0 ? [new Retention(gateway.journal, retentionDays, surroundings, log)] : []),
  ];
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
  const schema = buildGatewaySchema();
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

/** What it takes to connect a vendor. */
interface Wiring {
  config: GatewayConfig;
  surroundings: Surroundings;
  log: FastifyBaseLogger;
  ledger: PermitLedger | undefined;
  metrics: Metrics | undefined;
}

const SET_USER_BLOCKED: VendorCall = {
  vendor: 'TENCENT_TRTC',
  action: 'SetUserBlocked',
  codes: TRTC_DOCUMENTED_CODES,
};
const ADD_BLACK_LIST: VendorCall = {
  vendor: 'VOLCENGINE_RTC',
  action: 'AddBlackList',
  codes: VOLCENGINE_DOCUMENTED_CODES,
};
const IS_IN_BLACK_LIST: VendorCall = { ...ADD_BLACK_LIST, action: 'IsInBlackList' };

function connectTrtc(gateway: Gateway, trtc: TrtcConfig, wiring: Wiring): () => Promise<void> {
  const connection = new VendorConnection(trtc.endpoint);
  const breaker = new Breaker(wiring.surroundings);
  const limits = new Map(
    TRTC_REGIONS.map((region) => {
      const name = quotaName(`TRTC/${region}`, trtc.secretId);
      return [region, callLimits(name, SET_USER_BLOCKED, trtc.callsPerSecond, breaker, wiring)];
    }),
  );
  const client = new TrtcClient(trtc, connection, limits, wiring.surroundings.epochMs);
  gateway.trtc = {
    states: new UserStates(client),
    sdkAppIds: trtc.sdkAppIds,
    region: trtc.region,
    breaker,
    quotas: new Map([...limits].map(([region, { quota }]) => [region, quota])),
  };
  gateway.metrics?.showVendor('TENCENT_TRTC', gateway.trtc);
  return async () => {
    await Promise.all([...limits.values()].map(({ quota }) => quota.close()));
    await connection.close();
  };
}

function connectVolcengine(
  gateway: Gateway,
  volcengine: VolcengineConfig,
  wiring: Wiring,
): () => Promise<void> {
  const { accessKeyId, callsPerSecond, endpoint, appIds } = volcengine;
  const connection = new VendorConnection(endpoint);
  const breaker = new Breaker(wiring.surroundings);
  const additions = quotaName('Volcengine/AddBlackList', accessKeyId);
  const limits = callLimits(additions, ADD_BLACK_LIST, callsPerSecond, breaker, wiring);
  const checks = quotaName('Volcengine/IsInBlackList', accessKeyId);
  const checkLimits = callLimits(checks, IS_IN_BLACK_LIST, CHECKS_PER_SECOND, breaker, wiring);
  const client = new VolcengineClient(
    volcengine,
    connection,
    limits,
    checkLimits,
    wiring.surroundings.epochMs,
  );
  gateway.volcengine = {
    client,
    loaders: new BlacklistLoaders(client, limits, (users) => gateway.metrics?.blacklistCall(users)),
    appIds,
    breaker,
    quotas: new Map([['account', limits.quota]]),
  };
  gateway.metrics?.showVendor('VOLCENGINE_RTC', gateway.volcengine);
  return async () => {
    await Promise.all([limits.quota.close(), checkLimits.quota.close()]);
    await connection.close();
  };
}

/** What the vendor counts together, alike on all gateways with the same account. The account's id is nobody's business. */
function quotaName(what: string, credentialId: string): string {
  return `${what}/${createHash('sha256').update(credentialId).digest('hex').slice(0, 16)}`;
}

/** `name`: the quota's; `call`: what is called within it. */
function callLimits(
  name: string,
  call: VendorCall,
  callsPerSecond: number,
  breaker: Breaker,
  wiring: Wiring,
): CallLimits {
  const { config, surroundings, log, ledger, metrics } = wiring;
  const { queueMax, timeoutMs } = config.vendorCalls;
  const { clock, random } = surroundings;
  const sharing = ledger && {
    name,
    ledger,
    callTimeoutMs: timeoutMs,
    onLedgerLost: (error: unknown) =>
      log.error({ err: error, quota: name }, 'no slots: their database is lost'),
  };
  const quota = new Quota({ callsPerSecond, maxWaiting: queueMax, clock, ...(sharing && { sharing }) });
  const observer = metrics?.callObserver(call);
  return { action: call.action, quota, breaker, clock, random, timeoutMs, observer };
}
