import { z } from 'zod';
import { port } from '../../environment/scalars.js';
import { volcengineVariables } from '../../vendors/volcengine/variables.js';
import { VOLCENGINE_EMULATOR_PORT } from './port.js';

export interface VolcengineEmulatorConfig {
  port: number;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  appIds: readonly number[];
  callsPerSecond: number;
}

/** The values that apply where the environment has none. The sandbox's gateway signs with the same credentials. */
export const VOLCENGINE_SANDBOX_VALUES = {
  VOLC_ACCESS_KEY_ID: 'AKLTSandboxSandboxSandboxSandbox',
  VOLC_SECRET_ACCESS_KEY: 'SandboxSecretAccessKeyForTheEmulator',
  VOLC_APP_IDS: '123456',
};

/** The gateway's own variables for the vendor, and the emulator's port. */
export const volcengineEmulatorVariables = z
  .object(volcengineVariables.shape)
  .extend({ VOLC_EMULATOR_PORT: port.default(VOLCENGINE_EMULATOR_PORT) })
  .required({ VOLC_ACCESS_KEY_ID: true, VOLC_SECRET_ACCESS_KEY: true, VOLC_APP_IDS: true });

export function volcengineEmulatorConfig(
  values: z.output<typeof volcengineEmulatorVariables>,
): VolcengineEmulatorConfig {
  return {
    port: values.VOLC_EMULATOR_PORT,
    accessKeyId: values.VOLC_ACCESS_KEY_ID,
    secretAccessKey: values.VOLC_SECRET_ACCESS_KEY.reveal(),
    ...(values.VOLC_SESSION_TOKEN && { sessionToken: values.VOLC_SESSION_TOKEN.reveal() }),
    appIds: values.VOLC_APP_IDS,
    callsPerSecond: values.VOLC_QPS,
  };
}
