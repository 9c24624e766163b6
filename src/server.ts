import 'reflect-metadata';
import { createHash, randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { RecordedActions } from './actions/recorded-actions.js';
import { Recovery } from './actions/recovery.js';
import type { GatewayConfig } from './config/gateway.js';
import type { Gateway } from './context.js';
import { assembleApp, createApp, type PageOptions } from './http/app.js';
import { readinessOf } from './http/health.js';
import { metricsListener } from './http/metrics.js';
import { createTokenVerifier } from './identity/token-verifier.js';
import { type OpenJournal, openJournal } from './journal/open-journal.js';
import { Retention } from './journal/retention.js';
import { ActionWatch } from './observability/action-watch.js';
import type { Metrics, VendorCall } from './observability/metrics.js';
import { startObserving } from './observability/observing.js';
import { buildGatewaySchema } from './schema.js';
import { type Surroundings, systemSurroundings } from './time/surroundings.js';
import { Breaker } from './vendors/calling/breaker.js';
import type { PermitLedger } from './vendors/calling/permit-ledger.js';
import { Quota } from './vendors/calling/quota.js';
import type { CallLimits } from './vendors/calling/retry.js';
import { VendorConnection } from './vendors/calling/send-request.js';
import { TRTC_DOCUMENTED_CODES } from './vendors/trtc/codes.js';
import { TrtcClient } from './vendors/trtc/trtc-client.js';
import { UserStates } from './vendors/trtc/user-states.js';
import { TRTC_REGIONS, type TrtcConfig } from './vendors/trtc/variables.js';
import { BlacklistLoaders } from './vendors/volcengine/blacklist-loader.js';
import { VOLCENGINE_DOCUMENTED_CODES } from './vendors/volcengine/codes.js';
import type { VolcengineConfig } from './vendors/volcengine/variables.js';
import { VolcengineClient } from './vendors/volcengine/volcengine-client.js';

/** The vendor document's quota for IsInBlackList, which is asked what came of additions that are in doubt. */
const CHECKS_PER_SECOND = 100;

export interface GatewayOptions extends PageOptions {
  /** Where lines of the log go; by default, to standard output as they come. */
  logTo?: { write(line: string): void };
}

export interface RunningGateway {
  /** `http://127.0.0.1:4000`, with the port that was really taken. */
  url: string;
  /** The address of `/metrics`, in the same form; undefined: metrics are off. */
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
  const surroundings = { ...systemSurroundings, ...options };
  const { clock } = surroundings;
  const app = createApp(config.logLevel, options.logTo);
  const { log } = app;
  /** In the order of the shutdown: what was opened last is closed first. */
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const close of closers.splice(0)) await close();
  };
  try {
    const gatewayId = randomUUID();
    const { metricsPort, tracesEndpoint: endpoint } = config;
    const { metrics, traces } = await startObserving(metricsPort !== undefined, {
      endpoint,
      gatewayId,
      ...surroundings,
      log,
    });
    if (traces) closers.unshift(() => traces.close());

    const opened = await openJournal(config.journal, { gatewayId, surroundings, log, watch: metrics });
    closers.unshift(() => opened.close());

    const gateway = connect({ config, surroundings, log, ledger: opened.ledger, metrics }, opened, closers);

    const verifier = createTokenVerifier(config.auth, surroundings);
    // Keys that cannot be fetched now are fetched with the first token, or when `/readyz` is asked.
    verifier.ready().catch(() => {});
    const readiness = () => readinessOf(gateway, verifier);

    closers.unshift(() => app.close());
    const schema = buildGatewaySchema();
    const parts = { config, schema, gateway, verifier, readiness, clock, pages: options, metrics, traces };
    await assembleApp(app, parts);
    await app.listen({
      host: config.host,
      port: config.port,
      listenTextResolver: (address) => `serving ${address}/graphql`,
    });

    // Closed last of all, so that a shutdown can be watched to its end.
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

/** Makes ready to record actions and to call the vendors. */
function connect(wiring: Wiring, opened: OpenJournal, closers: (() => Promise<void>)[]): Gateway {
  const { config, surroundings, metrics } = wiring;
  const { clock } = surroundings;
  const { deadlineMs } = config.vendorCalls;
  const { journal, readers, probe, outage, readOutage } = opened;
  const actions = new RecordedActions(journal, clock, deadlineMs, outage);
  const gateway: Gateway = {
    journal,
    readers,
    probe,
    outage,
    readOutage,
    actions,
    callRequest: (caller, signal, observer) => {
      return { caller, signal, observer, deadline: clock.now() + deadlineMs };
    },
    watchAction: (name, trace) => new ActionWatch(name, clock, metrics, trace),
    ...(metrics && { metrics }),
  };
  if (config.trtc) closers.unshift(connectTrtc(gateway, config.trtc, wiring));
  if (config.volcengine) closers.unshift(connectVolcengine(gateway, config.volcengine, wiring));
  closers.unshift(() => actions.close());
  return gateway;
}

/** What the gateway does by itself while it serves. */
function choresOf(
  gateway: Gateway,
  { journal: { kind, retentionDays }, vendorCalls }: GatewayConfig,
  surroundings: Surroundings,
  log: FastifyBaseLogger,
): { start(): void; close(): Promise<void> }[] {
  const alone = kind === 'sqlite' ? vendorCalls : undefined;
  const recovery = new Recovery(gateway, surroundings.clock, log, alone);
  if (retentionDays === 0) return [recovery];
  return [recovery, new Retention(gateway.journal, retentionDays, surroundings, log)];
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
