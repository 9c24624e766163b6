import type { ConnectedVendor, Vendor } from '../calling/connected-vendor.js';
import { SignedClient } from '../calling/signed-client.js';
import type { CountedApi } from '../calling/vendor-api.js';
import type { VendorWiring } from '../calling/vendor-wiring.js';
import { TrtcCallbacks } from './callbacks/trtc-callbacks.js';
import { ACCESS_REGIONS, type AccessRegion } from './calls/access-regions.js';
import { dismissRoom, dismissRoomByStrRoomId } from './calls/dismiss-room.js';
import { removeUser, removeUserByStrRoomId } from './calls/remove-user.js';
import { setUserBlocked, setUserBlockedByStrRoomId } from './calls/set-user-blocked.js';
import { trtcCodes } from './codes.js';
import { trtcDialect } from './dialect.js';
import { type TrtcConfig, trtcVariables } from './variables.js';

/** Every api that the gateway calls. Listed here so that an idle gateway shows their quotas too. */
const APIS: readonly CountedApi[] = [
  setUserBlocked,
  setUserBlockedByStrRoomId,
  removeUser,
  removeUserByStrRoomId,
  dismissRoom,
  dismissRoomByStrRoomId,
];

export class ConnectedTrtc extends SignedClient implements ConnectedVendor {
  readonly applicationIds: readonly [number, ...number[]];
  /** The region of calls that ask for no other. */
  readonly region: AccessRegion;
  /** The quota of a call that sets somebody's audio and video. */
  readonly callsPerSecond: number;
  /** Undefined: no callbacks are taken. */
  readonly callbacks?: TrtcCallbacks;

  constructor(config: TrtcConfig, wiring: VendorWiring) {
    super(
      trtcDialect(config),
      {
        sharedPrefix: 'TRTC',
        credentialId: config.secretId,
        applicationId: config.sdkAppIds[0],
        scale: { configured: config.callsPerSecond, documented: setUserBlocked.callsPerSecond },
        enforcementShare: config.enforcementShare,
        codes: trtcCodes.documented,
      },
      APIS.flatMap((api) => ACCESS_REGIONS.map((region) => ({ api, scope: region }))),
      wiring,
    );
    this.applicationIds = config.sdkAppIds;
    this.region = config.region;
    this.callsPerSecond = config.callsPerSecond;
    if (config.callbackKeys) this.callbacks = new TrtcCallbacks(config.callbackKeys);
  }

  renew(config: TrtcConfig): void {
    this.signWith(trtcDialect(config));
    if (config.callbackKeys) this.callbacks?.renew(config.callbackKeys);
  }
}

export const trtc = {
  title: 'Tencent RTC',
  description: 'Tencent Real-Time Communication: rooms, audio and video.',
  configuredAs: 'trtc',
  variables: trtcVariables,
  codes: trtcCodes,
  connect: (config, wiring) => new ConnectedTrtc(config, wiring),
} as const satisfies Vendor<TrtcConfig, ConnectedTrtc>;
