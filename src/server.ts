import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { type GatewayConfig, TRTC_REGIONS, type TrtcConfig, type VolcengineConfig } from './config.js';
import type { Gateway } from './context.js';
import { CallerRate } from './http/caller-rate.js';
import { type ConsoleOptions, registerConsole } from './http/console.js';
import { registerGraphql } from './http/graphql.js';
import { registerHealth } from './http/health.js';
import { refuseBadPath, refuseClient, registerHttpErrors } from './http/http-errors.js';
import { loadPlayground, type PlaygroundToken } from './http/playground.js';
import { registerSecurityHeaders } from './http/security-headers.js';
import { createTokenVerifier } from './identity/token-verifier.js';
import { ActionsByKey } from './moderation/idempotency.js';
import { buildGatewaySchema } from './schema.js';
import { Breaker } from './vendors/breaker.js';
import { type Clock, systemClock } from './vendors/clock.js';
import { Quota } from './vendors/quota.js';
import type { CallLimits } from './vendors/retry.js';
import { VendorConnection } from './vendors/send-request.js';
import { TrtcClient } from './vendors/trtc/trtc-client.js';
import { UserStates } from './vendors/trtc/user-states.js';
import { BlacklistLoaders } from './vendors/volcengine/blacklist-loader.js';
import { VolcengineClient } from './vendors/volcengine/volcengine-client.js';

/** 1,000 users with a map of some 900 bytes each. */
const MAX_BODY_BYTES = 1_048_576;

/** How long a client may take to send a request; a shutdown waits for it. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Time and chance, which tests replace. */
export interface Surroundings {
  /** For waits: monotonic. */
  clock: Clock;
  /** For signatures: milliseconds since the epoch. */
  epochMs: () => number;
  /** For the jitter between attempts: 0 ≤ n < 1. */
  random: () => number;
}

export interface GatewayOptions {
  /** What the playground can call with; for the sandbox only. */
  playgroundTokens?: readonly PlaygroundToken[];
  /** Where the playground is on, the moderator console is served too; for the sandbox only. */
  console?: ConsoleOptions;
}

export interface RunningGateway {
  /** `http://127.0.0.1:4000`, with the port that was really taken. */
  url: string;
  /** Refuses new requests, finishes those under way, then ends every connection. */
  close(): Promise<void>;
}

/** Starts a gateway. Rejects when the port is taken, or when the playground is on but was not built. */
export async function startGateway(
  config: GatewayConfig,
  options: Partial<Surroundings> & GatewayOptions = {},
): Promise<RunningGateway> {
  const surroundings = { clock: systemClock, epochMs: Date.now, random: Math.random, ...options };
  const { gateway, closeVendors } = connectVendors(config, surroundings);
  const app = Fastify({
    logger: { level: config.logLevel },
    // One line for each action (`moderation/action-log.ts`) says more than two for each request.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: MAX_BODY_BYTES,
    clientErrorHandler: refuseClient,
    frameworkErrors: refuseBadPath,
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_TIMEOUT_MS,
  });
  try {
    await listen(app, config, gateway, surroundings, options);
  } catch (error) {
    await app.close();
    await closeVendors();
    throw error;
  }
  return {
    url: app.listeningOrigin,
    async close() {
      await app.close();
      await closeVendors();
    },
  };
}

async function listen(
  app: FastifyInstance,
  config: GatewayConfig,
  gateway: Gateway,
  { clock, epochMs }: Surroundings,
  { playgroundTokens = [], console: consoleOptions }: GatewayOptions,
): Promise<void> {
  for (const warning of config.warnings) app.log.warn(warning);
  endConnectionsWhenClosing(app);
  await registerSecurityHeaders(app);
  registerHttpErrors(app);
  // No body is read but GraphQL's, which has a parser of its own.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  if (config.corsOrigins.length > 0) {
    await app.register(cors, { origin: [...config.corsOrigins], exposedHeaders: ['retry-after'] });
  }
  const verifier = createTokenVerifier(config.auth, epochMs);
  // Keys that are not there yet can still come: with the first token, or when `/readyz` is asked.
  verifier.ready().catch(() => {});
  registerHealth(app, gateway, verifier);
  const requestsPerSecond = config.callerRequestsPerSecond;
  await registerGraphql(app, {
    schema: buildGatewaySchema(),
    gateway,
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
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

function connectVendors(config: GatewayConfig, surroundings: Surroundings) {
  const { deadlineMs } = config.vendorCalls;
  const { clock } = surroundings;
  const gateway: Gateway = {
    actionsByKey: new ActionsByKey(() => clock.now()),
    callRequest: (caller, signal) => ({ caller, signal, deadline: clock.now() + deadlineMs }),
  };
  const closers: (() => Promise<void>)[] = [];
  if (config.trtc) closers.push(connectTrtc(gateway, config.trtc, config, surroundings));
  if (config.volcengine) closers.push(connectVolcengine(gateway, config.volcengine, config, surroundings));
  return { gateway, closeVendors: async () => void (await Promise.all(closers.map((close) => close()))) };
}

function connectTrtc(
  gateway: Gateway,
  trtc: TrtcConfig,
  config: GatewayConfig,
  surroundings: Surroundings,
): () => Promise<void> {
  const connection = new VendorConnection(trtc.endpoint);
  const breaker = new Breaker();
  const limits = new Map(
    TRTC_REGIONS.map((region) => [region, callLimits(trtc.callsPerSecond, breaker, config, surroundings)]),
  );
  gateway.trtc = {
    states: new UserStates(new TrtcClient(trtc, connection, limits, surroundings.epochMs)),
    sdkAppIds: trtc.sdkAppIds,
    region: trtc.region,
    breaker,
    quotas: new Map([...limits].map(([region, { quota }]) => [region, quota])),
  };
  return () => {
    for (const { quota } of limits.values()) quota.close();
    return connection.close();
  };
}

function connectVolcengine(
  gateway: Gateway,
  volcengine: VolcengineConfig,
  config: GatewayConfig,
  surroundings: Surroundings,
): () => Promise<void> {
  const connection = new VendorConnection(volcengine.endpoint);
  const breaker = new Breaker();
  const limits = callLimits(volcengine.callsPerSecond, breaker, config, surroundings);
  const client = new VolcengineClient(volcengine, connection, limits, surroundings.epochMs);
  gateway.volcengine = {
    loaders: new BlacklistLoaders(client, limits),
    appIds: volcengine.appIds,
    breaker,
    quotas: new Map([['account', limits.quota]]),
  };
  return () => {
    limits.quota.close();
    return connection.close();
  };
}

function callLimits(
  callsPerSecond: number,
  breaker: Breaker,
  { vendorCalls: { queueMax, timeoutMs } }: GatewayConfig,
  { clock, random }: Surroundings,
): CallLimits {
  return {
    quota: new Quota({ callsPerSecond, maxWaiting: queueMax, clock }),
    breaker,
    clock,
    random,
    timeoutMs,
  };
}
