import { EMULATORS } from '../src/emulators/emulators.js';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.js';
import type { Surroundings } from '../src/time/surroundings.js';

const emulatorVariables = Object.values(EMULATORS).flatMap(({ variables }) => Object.keys(variables.shape));
const setAll = (suffix: string, value: string) =>
  Object.fromEntries(emulatorVariables.filter((name) => name.endsWith(suffix)).map((name) => [name, value]));

/** A gateway and all emulators on free ports, without a log, without visitors, and with quotas that no test reaches by accident. */
export function startTestSandbox(
  environment: Readonly<Record<string, string>> = {},
  surroundings: Parameters<typeof startSandbox>[1] = {},
): Promise<Sandbox> {
  const quiet = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    SANDBOX_VISITORS: 'false',
    ...setAll('_EMULATOR_PORT', '0'),
    ...setAll('_QPS', '10000'),
  };
  return startSandbox({ ...quiet, ...environment }, surroundings);
}

/** Makes no pause between attempts. */
export const withoutJitter: Partial<Surroundings> = { random: () => 0 };
