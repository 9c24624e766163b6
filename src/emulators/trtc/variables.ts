import { z } from 'zod';
import { port } from '../../environment/scalars.js';
import { Secret } from '../../values/secret.js';
import { trtcVariables } from '../../vendors/trtc/variables.js';
import type { CallbackTarget } from './callback-delivery.js';
import { TRTC_EMULATOR_PORT } from './port.js';

export interface TrtcEmulatorConfig {
  port: number;
  secretId: string;
  secretKey: string;
  sessionToken?: string;
  /** The first is the gateway's default. Never empty. */
  sdkAppIds: readonly [number, ...number[]];
  callsPerSecond: number;
  callbacks?: CallbackTarget;
  /** Signs callbacks, also those to an address that is not known yet. */
  callbackKey: string;
}

/** The values that apply where the environment has none. The sandbox's gateway signs with the same credentials. */
export const TRTC_SANDBOX_VALUES = {
  TRTC_SECRET_ID: 'AKIDSandboxSandboxSandboxSandbox',
  TRTC_SECRET_KEY: 'SandboxSecretKeyForTheEmulator',
  TRTC_SDK_APP_IDS: '1400188366',
};

/** The vendor's console takes such keys. */
const callbackKey = z
  .string()
  .regex(/^[A-Za-z0-9]{1,32}$/, 'must be 1 to 32 letters and digits')
  .default('SandboxCallbackKey')
  .transform((value) => new Secret(value));

const callbackUrl = z
  .string()
  .refine(isCallbackUrl, 'must be an http:// or https:// address without a query')
  .transform((text) => text.replace(/\/$/, ''));

/** The gateway's own variables for the vendor, the emulator's port, and where its callbacks go. */
export const trtcEmulatorVariables = z
  .object(trtcVariables.shape)
  .extend({
    TRTC_EMULATOR_PORT: port.default(TRTC_EMULATOR_PORT),
    TRTC_CALLBACK_URL: callbackUrl.optional(),
    TRTC_CALLBACK_KEY: callbackKey,
  })
  .required({ TRTC_SECRET_ID: true, TRTC_SECRET_KEY: true, TRTC_SDK_APP_IDS: true });

export function trtcEmulatorConfig(values: z.output<typeof trtcEmulatorVariables>): TrtcEmulatorConfig {
  const { TRTC_CALLBACK_URL: url } = values;
  const key = values.TRTC_CALLBACK_KEY.reveal();
  return {
    port: values.TRTC_EMULATOR_PORT,
    secretId: values.TRTC_SECRET_ID,
    secretKey: values.TRTC_SECRET_KEY.reveal(),
    ...(values.TRTC_SESSION_TOKEN && { sessionToken: values.TRTC_SESSION_TOKEN.reveal() }),
    sdkAppIds: values.TRTC_SDK_APP_IDS,
    callsPerSecond: values.TRTC_QPS,
    ...(url !== undefined && { callbacks: { url, key } }),
    callbackKey: key,
  };
}

function isCallbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && !search && !hash && !username && !password;
}
