import { z } from 'zod';
import { port } from '../../environment/scalars.js';
import { trtcVariables } from '../../vendors/trtc/variables.js';
import { TRTC_EMULATOR_PORT } from './port.js';

export interface TrtcEmulatorConfig {
  port: number;
  secretId: string;
  secretKey: string;
  sessionToken?: string;
  sdkAppIds: readonly number[];
  callsPerSecond: number;
}

/** The values that apply where the environment has none. The sandbox's gateway signs with the same credentials. */
export const TRTC_SANDBOX_VALUES = {
  TRTC_SECRET_ID: 'AKIDSandboxSandboxSandboxSandbox',
  TRTC_SECRET_KEY: 'SandboxSecretKeyForTheEmulator',
  TRTC_SDK_APP_IDS: '1400188366',
};

/** The gateway's own variables for the vendor, and the emulator's port. */
export const trtcEmulatorVariables = z
  .object(trtcVariables.shape)
  .extend({ TRTC_EMULATOR_PORT: port.default(TRTC_EMULATOR_PORT) })
  .required({ TRTC_SECRET_ID: true, TRTC_SECRET_KEY: true, TRTC_SDK_APP_IDS: true });

export function trtcEmulatorConfig(values: z.output<typeof trtcEmulatorVariables>): TrtcEmulatorConfig {
  return {
    port: values.TRTC_EMULATOR_PORT,
    secretId: values.TRTC_SECRET_ID,
    secretKey: values.TRTC_SECRET_KEY.reveal(),
    ...(values.TRTC_SESSION_TOKEN && { sessionToken: values.TRTC_SESSION_TOKEN.reveal() }),
    sdkAppIds: values.TRTC_SDK_APP_IDS,
    callsPerSecond: values.TRTC_QPS,
  };
}
