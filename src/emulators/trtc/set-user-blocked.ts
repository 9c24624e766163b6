import { type RoomParameter, readRoom } from './named-room.js';
import type { RoomKey } from './room-event.js';
import { type IsMute, USER_ID } from './room-person.js';
import type { TrtcError } from './trtc-authentication.js';
import { isInteger, type TrtcCall, type TrtcParameters, unknownOrMissing, wrongType } from './trtc-call.js';
import type { TrtcRooms } from './trtc-rooms.js';

interface Variant {
  api: string;
  room: RoomParameter;
  codesWhenMissing: Readonly<Record<string, string>>;
}

interface SetUserBlocked {
  sdkAppId: number;
  room: RoomKey;
  userId: string;
  isMute: IsMute;
}

/** Source: the vendor document "SetUserBlocked". */
export const setUserBlocked = blockIn({
  api: 'SetUserBlocked',
  room: { name: 'RoomId', type: 'number', codeWhenInvalid: 'InvalidParameterValue.RoomId' },
  codesWhenMissing: {
    SdkAppId: 'MissingParameter.SdkAppId',
    RoomId: 'MissingParameter.RoomId',
    UserId: 'MissingParameter',
    IsMute: 'MissingParameter',
  },
});

/** Source: the vendor document "SetUserBlockedByStrRoomId". */
export const setUserBlockedByStrRoomId = blockIn({
  api: 'SetUserBlockedByStrRoomId',
  room: { name: 'StrRoomId', type: 'string', codeWhenInvalid: 'InvalidParameter.RoomId' },
  codesWhenMissing: {
    SdkAppId: 'MissingParameter.AppId',
    StrRoomId: 'MissingParameter.RoomId',
    UserId: 'MissingParameter.UserId',
    IsMute: 'MissingParameter',
  },
});

function blockIn({ api, room, codesWhenMissing }: Variant): TrtcCall {
  return {
    api,
    callsPerSecond: 20,
    integers: new Set(['SdkAppId', 'IsMute', ...(room.type === 'number' ? [room.name] : [])]),
    run(parameters, rooms) {
      const error = block(readParameters(parameters, room, codesWhenMissing), rooms);
      return error ? { error } : { result: {} };
    },
  };
}

function block(read: SetUserBlocked | TrtcError, rooms: TrtcRooms): TrtcError | undefined {
  if ('code' in read) return read;
  const { sdkAppId, room, userId, isMute } = read;
  if (!rooms.hasApplication(sdkAppId)) {
    return { code: 'FailedOperation.SdkAppIdNotExist', message: 'The application ID does not exist.' };
  }
  if (!rooms.hasRoom(sdkAppId, room)) {
    return { code: 'FailedOperation.RoomNotExist', message: 'The room does not exist.' };
  }
  if (!rooms.block(sdkAppId, room, userId, isMute)) {
    return { code: 'FailedOperation.UserNotExist', message: 'The user is not in the room.' };
  }
  return undefined;
}

function readParameters(
  given: TrtcParameters,
  room: RoomParameter,
  codesWhenMissing: Variant['codesWhenMissing'],
): SetUserBlocked | TrtcError {
  const incomplete = unknownOrMissing(given, codesWhenMissing);
  if (incomplete) return incomplete;
  const { UserId: userId, IsMute: isMute } = given;
  const named = readRoom(given, room);
  if ('code' in named) return named;
  if (typeof userId !== 'string') return wrongType('UserId');
  if (!isInteger(isMute)) return wrongType('IsMute');
  if (!USER_ID.test(userId)) return { code: 'InvalidParameter.UserId', message: 'Invalid UserId.' };
  if (!isIsMute(isMute)) return { code: 'InvalidParameter', message: 'Parameter error.' };
  return { ...named, userId, isMute };
}

function isIsMute(value: number): value is IsMute {
  return value >= 0 && value <= 3;
}
