import type { RoomName } from '../../../values/room-name.js';
import type { VendorApi } from '../../calling/vendor-api.js';
import { ROOM_API, type RoomCall, type RoomCallAnswer, STR_ROOM_API } from './room-call.js';

const CODES = [
  'FailedOperation.RoomNotExist',
  'InternalError.GetRoomCacheIpError',
  'InvalidParameter.RoomId',
  'InvalidParameter.SdkAppId',
  'InvalidParameterValue.RoomId',
  'MissingParameter.RoomId',
  'MissingParameter.SdkAppId',
  'UnauthorizedOperation.SdkAppId',
];

/** Removes everybody from a numeric room, and the room itself. Source: the vendor document "DismissRoom". */
export const dismissRoom: VendorApi<RoomCall, RoomCallAnswer> = {
  ...ROOM_API,
  api: 'DismissRoom',
  ownCodes: [...CODES, 'InternalError.GetRoomFromCacheError'],
  body: ({ sdkAppId, roomId }) => JSON.stringify({ SdkAppId: sdkAppId, RoomId: roomId }),
};

/** The same for a string room, whose name is in `RoomId`. Source: the vendor document "DismissRoomByStrRoomId". */
export const dismissRoomByStrRoomId: VendorApi<RoomCall, RoomCallAnswer> = {
  ...STR_ROOM_API,
  api: 'DismissRoomByStrRoomId',
  ownCodes: CODES,
  body: ({ sdkAppId, strRoomId }) => JSON.stringify({ SdkAppId: sdkAppId, RoomId: strRoomId }),
};

/** The api for this kind of room. */
export function dismissRoomIn({ strRoomId }: RoomName): VendorApi<RoomCall, RoomCallAnswer> {
  return strRoomId === undefined ? dismissRoom : dismissRoomByStrRoomId;
}
