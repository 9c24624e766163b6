import { isStrRoomId } from '../../values/room-name.js';
import type { TrtcError } from './trtc-authentication.js';
import { isInteger, type TrtcParameters, wrongType } from './trtc-call.js';
import { isRoomId, type RoomKey } from './trtc-rooms.js';

/** How an api names its room. */
export interface RoomParameter {
  /** The name of the parameter. */
  readonly name: 'RoomId' | 'StrRoomId';
  readonly type: 'number' | 'string';
  /** The vendor's code for a value of the right type that no room can have. */
  readonly codeWhenInvalid: string;
}

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
