import { z } from 'zod';
import { namesKey } from '../config/auth.js';
import { type GatewayConfig, readGatewayConfig } from '../config/gateway.js';
import { fileVariables } from '../config/secret-parts.js';
import { EMULATOR_ENTRIES, type EmulatorName } from '../emulators/emulators.js';
import { readEmulatorConfig, SANDBOX_VALUES } from '../emulators/variables.js';
import { ConfigError } from '../environment/config-error.js';
import { type Environment, readEnvironment } from '../environment/environment.js';
import { parseVariables } from '../environment/parse-variables.js';
import { flag } from '../environment/scalars.js';

/** The address of a vendor whose emulator does not run. */
const NOBODY = 'http://127.0.0.1:1';

/** Front ends under development, on whatever port, and shells such as `capacitor://localhost`. */
const ANY_LOCAL_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/((?:[\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** The sandbox's own variables. */
export const sandboxVariables = z.object({
  /** Whether people come and go by themselves. */
  SANDBOX_VISITORS: flag.default(true),
});

/** Throws a `ConfigError`. */
export function readVisitorsWanted(environment?: Environment): boolean {
  const { env } = readEnvironment([], environment);
  const { values, problems } = parseVariables(sandboxVariables, env);
  if (!values) throw new ConfigError(problems);
  return values.SANDBOX_VISITORS;
}

/**
 * The configuration of a gateway in front of running emulators: what the environment says, with the playground and
 * introspection on, for pages and programs of this machine only, and never with the real vendors' addresses. The gateway
 * checks tokens with `authSecret` unless the environment names a key, keeps the journal in `journalFile` unless the
 * environment names a database, and takes the emulators' callbacks unless the environment names other keys for them.
 */
export function readSandboxConfig(
  emulators: Readonly<Partial<Record<EmulatorName, { url: string }>>>,
  authSecret: string,
  journalFile: string,
  environment?: Environment,
): GatewayConfig {
  const { env, problems } = readEnvironment(fileVariables, environment);
  if (problems.length > 0) throw new ConfigError(problems);
  const addresses = EMULATOR_ENTRIES.map(([name, { endpointVariable }]) => [
    endpointVariable,
    emulators[name]?.url ?? NOBODY,
  ]);
  const configs = readEmulatorConfig(environment);
  const ofEmulators = EMULATOR_ENTRIES.map(([name, { gatewayValues }]) => gatewayValues?.(configs[name]));
  const config = readGatewayConfig({
    ...SANDBOX_VALUES,
    ...(!namesKey(env) && { AUTH_JWT_SECRET: authSecret }),
    HOST: '127.0.0.1',
    PLAYGROUND: 'true',
    INTROSPECTION: 'true',
    LOG_LEVEL: 'warn',
    DATABASE_URL: `file:${journalFile}`,
    ...Object.assign({}, ...ofEmulators),
    ...env,
    ...Object.fromEntries(addresses),
  });
  return { ...config, corsOrigins: [...config.corsOrigins, ANY_LOCAL_ORIGIN] };
}
