import { z } from 'zod';
import { port } from '../environment/scalars.js';
import type { VariableGroup } from '../environment/variable-group.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the gateway tells of itself. */
export interface ObservabilityConfig {
  logLevel: (typeof LOG_LEVELS)[number];
  /** Where metrics are served, on the gateway's host; absent: they are off. */
  metricsPort?: number;
  /** The OTLP/HTTP collector of traces; absent: they are off. */
  tracesEndpoint?: URL;
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
};

export const observabilityVariables = {
  shape,
  files: [],
  config: (values) => ({
    logLevel: values.LOG_LEVEL,
    ...(values.METRICS_PORT !== undefined && { metricsPort: values.METRICS_PORT }),
    ...(values.OTEL_EXPORTER_OTLP_ENDPOINT && { tracesEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT }),
  }),
} satisfies VariableGroup<typeof shape, ObservabilityConfig>;

/** Two listeners cannot have one port, and the metrics' port is to be kept from the public. */
export function metricsPortProblems(
  values: { PORT: number; METRICS_PORT?: number | undefined } | undefined,
): readonly string[] {
  if (!values?.METRICS_PORT || values.METRICS_PORT !== values.PORT) return [];
  return ['METRICS_PORT must differ from PORT: metrics are not for everybody who may call'];
}
