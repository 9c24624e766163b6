import { isStrRoomId } from '../../values/room-name.js';
import type { RoomKey } from './room-event.js';
import type { TrtcError } from './trtc-authentication.js';
import { isInteger, type TrtcParameters, wrongType } from './trtc-call.js';
import { isRoomId, type TrtcRooms } from './trtc-rooms.js';

/** How an api names its room. */
export interface RoomParameter {
  /** The name of the parameter. */
  readonly name: 'RoomId' | 'StrRoomId';
  readonly type: 'number' | 'string';
  /** The vendor's code for a value of the right type that no room can have. */
  readonly codeWhenInvalid: string;
}

/** A numeric room, as RemoveUser and DismissRoom name it. */
export const NUMERIC_ROOM: RoomParameter = {
  name: 'RoomId',
  type: 'number',
  codeWhenInvalid: 'InvalidParameterValue.RoomId',
};
/** A string room. RemoveUserByStrRoomId and DismissRoomByStrRoomId call it `RoomId`, unlike SetUserBlockedByStrRoomId. */
export const STRING_ROOM: RoomParameter = { ...NUMERIC_ROOM, type: 'string' };

const MAX_SDK_APP_ID = 2 ** 32 - 1;

/** Reads the parameters with which every api names a room. */
export function readRoom(
  parameters: TrtcParameters,
  { name, type, codeWhenInvalid }: RoomParameter,
): { sdkAppId: number; room: RoomKey } | TrtcError {
  const { SdkAppId: sdkAppId, [name]: room } = parameters;
  if (!isInteger(sdkAppId)) return wrongType('SdkAppId');
  const hasType = type === 'string' ? typeof room === 'string' : isInteger(room);
  if (!hasType) return wrongType(name);
  if (sdkAppId < 1 || sdkAppId > MAX_SDK_APP_ID) {
    return { code: 'InvalidParameter.SdkAppId', message: 'SdkAppId is incorrect.' };
  }
  if (!isRoomId(room) && !isStrRoomId(room)) {
    return { code: codeWhenInvalid, message: `Invalid ${name}.` };
  }
  return { sdkAppId, room };
}

/** Finds a room for the apis that have no code for an application that does not exist. */
export function findRoom(
  parameters: TrtcParameters,
  parameter: RoomParameter,
  rooms: TrtcRooms,
): { sdkAppId: number; room: RoomKey } | { error: TrtcError } {
  const read = readRoom(parameters, parameter);
  if ('code' in read) return { error: read };
  if (!rooms.hasApplication(read.sdkAppId)) {
    return { error: { code: 'UnauthorizedOperation.SdkAppId', message: 'No permission for this SdkAppId.' } };
  }
  if (rooms.hasRoom(read.sdkAppId, read.room)) return read;
  return { error: { code: 'FailedOperation.RoomNotExist', message: 'The room does not exist.' } };
}

/** The parameters that are integers, of an api whose only integers are the application and perhaps the room. */
export function integersOf({ type }: RoomParameter): ReadonlySet<string> {
  return new Set(['SdkAppId', ...(type === 'number' ? ['RoomId'] : [])]);
}
