import { hostName, origins } from '../environment/addresses.js';
import { flag, integer, port } from '../environment/scalars.js';
import type { VariableGroup } from '../environment/variable-group.js';

/** What is served over HTTP, where, and to whom. */
export interface HttpConfig {
  host: string;
  port: number;
  playground: boolean;
  introspection: boolean;
  /** The web origins that may call. Only the sandbox has patterns. */
  corsOrigins: readonly (string | RegExp)[];
  /** Requests a second, for each caller; 0: any number. */
  callerRequestsPerSecond: number;
  /** How long a connection without a request is kept open. */
  keepAliveTimeoutMs: number;
}

/** Load balancers commonly keep connections for 60 s. They must be the first to close one: see docs/operating.md. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

const shape = {
  PORT: port.default(4000),
  HOST: hostName.default('0.0.0.0'),
  PLAYGROUND: flag.default(false),
  INTROSPECTION: flag.default(false),
  CORS_ORIGINS: origins.default([]),
  CALLER_REQUESTS_PER_SECOND: integer(0, 1_000_000).default(100),
  KEEP_ALIVE_TIMEOUT_MS: integer(1_000, 3_600_000).default(KEEP_ALIVE_TIMEOUT_MS),
};

export const httpVariables = {
  shape,
  files: [],
  config: (values) => ({
    host: values.HOST,
    port: values.PORT,
    playground: values.PLAYGROUND,
    introspection: values.INTROSPECTION,
    corsOrigins: values.CORS_ORIGINS,
    callerRequestsPerSecond: values.CALLER_REQUESTS_PER_SECOND,
    keepAliveTimeoutMs: values.KEEP_ALIVE_TIMEOUT_MS,
  }),
} satisfies VariableGroup<typeof shape, HttpConfig>;
