import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { FastifyBaseLogger } from 'fastify';
import type { ProxyRoute } from '../egress/proxy-route.js';
import type { Clock } from '../time/clock.js';
import type { Attempt } from '../vendors/calling/attempt.js';
import { LoggedExporter } from './logged-exporter.js';
import type { TracedRoute } from './route.js';

const EXPORT_TIMEOUT_MS = 5_000;
/** How long a shutdown waits until the last spans are exported. */
const LAST_EXPORT_MS = 2_000;

/** What a moderation action, or a read from a vendor, is part of. All times are on the `clock` of `TracesOptions`. */
export interface ActionTrace {
  /** Begins the span of the action or the read. */
  part(name: string, startedAt: number): RequestPart;
}

/** The trace of one HTTP request. */
export interface RequestTrace extends ActionTrace {
  /** Call this when the answer was sent, or when the client has left. Later calls are ignored. */
  end(status?: number): void;
}

/** The span of one moderation action, or of one read from a vendor. */
export interface RequestPart {
  /** Adds a finished step. */
  leg(name: string, from: number, to: number, attributes: Attributes, failed?: boolean): void;
  /** Adds a finished exchange with a vendor. */
  attempt(
    api: string,
    from: number,
    to: number,
    attempt: Attempt<unknown>,
    vendorRequestId: string | undefined,
  ): void;
  end(at: number, attributes: Attributes, failed: boolean): void;
}

export interface TracesOptions {
  /** Where spans are sent to, by OTLP over HTTP. */
  url: URL;
  /** Spans are sent through a proxy. */
  route?: ProxyRoute | undefined;
  /** Distinguishes this process from other gateways. */
  gatewayId: string;
  clock: Clock;
  epochMs: () => number;
  log: FastifyBaseLogger;
}

/**
 * OpenTelemetry spans of every GraphQL request and every event callback. They are queued and sent in the background. If the collector is slow or
 * down, spans are lost, and nothing else is affected. Nothing here is global, so nothing else in the process is traced.
 */
export class Traces {
  readonly #provider: BasicTracerProvider;
  readonly #tracer: Tracer;
  readonly #clock: Clock;
  readonly #epochMs: () => number;

  constructor({ url, route, gatewayId, clock, epochMs, log }: TracesOptions) {
    const exporter = new OTLPTraceExporter({
      url: url.href,
      timeoutMillis: EXPORT_TIMEOUT_MS,
      ...(route && { httpAgentOptions: route.nodeAgent }),
    });
    this.#provider = new BasicTracerProvider({
      // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have precedence.
      resource: resourceFromAttributes({
        'service.name': 'moderation-gateway',
        'service.instance.id': gatewayId,
      }).merge(detectResources({ detectors: [envDetector] })),
      spanProcessors: [new BatchSpanProcessor(new LoggedExporter(exporter, log))],
    });
    this.#tracer = this.#provider.getTracer('moderation-gateway');
    this.#clock = clock;
    this.#epochMs = epochMs;
  }

  /** `traceparent`: the caller's header (W3C Trace Context). A malformed header is ignored. */
  request(
    traceparent: string | string[] | undefined,
    requestId: string,
    route: TracedRoute = '/graphql',
  ): RequestTrace {
    const at = this.#toEpoch();
    const span = this.#tracer.startSpan(
      `POST ${route}`,
      {
        kind: SpanKind.SERVER,
        startTime: at(this.#clock.now()),
        attributes: {
          'http.request.method': 'POST',
          'http.route': route,
          'gateway.request_id': requestId,
        },
      },
      callersContext(traceparent),
    );
    const within = trace.setSpan(ROOT_CONTEXT, span);
    let ended = false;
    return {
      part: (name, startedAt) =>
        this.#part(name, startedAt, { within, at, attributes: { 'gateway.request_id': requestId } }),
      end: (status) => {
        if (ended) return;
        ended = true;
        if (status !== undefined) span.setAttribute('http.response.status_code', status);
        if (status === undefined || status >= 500) fail(span);
        span.end(at(this.#clock.now()));
      },
    };
  }

  /** The trace of an action that the gateway carries out by itself. The action's span is its root. */
  automatic(requestId: string, causedBy: string): ActionTrace {
    const attributes = { 'gateway.request_id': requestId, 'gateway.caused_by': causedBy };
    return {
      part: (name, startedAt) =>
        this.#part(name, startedAt, { within: ROOT_CONTEXT, at: this.#toEpoch(), attributes }),
    };
  }

  /** Resolves within two seconds, when the queued spans were sent or given up. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_EXPORT_MS);
    });
    await Promise.race([this.#provider.shutdown().catch(() => {}), late]);
    clearTimeout(timer);
  }

  /** From `clock` to the time of day. To be made for each trace, because the clock drifts from the time of day. */
  #toEpoch(): (time: number) => number {
    const toEpochMs = this.#epochMs() - this.#clock.now();
    return (time) => time + toEpochMs;
  }

  #part(name: string, startedAt: number, { within: parent, at, attributes }: NewPart): RequestPart {
    const span = this.#tracer.startSpan(name, { startTime: at(startedAt), attributes }, parent);
    const within = trace.setSpan(ROOT_CONTEXT, span);
    const over = (
      kind: SpanKind,
      leg: string,
      from: number,
      to: number,
      attributes: Attributes,
      failed: boolean,
    ) => {
      const part = this.#tracer.startSpan(leg, { kind, startTime: at(from), attributes }, within);
      if (failed) fail(part);
      part.end(at(to));
    };
    return {
      leg: (leg, from, to, attributes, failed = false) =>
        over(SpanKind.INTERNAL, leg, from, to, attributes, failed),
      attempt: (api, from, to, attempt, vendorRequestId) =>
        over(
          SpanKind.CLIENT,
          api,
          from,
          to,
          {
            'vendor.code': attempt.ok ? 'OK' : (attempt.failure.vendorCode ?? attempt.failure.reason),
            ...(vendorRequestId && { 'vendor.request_id': vendorRequestId }),
          },
          !attempt.ok,
        ),
      end: (time, attributes, failed) => {
        span.setAttributes(attributes);
        if (failed) fail(span);
        span.end(at(time));
      },
    };
  }
}

interface NewPart {
  readonly within: Context;
  /** From `clock` to the time of day. */
  readonly at: (time: number) => number;
  readonly attributes: Attributes;
}

function fail(span: Span): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Source: W3C Trace Context, section 3.2. Fields that later versions append are ignored. */
function callersContext(traceparent: string | string[] | undefined): Context {
  if (typeof traceparent !== 'string') return ROOT_CONTEXT;
  const [, version, traceId, spanId, flags] =
    /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:$|-)/.exec(traceparent) ?? [];
  if (!traceId || !spanId || !flags || version === 'ff') return ROOT_CONTEXT;
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  // The SDK begins a new trace where the ids are all zeros.
  return trace.setSpanContext(ROOT_CONTEXT, spanContext);
}
