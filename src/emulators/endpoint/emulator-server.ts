import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ArrivedRequest } from './arrived-request.js';
import { answerControlRequest, type ControlRoute } from './control-api.js';
import type { Fault } from './fault.js';
import type { Traffic } from './sliding-window-quota.js';
import { type Vendor, VendorEndpoint } from './vendor-endpoint.js';

const HOST = '127.0.0.1';
const CONTROL_PREFIX = '/_control';
/** The limit of Tencent's API gateway. Volcengine documents none. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface EmulatorClock {
  /** Counts arrivals against the quota. */
  monotonicMs(): number;
  /** The time for judging the age of signatures, and for the `Date` header of the answers. */
  epochMs(): number;
}

/** The controls of every emulator, in process. The control API offers the same. */
export interface EmulatorServer<FaultInput> {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  injectFault(fault: FaultInput): void;
  clearFaults(): void;
  /** The latest 10,000, oldest first. */
  requests(): readonly ArrivedRequest[];
  clearRequests(): void;
  traffic(): Traffic;
  /** Forgets faults, requests and traffic, and restores the initial state. */
  reset(): void;
  /** Closes every connection at once, including connections left in silence. */
  close(): Promise<void>;
}

/**
 * Serves a vendor's interface at `/` and the control API under `/_control`. With port 0, the system chooses a free
 * port.
 */
export async function startEmulatorServer<F extends Fault, FaultInput>(
  vendor: Vendor<F, FaultInput>,
  port = 0,
  clock: Partial<EmulatorClock> = {},
): Promise<EmulatorServer<FaultInput>> {
  const monotonicMs = clock.monotonicMs ?? (() => performance.timeOrigin + performance.now());
  const epochMs = clock.epochMs ?? Date.now;
  const closing = new AbortController();
  const endpoint = new VendorEndpoint(vendor, closing.signal);
  const controlRoutes: ControlRoute[] = [
    ...vendor.controlRoutes,
    { method: 'GET', path: '/faults', run: () => endpoint.pendingFaults() },
    { method: 'POST', path: '/faults', run: (_, body) => endpoint.injectFault(body) },
    { method: 'DELETE', path: '/faults', run: () => endpoint.clearFaults() },
    { method: 'GET', path: '/requests', run: () => endpoint.requests() },
    { method: 'DELETE', path: '/requests', run: () => endpoint.clearRequests() },
    { method: 'GET', path: '/traffic', run: () => endpoint.traffic() },
    { method: 'POST', path: '/reset', run: () => endpoint.reset() },
  ];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = monotonicMs();
    response.setHeader('date', new Date(epochMs()).toUTCString());
    const body = await readBody(request);
    if (!body) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    const method = request.method ?? '';
    const [path = '', ...query] = request.url?.split('?') ?? [];
    if (path === '/') {
      const vendorRequest = { method, rawQuery: query.join('?'), headers: flatHeaders(request), body };
      await endpoint.answer(vendorRequest, at, epochMs(), response);
      return;
    }
    const answer = path.startsWith(`${CONTROL_PREFIX}/`)
      ? answerControlRequest(controlRoutes, method, path.slice(CONTROL_PREFIX.length), body)
      : { status: 404, body: '{"error":"the vendor is at /, the control API under /_control/"}\n' };
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // Here, either a side has closed the connection, or the emulator has a bug, which must be visible.
      if (response.destroyed || response.headersSent) return;
      response.writeHead(500).end(error instanceof Error ? error.stack : String(error));
    });
  });
  // Longer than clients keep an idle connection. Otherwise the server could close a connection just as a request
  // arrives.
  server.keepAliveTimeout = 60_000;
  server.listen(port, HOST);
  await once(server, 'listening');
  const { port: boundPort } = server.address() as AddressInfo;

  return {
    url: `http://${HOST}:${boundPort}`,
    port: boundPort,
    injectFault: (fault) => endpoint.injectFault(fault),
    clearFaults: () => endpoint.clearFaults(),
    requests: () => endpoint.requests(),
    clearRequests: () => endpoint.clearRequests(),
    traffic: () => endpoint.traffic(),
    reset: () => endpoint.reset(),
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Undefined if the body is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not destroy the request, because the refusal must still be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
