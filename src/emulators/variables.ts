import { ConfigError } from '../environment/config-error.js';
import { type Environment, readEnvironment } from '../environment/environment.js';
import { parseVariables } from '../environment/parse-variables.js';
import type { VendorVariables } from '../vendors/calling/connected-vendor.js';
import { VENDORS } from '../vendors/vendors.js';
import { EMULATOR_ENTRIES, type EmulatorConfigs } from './emulators.js';

/** What the emulators accept where the environment names no credentials; the sandbox's gateway signs with the same. */
export const SANDBOX_VALUES: Readonly<Record<string, string>> = Object.assign(
  {},
  ...EMULATOR_ENTRIES.map(([, { sandboxValues }]) => sandboxValues),
);

/**
 * Reads the emulators' configuration. It uses the gateway's own variables, so that one environment serves both sides.
 * Variables that are not set get the sandbox's values. Throws a `ConfigError`.
 */
export function readEmulatorConfig(environment?: Environment): EmulatorConfigs {
  const variablesOfVendors: readonly VendorVariables[] = Object.values(VENDORS).map(
    ({ variables }) => variables,
  );
  const files = variablesOfVendors.flatMap((variables) => variables.files);
  const { env, problems } = readEnvironment(files, environment);
  const read = EMULATOR_ENTRIES.map(([name, { variables, config }]) => {
    const { values, problems } = parseVariables(variables, { ...SANDBOX_VALUES, ...env });
    // The values are of the same emulator's variables, which the compiler cannot see.
    return { entry: [name, values && config(values as never)], problems };
  });
  problems.push(...read.flatMap(({ problems }) => problems));
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(read.map(({ entry }) => entry)) as EmulatorConfigs;
}
