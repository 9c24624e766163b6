import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.js';
import type { Surroundings } from '../src/time/surroundings.js';

/** A gateway and both emulators on free ports, without a log, and with quotas that no test reaches by accident. */
export function startTestSandbox(
  environment: Readonly<Record<string, string>> = {},
  surroundings: Partial<Surroundings> = {},
): Promise<Sandbox> {
  const quiet = { PORT: '0', TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0', LOG_LEVEL: 'silent' };
  return startSandbox({ ...quiet, TRTC_QPS: '10000', VOLC_QPS: '10000', ...environment }, surroundings);
}

/** Makes no pause between attempts. */
export const withoutJitter: Partial<Surroundings> = { random: () => 0 };
