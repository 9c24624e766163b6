import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { GatewayConfig } from '../config/gateway.js';
import type { Gateway } from '../context.js';
import type { TokenVerifier } from '../identity/token-verifier.js';
import type { Observing } from '../observability/observing.js';
import type { Clock } from '../time/clock.js';
import type { ConnectedVendor } from '../vendors/calling/connected-vendor.js';
import { registerCallbacks } from './callbacks.js';
import { CallerRate } from './caller-rate.js';
import { type ConsoleOptions, registerConsole } from './console.js';
import { registerCrossOrigin } from './cross-origin.js';
import { registerGraphql, requestContext } from './graphql.js';
import { type Readiness, registerHealth } from './health.js';
import { refuseBadPath, refuseClient, registerHttpErrors } from './http-errors.js';
import { observeRequests } from './observed-requests.js';
import { loadPlayground, type PlaygroundToken } from './playground.js';
import { registerSecurityHeaders } from './security-headers.js';
import { registerStreams } from './streams.js';
import { TrustedDocuments } from './trusted-documents.js';
import { endUnreadRequests, readNoBodies } from './unread-bodies.js';

/** 1,000 users with a map of some 900 bytes each. */
const MAX_BODY_BYTES = 1_048_576;

/** How long a client may take to send a request; a shutdown waits for it. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Tokens and pages for browsers. Only the sandbox sets them. */
export interface PageOptions {
  /** The callers that a reader of the playground can choose. */
  playgroundTokens?: readonly PlaygroundToken[];
  /** Where the playground is on, the moderator console is served too. */
  console?: ConsoleOptions;
}

/** The parts that the HTTP application connects. */
export interface AppParts extends Observing {
  config: GatewayConfig;
  schema: GraphQLSchema;
  gateway: Gateway;
  verifier: TokenVerifier;
  readiness: () => Promise<Readiness>;
  clock: Clock;
  random: () => number;
  pages: PageOptions;
}

/** An HTTP application without routes, which has the gateway's log. */
export function createApp(
  { logLevel, keepAliveTimeoutMs }: Pick<GatewayConfig, 'logLevel' | 'keepAliveTimeoutMs'>,
  logTo: { write(line: string): void },
): FastifyInstance {
  return Fastify({
    logger: { level: logLevel, stream: logTo },
    // One line for each action (`actions/action-log.ts`) says more than two for each request.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: MAX_BODY_BYTES,
    clientErrorHandler: refuseClient,
    frameworkErrors: refuseBadPath,
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: keepAliveTimeoutMs,
  });
}

/** Adds everything that the gateway serves. Rejects when a page is on that was not built. */
export async function assembleApp(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { config, schema, gateway, verifier, readiness, clock, pages, metrics, traces } = parts;
  observeRequests(app, metrics, traces);
  endConnectionsWhenClosing(app);
  endUnreadRequests(app);
  registerSecurityHeaders(app);
  registerHttpErrors(app);
  // GraphQL has a parser of its own.
  readNoBodies(app);
  await registerCrossOrigin(app, config.corsOrigins);
  registerHealth(app, readiness);
  const requestsPerSecond = config.callerRequestsPerSecond;
  const common = {
    schema,
    gateway,
    documents: new TrustedDocuments(config.trustedDocuments, schema),
    clock,
    admission: {
      verifier,
      ...(requestsPerSecond > 0 && { rate: new CallerRate({ requestsPerSecond, nowMs: () => clock.now() }) }),
    },
    introspection: config.introspection,
  };
  await registerGraphql(app, {
    ...common,
    ...(config.playground && { playground: await loadPlayground({ tokens: pages.playgroundTokens ?? [] }) }),
  });
  const { maxSubscriptions: maxStreams, maxPerCaller } = config.feed;
  await registerStreams(app, {
    ...common,
    random: parts.random,
    watch: metrics?.feed,
    limits: { maxStreams, maxPerCaller },
    contextOf: (request, reply) => requestContext(gateway, request, reply),
  });
  const callbacks = Object.values(gateway.vendors).flatMap(
    ({ callbacks }: ConnectedVendor) => callbacks ?? [],
  );
  await registerCallbacks(app, { callbacks, desk: gateway.callbackDesk, clock });
  if (config.playground && pages.console) await registerConsole(app, pages.console);
}

/** Otherwise a connection whose request is under way would stay open after the answer, and delay the shutdown. */
function endConnectionsWhenClosing(app: FastifyInstance): void {
  let closing = false;
  const connections = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  app.addHook('preClose', async () => {
    closing = true;
    // Browsers and pools open connections that they do not use yet. Node does not count them as idle.
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
