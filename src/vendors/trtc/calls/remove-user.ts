import type { RoomName } from '../../../values/room-name.js';
import type { VendorApi } from '../../calling/vendor-api.js';
import { ROOM_API, type RoomCall, type RoomCallAnswer, STR_ROOM_API } from './room-call.js';

/** The vendor's documents allow at most 10 users a call. */
export const MAX_USERS_PER_REMOVAL = 10;

export type RemoveUserCall = RoomCall & {
  /** 1 to 10. */
  userIds: readonly string[];
};

const CODES = [
  'FailedOperation.RoomNotExist',
  'InternalError.GetRoomCacheIpError',
  'InvalidParameter.RoomId',
  'InvalidParameter.SdkAppId',
  'InvalidParameter.UserIds',
  'InvalidParameterValue.RoomId',
  'MissingParameter.RoomId',
  'MissingParameter.SdkAppId',
  'MissingParameter.UserIds',
  'UnauthorizedOperation.SdkAppId',
];

/**
 * Removes users from a numeric room. The vendor reports nothing about single users, not even about users who were not in the
 * room. Source: the vendor document "RemoveUser".
 */
export const removeUser: VendorApi<RemoveUserCall, RoomCallAnswer> = {
  ...ROOM_API,
  api: 'RemoveUser',
  ownCodes: [...CODES, 'InternalError.GetRoomFromCacheError'],
  body: ({ sdkAppId, roomId, userIds }) =>
    JSON.stringify({ SdkAppId: sdkAppId, RoomId: roomId, UserIds: userIds }),
};

/** The same in a string room, whose name is in `RoomId`. Source: the vendor document "RemoveUserByStrRoomId". */
export const removeUserByStrRoomId: VendorApi<RemoveUserCall, RoomCallAnswer> = {
  ...STR_ROOM_API,
  api: 'RemoveUserByStrRoomId',
  ownCodes: CODES,
  body: ({ sdkAppId, strRoomId, userIds }) =>
    JSON.stringify({ SdkAppId: sdkAppId, RoomId: strRoomId, UserIds: userIds }),
};

/** The api for this kind of room. */
export function removeUserIn({ strRoomId }: RoomName): VendorApi<RemoveUserCall, RoomCallAnswer> {
  return strRoomId === undefined ? removeUser : removeUserByStrRoomId;
}
