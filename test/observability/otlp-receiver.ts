import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span of OTLP's JSON encoding, with its attributes as an object. */
export interface ReceivedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  kind: number;
  /** Nanoseconds since the epoch. */
  start: bigint;
  end: bigint;
  failed: boolean;
  attributes: Readonly<Record<string, unknown>>;
}

export interface OtlpReceiver {
  url: string;
  spans: ReceivedSpan[];
  resources: Readonly<Record<string, unknown>>[];
  /** Requests that arrived. */
  exports: number;
  close(): Promise<void>;
}

/** A collector that keeps the spans that it gets. `answers: false`: it accepts requests and never answers. */
export async function startOtlpReceiver({ answers = true } = {}): Promise<OtlpReceiver> {
  const server = createServer(async (request, response) => {
    receiver.exports += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (!answers) return;
    if (request.method !== 'POST' || request.url !== '/collector/v1/traces') {
      response.writeHead(404).end();
      return;
    }
    read(JSON.parse(Buffer.concat(chunks).toString()), receiver);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: OtlpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/collector`,
    spans: [],
    resources: [],
    exports: 0,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return receiver;
}

interface OtlpAttribute {
  key: string;
  value: Readonly<Record<string, unknown>>;
}

interface OtlpSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status?: { code?: number };
  attributes?: OtlpAttribute[];
}

interface OtlpTraces {
  resourceSpans: { resource: { attributes: OtlpAttribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
}

function read({ resourceSpans }: OtlpTraces, receiver: OtlpReceiver): void {
  for (const { resource, scopeSpans } of resourceSpans) {
    receiver.resources.push(asObject(resource.attributes));
    for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
      const { name, traceId, spanId, parentSpanId, kind, startTimeUnixNano, endTimeUnixNano } = span;
      receiver.spans.push({
        name,
        traceId,
        spanId,
        parentSpanId: parentSpanId || undefined,
        kind,
        start: BigInt(startTimeUnixNano),
        end: BigInt(endTimeUnixNano),
        failed: span.status?.code === 2,
        attributes: asObject(span.attributes ?? []),
      });
    }
  }
}

function asObject(attributes: readonly OtlpAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
