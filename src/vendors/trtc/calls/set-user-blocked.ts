import type { VendorApi } from '../../calling/vendor-api.js';
import type { AccessRegion } from './access-regions.js';

/** The vendor's `IsMute`. It is an absolute state, so setting it twice does no harm. */
const IS_MUTE = {
  AUDIO_VIDEO_ENABLED: 0,
  AUDIO_VIDEO_DISABLED: 1,
  AUDIO_DISABLED: 2,
  VIDEO_DISABLED: 3,
} as const;
export type UserMediaState = keyof typeof IS_MUTE;

export interface SetUserBlockedCall {
  sdkAppId: number;
  /** 1 to 4294967294 */
  roomId: number;
  userId: string;
  state: UserMediaState;
  region: AccessRegion;
}

export interface SetUserBlockedAnswer {
  requestId: string;
}

/** Sets a user's audio and video in a room with a numeric id. Source: the vendor document "SetUserBlocked". */
export const setUserBlocked: VendorApi<SetUserBlockedCall, SetUserBlockedAnswer> = {
  api: 'SetUserBlocked',
  callsPerSecond: 20,
  scope: ({ region }) => region,
  // Version 0.1.0 knew no other api of this vendor, and named its quotas by region alone.
  sharedName: (region) => region ?? '',
  body: ({ sdkAppId, roomId, userId, state }) =>
    JSON.stringify({ SdkAppId: sdkAppId, RoomId: roomId, UserId: userId, IsMute: IS_MUTE[state] }),
  read: (_result, { requestId }) => ({ requestId }),
};
