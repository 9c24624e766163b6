import { z } from 'zod';
import { endpoint } from '../../environment/addresses.js';
import { headerSecret, headerText, int32List, integer } from '../../environment/scalars.js';
import type { OptionalGroup } from '../../environment/variable-group.js';
import type { Secret } from '../../values/secret.js';

export interface VolcengineConfig {
  accessKeyId: string;
  secretAccessKey: Secret;
  sessionToken?: Secret;
  endpoint: URL;
  region: string;
  /** The applications that the gateway serves; the first is the default. Never empty. */
  appIds: readonly [number, ...number[]];
  callsPerSecond: number;
}

const shape = {
  VOLC_ACCESS_KEY_ID: headerText.optional(),
  VOLC_SECRET_ACCESS_KEY: headerSecret.optional(),
  VOLC_SESSION_TOKEN: headerSecret.optional(),
  VOLC_ENDPOINT: endpoint.default(new URL('https://rtc.volcengineapi.com')),
  VOLC_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'must be lower-case letters, digits and hyphens')
    .default('cn-north-1'),
  VOLC_APP_IDS: int32List.optional(),
  VOLC_QPS: integer(1, 10_000).default(50),
};

export const volcengineVariables = {
  title: 'Volcengine',
  shape,
  files: ['VOLC_ACCESS_KEY_ID', 'VOLC_SECRET_ACCESS_KEY', 'VOLC_SESSION_TOKEN'],
  required: ['VOLC_ACCESS_KEY_ID', 'VOLC_SECRET_ACCESS_KEY', 'VOLC_APP_IDS'],
  onlyWithRequired: ['VOLC_SESSION_TOKEN'],
  config(values): VolcengineConfig | undefined {
    const { VOLC_ACCESS_KEY_ID, VOLC_SECRET_ACCESS_KEY, VOLC_APP_IDS } = values;
    if (!VOLC_ACCESS_KEY_ID || !VOLC_SECRET_ACCESS_KEY || !VOLC_APP_IDS) return undefined;
    return {
      accessKeyId: VOLC_ACCESS_KEY_ID,
      secretAccessKey: VOLC_SECRET_ACCESS_KEY,
      ...(values.VOLC_SESSION_TOKEN && { sessionToken: values.VOLC_SESSION_TOKEN }),
      endpoint: values.VOLC_ENDPOINT,
      region: values.VOLC_REGION,
      appIds: VOLC_APP_IDS,
      callsPerSecond: values.VOLC_QPS,
    };
  },
} satisfies OptionalGroup<typeof shape, VolcengineConfig>;
