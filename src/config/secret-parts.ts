import { z } from 'zod';
import type { Environment } from '../environment/environment.js';
import { parseVariables } from '../environment/parse-variables.js';
import type { SecretReadings } from '../environment/secret-files.js';
import type { VariableGroup } from '../environment/variable-group.js';
import { VENDORS, type VendorSettings } from '../vendors/vendors.js';
import { type AuthConfig, authVariables } from './auth.js';
import { type JournalConfig, journalVariables } from './journal.js';

/** The parts of the configuration that have secrets. */
export interface SecretParts extends VendorSettings {
  auth: AuthConfig;
  journal: JournalConfig;
}

interface DeclaredPart extends Omit<VariableGroup<z.ZodRawShape, unknown>, 'config'> {
  readonly name: keyof SecretParts;
  /** `values` have the shape's types. */
  config(values: never): unknown;
  problems?(values: never): readonly string[];
}

const PARTS: readonly DeclaredPart[] = [
  ...Object.values(VENDORS).map(({ configuredAs: name, variables }) => ({ name, ...variables })),
  { name: 'auth', ...authVariables },
  { name: 'journal', ...journalVariables },
];

/** Each of these can be given as a file instead: `TRTC_SECRET_KEY_FILE`. */
export const fileVariables: readonly string[] = PARTS.flatMap(({ files }) => files);

/** What uses each part. A taker returns why it cannot use new values without a restart, or nothing. */
export type SecretTakers = {
  [Name in keyof SecretParts]?: (part: NonNullable<SecretParts[Name]>) => string | undefined;
};

/**
 * Gives each part whose secrets have changed to its taker, as a whole or not at all: a credential has several secrets.
 * `env`: the environment at the start.
 */
export function takeSecrets(
  env: Environment,
  readings: SecretReadings,
  changed: ReadonlySet<string>,
  takers: SecretTakers,
): { taken: readonly string[]; problems: readonly string[] } {
  const results = PARTS.map((part) => {
    const own = part.files.filter((variable) => changed.has(variable));
    const problems = own.length > 0 ? takePart(part, env, readings, takers) : [];
    return { taken: problems.length === 0 ? own : [], problems };
  });
  return {
    taken: results.flatMap(({ taken }) => taken),
    problems: results.flatMap(({ problems }) => problems),
  };
}

function takePart(
  { name, files, shape, config, problems: together }: DeclaredPart,
  env: Environment,
  readings: SecretReadings,
  takers: SecretTakers,
): readonly string[] {
  const read = files.flatMap((variable) => {
    const reading = readings.get(variable);
    return reading ? [{ variable, ...reading }] : [];
  });
  const problems = read.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return problems;
  const texts = Object.fromEntries(read.map(({ variable, text }) => [variable, text]));
  const { values, problems: malformed } = parseVariables(z.object(shape), { ...env, ...texts });
  if (!values) return malformed;
  const wrong = together?.(values as never) ?? [];
  if (wrong.length > 0) return wrong;
  // The values are of this part's shape, and the taker is this part's, which the compiler cannot see.
  const take = () => takers[name]?.(config(values as never) as never);
  const refusal = inWords(
    take,
    files.filter((variable) => readings.has(variable)),
  );
  return refusal === undefined ? [] : [refusal];
}

/** A taker may throw, for example if an address names a file that is gone. One part that fails must not keep the others from new secrets. */
function inWords(take: () => string | undefined, variables: readonly string[]): string | undefined {
  try {
    return take();
  } catch (error) {
    return `${variables.join(', ')} cannot be used: ${(error as Error).message}`;
  }
}
