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
}

const shape = {
  PORT: port.default(4000),
  HOST: hostName.default('0.0.0.0'),
  PLAYGROUND: flag.default(false),
  INTROSPECTION: flag.default(false),
  CORS_ORIGINS: origins.default([]),
  CALLER_REQUESTS_PER_SECOND: integer(0, 1_000_000).default(100),
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
  }),
} satisfies VariableGroup<typeof shape, HttpConfig>;
