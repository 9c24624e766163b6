import { type RoomParameter, readRoom } from './named-room.js';
import type { TrtcError } from './trtc-authentication.js';
import { type TrtcCall, type TrtcParameters, unknownOrMissing, wrongType } from './trtc-call.js';
import type { IsMute, RoomKey, TrtcRooms } from './trtc-rooms.js';

const NUMERIC: RoomParameter = {
  name: 'RoomId',
  type: 'number',
  codeWhenInvalid: 'InvalidParameterValue.RoomId',
};
/** These apis name a string room by `RoomId`, unlike SetUserBlockedByStrRoomId. */
const STRING: RoomParameter = { ...NUMERIC, type: 'string' };

const MISSING_ROOM = { SdkAppId: 'MissingParameter.SdkAppId', RoomId: 'MissingParameter.RoomId' };
const MAX_USERS = 10;

/** Source: the vendor document "RemoveUser". */
export const removeUser = removeUserFrom('RemoveUser', NUMERIC);

/** Source: the vendor document "RemoveUserByStrRoomId". */
export const removeUserByStrRoomId = removeUserFrom('RemoveUserByStrRoomId', STRING);

/** Source: the vendor document "DismissRoom". */
export const dismissRoom = dismiss('DismissRoom', NUMERIC);

/** Source: the vendor document "DismissRoomByStrRoomId". */
export const dismissRoomByStrRoomId = dismiss('DismissRoomByStrRoomId', STRING);

/** Somebody who is not in the room makes no difference. */
function removeUserFrom(api: string, room: RoomParameter): TrtcCall {
  return {
    api,
    callsPerSecond: 20,
    integers: integersOf(room),
    run(parameters, rooms) {
      const incomplete = unknownOrMissing(parameters, {
        ...MISSING_ROOM,
        UserIds: 'MissingParameter.UserIds',
      });
      const found = incomplete ? { error: incomplete } : findRoom(parameters, room, rooms);
      if ('error' in found) return found;
      const { UserIds: userIds } = parameters;
      if (!Array.isArray(userIds) || userIds.some((userId) => typeof userId !== 'string')) {
        return { error: wrongType('UserIds') };
      }
      if (userIds.length < 1 || userIds.length > MAX_USERS) {
        return { error: { code: 'InvalidParameter.UserIds', message: 'UserIds is incorrect.' } };
      }
      for (const userId of userIds) found.users.delete(userId);
      return { result: {} };
    },
  };
}

function dismiss(api: string, room: RoomParameter): TrtcCall {
  return {
    api,
    callsPerSecond: 20,
    integers: integersOf(room),
    run(parameters, rooms) {
      const incomplete = unknownOrMissing(parameters, MISSING_ROOM);
      const found = incomplete ? { error: incomplete } : findRoom(parameters, room, rooms);
      if ('error' in found) return found;
      found.application.delete(found.room);
      return { result: {} };
    },
  };
}

type Room = Map<string, IsMute>;

function findRoom(
  parameters: TrtcParameters,
  parameter: RoomParameter,
  rooms: TrtcRooms,
): { application: Map<RoomKey, Room>; room: RoomKey; users: Room } | { error: TrtcError } {
  const read = readRoom(parameters, parameter);
  if ('code' in read) return { error: read };
  const application = rooms.find(read.sdkAppId);
  // These apis have no code for an application that does not exist.
  if (!application) {
    return { error: { code: 'UnauthorizedOperation.SdkAppId', message: 'No permission for this SdkAppId.' } };
  }
  const users = application.get(read.room);
  if (!users) return { error: { code: 'FailedOperation.RoomNotExist', message: 'The room does not exist.' } };
  return { application, room: read.room, users };
}

function integersOf({ type }: RoomParameter): ReadonlySet<string> {
  return new Set(['SdkAppId', ...(type === 'number' ? ['RoomId'] : [])]);
}
