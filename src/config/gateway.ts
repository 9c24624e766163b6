import { z } from 'zod';
import { ConfigError } from '../environment/config-error.js';
import { type Environment, readEnvironment } from '../environment/environment.js';
import { parseVariables } from '../environment/parse-variables.js';
import { stateOfGroup } from '../environment/variable-group.js';
import { type TrtcConfig, trtcVariables } from '../vendors/trtc/variables.js';
import { type VolcengineConfig, volcengineVariables } from '../vendors/volcengine/variables.js';
import { type AuthConfig, authProblems, authVariables } from './auth.js';
import { type HttpConfig, httpVariables } from './http.js';
import { type JournalConfig, journalVariables } from './journal.js';
import { metricsPortProblems, type ObservabilityConfig, observabilityVariables } from './observability.js';
import {
  type TrustedDocumentsConfig,
  trustedDocumentsProblems,
  trustedDocumentsVariables,
} from './trusted-documents.js';
import { type VendorCallLimits, vendorCallVariables } from './vendor-calls.js';

export interface GatewayConfig extends HttpConfig, ObservabilityConfig, VendorConfigs {
  trustedDocuments: TrustedDocumentsConfig;
  auth: AuthConfig;
  vendorCalls: VendorCallLimits;
  journal: JournalConfig;
}

/** A vendor that is absent is off. */
interface VendorConfigs {
  trtc?: TrtcConfig;
  volcengine?: VolcengineConfig;
}

const VENDORS = [trtcVariables, volcengineVariables] as const;
const vendorShape = { ...trtcVariables.shape, ...volcengineVariables.shape };

function vendorConfigs(values: z.output<z.ZodObject<typeof vendorShape>>): VendorConfigs {
  const trtc = trtcVariables.config(values);
  const volcengine = volcengineVariables.config(values);
  return { ...(trtc && { trtc }), ...(volcengine && { volcengine }) };
}

const variables = z.object({
  ...httpVariables.shape,
  ...trustedDocumentsVariables.shape,
  ...observabilityVariables.shape,
  ...authVariables.shape,
  ...journalVariables.shape,
  ...vendorCallVariables.shape,
  ...vendorShape,
});

/** Each of these can be given as a file instead: `TRTC_SECRET_KEY_FILE`. */
export const fileVariables = [...VENDORS, authVariables, journalVariables].flatMap(({ files }) => files);

/** The names of all the gateway's variables, the `…_FILE` forms of secrets included. */
export function variableNames(): string[] {
  return [...Object.keys(variables.shape), ...fileVariables.map((name) => `${name}_FILE`)];
}

/** Reads the gateway's configuration. Throws a `ConfigError` that names every problem at once. */
export function readGatewayConfig(environment?: Environment): GatewayConfig {
  const { env, problems } = readEnvironment(fileVariables, environment);
  const { values, problems: malformed } = parseVariables(variables, env);
  problems.push(
    ...malformed,
    ...vendorProblems(env),
    ...trustedDocumentsProblems(values),
    ...authProblems(env),
    ...metricsPortProblems(values),
  );
  const auth = values && authVariables.config(values);
  if (problems.length > 0 || !values || !auth) throw new ConfigError(problems);
  return {
    ...httpVariables.config(values),
    ...observabilityVariables.config(values),
    trustedDocuments: trustedDocumentsVariables.config(values),
    auth,
    vendorCalls: vendorCallVariables.config(values),
    journal: journalVariables.config(values),
    ...vendorConfigs(values),
  };
}

function vendorProblems(env: Environment): readonly string[] {
  const states = VENDORS.map((vendor) => stateOfGroup(vendor, env));
  const problems = states.flatMap((state) => state.problems);
  if (states.some(({ on }) => on)) return problems;
  const choices = VENDORS.map(({ required, title }) => `${required.join(', ')} for ${title}`);
  return [
    `no vendor is configured: set ${choices.join(', or ')}, or both (\`npm run sandbox\` needs none of them)`,
  ];
}
