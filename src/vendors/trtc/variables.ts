import { z } from 'zod';
import { endpoint } from '../../environment/addresses.js';
import { headerSecret, headerText, int32List, integer } from '../../environment/scalars.js';
import type { OptionalGroup } from '../../environment/variable-group.js';
import type { Secret } from '../../values/secret.js';
import { type CallbackKeys, callbackKeys } from './callbacks/callback-keys.js';
import { ACCESS_REGIONS, type AccessRegion } from './calls/access-regions.js';

export interface TrtcConfig {
  secretId: string;
  secretKey: Secret;
  sessionToken?: Secret;
  endpoint: URL;
  region: AccessRegion;
  /** The applications that the gateway serves; the first is the default. Never empty. */
  sdkAppIds: readonly [number, ...number[]];
  callsPerSecond: number;
  /** Between 0 and 1: how much of a quota enforcement gets while moderators wait. */
  enforcementShare: number;
  /** The applications whose event callbacks are taken. Undefined: none are. */
  callbackKeys?: CallbackKeys;
}

const shape = {
  TRTC_SECRET_ID: headerText.optional(),
  TRTC_SECRET_KEY: headerSecret.optional(),
  TRTC_SESSION_TOKEN: headerSecret.optional(),
  // The international site. The mainland site has all apis but SetUserBlocked and SetUserBlockedByStrRoomId.
  TRTC_ENDPOINT: endpoint.default(new URL('https://trtc.intl.tencentcloudapi.com')),
  TRTC_REGION: z.enum(ACCESS_REGIONS, `must be one of ${ACCESS_REGIONS.join(', ')}`).default('ap-singapore'),
  TRTC_SDK_APP_IDS: int32List.optional(),
  TRTC_CALLBACK_KEYS: callbackKeys.optional(),
  TRTC_QPS: integer(1, 10_000).default(20),
  TRTC_ENFORCEMENT_SHARE: integer(1, 99).default(50),
};

export const trtcVariables = {
  title: 'TRTC',
  shape,
  files: ['TRTC_SECRET_ID', 'TRTC_SECRET_KEY', 'TRTC_SESSION_TOKEN', 'TRTC_CALLBACK_KEYS'],
  required: ['TRTC_SECRET_ID', 'TRTC_SECRET_KEY', 'TRTC_SDK_APP_IDS'],
  onlyWithRequired: ['TRTC_SESSION_TOKEN', 'TRTC_CALLBACK_KEYS'],
  config(values): TrtcConfig | undefined {
    const { TRTC_SECRET_ID: secretId, TRTC_SECRET_KEY: secretKey, TRTC_SDK_APP_IDS: sdkAppIds } = values;
    if (!secretId || !secretKey || !sdkAppIds) return undefined;
    return {
      secretId,
      secretKey,
      ...(values.TRTC_SESSION_TOKEN && { sessionToken: values.TRTC_SESSION_TOKEN }),
      endpoint: values.TRTC_ENDPOINT,
      region: values.TRTC_REGION,
      sdkAppIds,
      callsPerSecond: values.TRTC_QPS,
      enforcementShare: values.TRTC_ENFORCEMENT_SHARE / 100,
      ...(values.TRTC_CALLBACK_KEYS && { callbackKeys: values.TRTC_CALLBACK_KEYS }),
    };
  },
  /** Nobody could see who is in the rooms of an application that is not served. */
  problems({ TRTC_CALLBACK_KEYS: keys, TRTC_SDK_APP_IDS: served }) {
    const others = [...(keys?.keys() ?? [])].filter((id) => served && !served.includes(id));
    return others.map((id) => `TRTC_CALLBACK_KEYS has a key for ${id}, which TRTC_SDK_APP_IDS does not name`);
  },
} satisfies OptionalGroup<typeof shape, TrtcConfig> & Pick<TrtcProblems, 'problems'>;

interface TrtcProblems {
  problems(values: z.output<z.ZodObject<typeof shape>>): readonly string[];
}
