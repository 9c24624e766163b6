import { findRoom, integersOf, NUMERIC_ROOM, type RoomParameter, STRING_ROOM } from './named-room.js';
import { LEAVING_REASONS } from './room-person.js';
import { type TrtcCall, unknownOrMissing, wrongType } from './trtc-call.js';

const CODES_WHEN_MISSING = {
  SdkAppId: 'MissingParameter.SdkAppId',
  RoomId: 'MissingParameter.RoomId',
  UserIds: 'MissingParameter.UserIds',
};
const MAX_USERS = 10;

/** Source: the vendor document "RemoveUser". */
export const removeUser = removeIn('RemoveUser', NUMERIC_ROOM);

/** Source: the vendor document "RemoveUserByStrRoomId". */
export const removeUserByStrRoomId = removeIn('RemoveUserByStrRoomId', STRING_ROOM);

/** Somebody who is not in the room makes no difference. */
function removeIn(api: string, parameter: RoomParameter): TrtcCall {
  return {
    api,
    callsPerSecond: 20,
    integers: integersOf(parameter),
    run(parameters, rooms) {
      const incomplete = unknownOrMissing(parameters, CODES_WHEN_MISSING);
      if (incomplete) return { error: incomplete };
      const { UserIds: userIds } = parameters;
      if (!Array.isArray(userIds) || userIds.some((userId) => typeof userId !== 'string')) {
        return { error: wrongType('UserIds') };
      }
      if (userIds.length < 1 || userIds.length > MAX_USERS) {
        return { error: { code: 'InvalidParameter.UserIds', message: 'UserIds is incorrect.' } };
      }
      const found = findRoom(parameters, parameter, rooms);
      if ('error' in found) return found;
      for (const userId of userIds) {
        rooms.leaveRoom(found.sdkAppId, found.room, userId, { reason: LEAVING_REASONS.removed });
      }
      return { result: {} };
    },
  };
}
