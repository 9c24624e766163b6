import { nameOf, type RoomName } from '../../../values/room-name.js';
import type { RoomPerson } from '../../calling/room-event.js';
import type { VendorApi } from '../../calling/vendor-api.js';
import { ROOM_API, type RoomCall, type RoomCallAnswer, STR_ROOM_API } from './room-call.js';

/** The vendor's `IsMute`. It is an absolute state, so setting it twice does no harm. */
const IS_MUTE = {
  AUDIO_VIDEO_ENABLED: 0,
  AUDIO_VIDEO_DISABLED: 1,
  AUDIO_DISABLED: 2,
  VIDEO_DISABLED: 3,
} as const;
export type UserMediaState = keyof typeof IS_MUTE;

export type SetUserBlockedCall = RoomCall & {
  userId: string;
  state: UserMediaState;
};

/** Sets a user's audio and video in a numeric room. Source: the vendor document "SetUserBlocked". */
export const setUserBlocked: VendorApi<SetUserBlockedCall, RoomCallAnswer> = {
  ...ROOM_API,
  person: personOf,
  api: 'SetUserBlocked',
  // Version 0.1.0 knew no other api of this vendor, and named its quotas by region alone.
  sharedName: (region) => region ?? '',
  ownCodes: [
    'FailedOperation.RoomNotExist',
    'FailedOperation.SdkAppIdNotExist',
    'FailedOperation.UserNotExist',
    'InternalError.UserNotExist',
    'InvalidParameter.RoomId',
    'InvalidParameter.SdkAppId',
    'InvalidParameter.UserId',
    'InvalidParameterValue.RoomId',
    'MissingParameter.RoomId',
    'MissingParameter.SdkAppId',
    'UnauthorizedOperation.SdkAppId',
  ],
  body: ({ sdkAppId, roomId, userId, state }) =>
    JSON.stringify({ SdkAppId: sdkAppId, RoomId: roomId, UserId: userId, IsMute: IS_MUTE[state] }),
};

/** The same in a string room. Source: the vendor document "SetUserBlockedByStrRoomId". */
export const setUserBlockedByStrRoomId: VendorApi<SetUserBlockedCall, RoomCallAnswer> = {
  ...STR_ROOM_API,
  person: personOf,
  api: 'SetUserBlockedByStrRoomId',
  ownCodes: [
    'FailedOperation.RoomNotExist',
    'FailedOperation.SdkAppIdNotExist',
    'FailedOperation.UserNotExist',
    'InvalidParameter.RoomId',
    'InvalidParameter.SdkAppId',
    'InvalidParameter.UserId',
    'MissingParameter.AppId',
    'MissingParameter.RoomId',
    'MissingParameter.SdkAppId',
    'MissingParameter.UserId',
    'UnauthorizedOperation.SdkAppId',
  ],
  body: ({ sdkAppId, strRoomId, userId, state }) =>
    JSON.stringify({ SdkAppId: sdkAppId, StrRoomId: strRoomId, UserId: userId, IsMute: IS_MUTE[state] }),
};

function personOf({ sdkAppId, userId, ...room }: SetUserBlockedCall): RoomPerson {
  return { applicationId: sdkAppId, room: nameOf(room), userId };
}

/** The api for this kind of room. */
export function setUserBlockedIn({ strRoomId }: RoomName): VendorApi<SetUserBlockedCall, RoomCallAnswer> {
  return strRoomId === undefined ? setUserBlocked : setUserBlockedByStrRoomId;
}
