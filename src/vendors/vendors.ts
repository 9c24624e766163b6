/** STUB until the vendors' branch is merged. */

import type { TrtcAccessRegion } from '../config/config.js';
import type { Breaker } from './calling/breaker.js';
import type { Quota } from './calling/quota.js';
import type { CallRequest, CallResult } from './calling/retry.js';
import type { SetUserBlockedAnswer, SetUserBlockedCall } from './trtc/trtc-client.js';
import type { BlacklistLoaders } from './volcengine/blacklist-loader.js';
import type { VolcengineClient } from './volcengine/volcengine-client.js';

interface ConnectedVendor {
  breaker: Breaker;
  applicationIds: readonly [number, ...number[]];
  quotas: ReadonlyMap<string, Quota>;
}
export interface ConnectedVendors {
  TENCENT_TRTC?: ConnectedVendor & {
    region: TrtcAccessRegion;
    setUserBlocked(call: SetUserBlockedCall, request: CallRequest): Promise<CallResult<SetUserBlockedAnswer>>;
  };
  VOLCENGINE_RTC?: ConnectedVendor & { loaders: BlacklistLoaders; client: VolcengineClient };
}
export type VendorName = keyof ConnectedVendors;
