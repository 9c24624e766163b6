import { z } from 'zod';
import { type EgressConfig, egressVariables } from '../egress/variables.js';
import { ConfigError } from '../environment/config-error.js';
import { type Environment, readEnvironment, type SecretFile } from '../environment/environment.js';
import { parseVariables } from '../environment/parse-variables.js';
import type { SecretReadings } from '../environment/secret-files.js';
import { stateOfGroup } from '../environment/variable-group.js';
import type { VendorVariables } from '../vendors/calling/connected-vendor.js';
import { VENDORS, type VendorSettings } from '../vendors/vendors.js';
import { authProblems, authVariables } from './auth.js';
import { type FeedLimits, feedVariables } from './feed.js';
import { type HttpConfig, httpVariables } from './http.js';
import { journalVariables } from './journal.js';
import {
  metricsPortProblems,
  type ObservabilityConfig,
  observabilityVariables,
  tracesProtocolProblems,
} from './observability.js';
import { type RestrictionLimits, restrictionVariables } from './restrictions.js';
import { fileVariables, type SecretParts, type SecretTakers, takeSecrets } from './secret-parts.js';
import {
  type TrustedDocumentsConfig,
  trustedDocumentsProblems,
  trustedDocumentsVariables,
} from './trusted-documents.js';
import { type VendorCallLimits, vendorCallVariables } from './vendor-calls.js';

export interface GatewayConfig extends HttpConfig, ObservabilityConfig, SecretParts {
  trustedDocuments: TrustedDocumentsConfig;
  vendorCalls: VendorCallLimits;
  restrictions: RestrictionLimits;
  feed: FeedLimits;
  egress: EgressConfig;
  secrets: ReplaceableSecrets;
}

/** The secrets that came from files, and may be replaced while the gateway runs. */
export interface ReplaceableSecrets {
  files: readonly SecretFile[];
  /** Passes new values on, as `takeSecrets` does. */
  take(
    readings: SecretReadings,
    changed: ReadonlySet<string>,
    takers: SecretTakers,
  ): ReturnType<typeof takeSecrets>;
}

const VENDOR_VARIABLES: readonly VendorVariables[] = Object.values(VENDORS).map(({ variables }) => variables);

const variables = z.object({
  ...httpVariables.shape,
  ...trustedDocumentsVariables.shape,
  ...observabilityVariables.shape,
  ...authVariables.shape,
  ...journalVariables.shape,
  ...vendorCallVariables.shape,
  ...restrictionVariables.shape,
  ...feedVariables.shape,
  ...egressVariables.shape,
});

/** The names of all the gateway's variables, the `…_FILE` forms of secrets included. */
export function variableNames(): string[] {
  const shapes = [variables.shape, ...VENDOR_VARIABLES.map(({ shape }) => shape)];
  return [...shapes.flatMap((shape) => Object.keys(shape)), ...fileVariables.map((name) => `${name}_FILE`)];
}

/** Reads the gateway's configuration. Throws a `ConfigError` that names every problem at once. */
export function readGatewayConfig(environment?: Environment): GatewayConfig {
  const { env, problems, files } = readEnvironment(fileVariables, environment);
  const { values, problems: malformed } = parseVariables(variables, env);
  const vendors = readVendors(env);
  problems.push(
    ...malformed,
    ...vendors.problems,
    ...trustedDocumentsProblems(values),
    ...authProblems(env),
    ...metricsPortProblems(values),
    ...tracesProtocolProblems(values),
  );
  const auth = values && authVariables.config(values);
  if (problems.length > 0 || !values || !auth) throw new ConfigError(problems);
  return {
    ...httpVariables.config(values),
    ...observabilityVariables.config(values),
    trustedDocuments: trustedDocumentsVariables.config(values),
    auth,
    vendorCalls: vendorCallVariables.config(values),
    restrictions: restrictionVariables.config(values),
    feed: feedVariables.config(values),
    journal: journalVariables.config(values),
    // `env` is not in the configuration itself, which may be printed.
    secrets: { files, take: (...changes) => takeSecrets(env, ...changes) },
    egress: egressVariables.config(values),
    ...vendors.settings,
  };
}

/** A vendor that is off is absent from the settings. */
function readVendors(env: Environment): { settings: VendorSettings; problems: readonly string[] } {
  const read = Object.values(VENDORS).map((vendor) => {
    const variables: VendorVariables = vendor.variables;
    const { values, problems } = parseVariables(z.object(variables.shape), env);
    // The values are of the same vendor's shape, which the compiler cannot see.
    if (values) problems.push(...(variables.problems?.(values as never) ?? []));
    return { settings: [vendor.configuredAs, values && variables.config(values as never)], problems };
  });
  const on = read.map(({ settings }) => settings).filter(([, settings]) => settings !== undefined);
  const problems = [...read.flatMap(({ problems }) => problems), ...vendorProblems(env)];
  return { settings: Object.fromEntries(on), problems };
}

function vendorProblems(env: Environment): readonly string[] {
  const states = VENDOR_VARIABLES.map((vendor) => stateOfGroup(vendor, env));
  const problems = states.flatMap((state) => state.problems);
  if (states.some(({ on }) => on)) return problems;
  const choices = VENDOR_VARIABLES.map(({ required, title }) => `${required.join(', ')} for ${title}`);
  return [
    `no vendor is configured: set ${choices.join(', or ')}, or both (\`npm run sandbox\` needs none of them)`,
  ];
}
