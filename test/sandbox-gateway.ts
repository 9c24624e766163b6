import { EMULATORS } from '../src/emulators/emulators.js';
import { TRTC_SANDBOX_VALUES } from '../src/emulators/trtc/variables.js';
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

/**
 * The same, but the TRTC emulator sends the gateway no events, because the gateway takes another key for them. For tests
 * that ask for no roster: the events of each start and each `reset` take longer than most requests.
 */
export function startSandboxWithoutEvents(
  environment: Readonly<Record<string, string>> = {},
  surroundings: Parameters<typeof startSandbox>[1] = {},
): Promise<Sandbox> {
  const served = environment.TRTC_SDK_APP_IDS ?? TRTC_SANDBOX_VALUES.TRTC_SDK_APP_IDS;
  const [application = ''] = served.split(',');
  return startTestSandbox(
    { TRTC_CALLBACK_KEYS: `${application.trim()}:anotherKey`, ...environment },
    surroundings,
  );
}

/**
 * Sends a state that may have been applied, or may not, once more so late that no test sees it. Otherwise such a call of the
 * gateway's own would take a fault that a test meant for its call, or would be counted with the test's calls.
 */
export const NOTHING_AGAIN = { VENDOR_TIMEOUT_MS: '600000' };

/** Besides, no call is given up while a test runs. */
export const NOTHING_GIVEN_UP = { ...NOTHING_AGAIN, VENDOR_DEADLINE_MS: '120000' };

/** Makes no pause between attempts. */
export const withoutJitter: Partial<Surroundings> = { random: () => 0 };
