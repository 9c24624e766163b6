import { z } from 'zod';
import { port } from '../environment/scalars.js';
import type { VariableGroup } from '../environment/variable-group.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the gateway tells of itself. */
export interface ObservabilityConfig {
  logLevel: (typeof LOG_LEVELS)[number];
  /** Where metrics are served, on the gateway's host; absent: they are off. */
  metricsPort?: number;
  /** Where spans are sent to, by OTLP over HTTP; absent: traces are off. */
  tracesUrl?: URL;
}

/**
 * An OTLP collector. Most collectors are on the same network and have no TLS, so plain HTTP is accepted. Credentials
 * belong in OTEL_EXPORTER_OTLP_HEADERS, which the exporter reads itself.
 */
const collector = z.string().transform((text, context): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (url && plain && !url.search && !url.hash) return url;
  context.addIssue('must be an http:// or https:// address without a password');
  return z.NEVER;
});

const shape = {
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: collector.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none'], 'must be otlp or none').default('otlp'),
};
type Values = z.output<z.ZodObject<typeof shape>>;

export const observabilityVariables = {
  shape,
  files: [],
  config: (values) => ({
    logLevel: values.LOG_LEVEL,
    ...(values.METRICS_PORT !== undefined && { metricsPort: values.METRICS_PORT }),
    ...tracesConfig(values),
  }),
} satisfies VariableGroup<typeof shape, ObservabilityConfig>;

/**
 * Source: OpenTelemetry's "Environment Variable Specification" and "OTLP Exporter Configuration". The endpoint of traces
 * is used as it is; below the endpoint of all signals, traces have a path of their own.
 */
function tracesConfig({
  OTEL_EXPORTER_OTLP_ENDPOINT: all,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own,
  OTEL_SDK_DISABLED: disabled,
  OTEL_TRACES_EXPORTER: exporter,
}: Values): Pick<ObservabilityConfig, 'tracesUrl'> {
  // Any value but "true" counts as false there.
  if (disabled?.toLowerCase() === 'true' || exporter === 'none') return {};
  if (own) return { tracesUrl: own };
  return all ? { tracesUrl: new URL(`${all.href.replace(/\/$/, '')}/v1/traces`) } : {};
}

/** Collectors that speak OTLP over HTTP read both. The gateway sends JSON. */
const PROTOCOLS = ['http/json', 'http/protobuf'];

/** Spans for another protocol would be lost. The variables may be there for other programs, so they count with traces only. */
export function tracesProtocolProblems(values: Values | undefined): readonly string[] {
  if (!values || !tracesConfig(values).tracesUrl) return [];
  const own = values.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL;
  const protocol = own ?? values.OTEL_EXPORTER_OTLP_PROTOCOL;
  if (protocol === undefined || PROTOCOLS.includes(protocol)) return [];
  const name = own === undefined ? 'OTEL_EXPORTER_OTLP_PROTOCOL' : 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL';
  return [
    `${name} must be http/json or http/protobuf: the gateway sends spans over HTTP only, to a port such as 4318`,
  ];
}

/** Two listeners cannot have one port, and the metrics' port is to be kept from the public. */
export function metricsPortProblems(
  values: { PORT: number; METRICS_PORT?: number | undefined } | undefined,
): readonly string[] {
  if (!values?.METRICS_PORT || values.METRICS_PORT !== values.PORT) return [];
  return ['METRICS_PORT must differ from PORT: metrics are not for everybody who may call'];
}
