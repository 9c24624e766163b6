import type { TrtcError } from './trtc-authentication.js';
import { isInteger, type TrtcCall, type TrtcParameters, unknownOrMissing, wrongType } from './trtc-call.js';
import { type IsMute, MAX_ROOM_ID, type TrtcRooms, USER_ID } from './trtc-rooms.js';

interface SetUserBlocked {
  sdkAppId: number;
  roomId: number;
  userId: string;
  isMute: IsMute;
}

const CODE_WHEN_MISSING = {
  SdkAppId: 'MissingParameter.SdkAppId',
  RoomId: 'MissingParameter.RoomId',
  UserId: 'MissingParameter',
  IsMute: 'MissingParameter',
};
const MAX_SDK_APP_ID = 2 ** 32 - 1;

/** Source: the vendor document "SetUserBlocked". */
export const setUserBlocked: TrtcCall = {
  api: 'SetUserBlocked',
  callsPerSecond: 20,
  integers: new Set(['SdkAppId', 'RoomId', 'IsMute']),
  run(parameters, rooms) {
    const error = block(parameters, rooms);
    return error ? { error } : { result: {} };
  },
};

function block(parameters: TrtcParameters, rooms: TrtcRooms): TrtcError | undefined {
  const read = readParameters(parameters);
  if ('code' in read) return read;
  const application = rooms.find(read.sdkAppId);
  if (!application) {
    return { code: 'FailedOperation.SdkAppIdNotExist', message: 'The application ID does not exist.' };
  }
  const room = application.get(read.roomId);
  if (!room) return { code: 'FailedOperation.RoomNotExist', message: 'The room does not exist.' };
  if (!room.has(read.userId)) {
    return { code: 'FailedOperation.UserNotExist', message: 'The user is not in the room.' };
  }
  room.set(read.userId, read.isMute);
  return undefined;
}

function readParameters(given: TrtcParameters): SetUserBlocked | TrtcError {
  const incomplete = unknownOrMissing(given, CODE_WHEN_MISSING);
  if (incomplete) return incomplete;
  const { SdkAppId: sdkAppId, RoomId: roomId, UserId: userId, IsMute: isMute } = given;
  if (!isInteger(sdkAppId)) return wrongType('SdkAppId');
  if (!isInteger(roomId)) return wrongType('RoomId');
  if (typeof userId !== 'string') return wrongType('UserId');
  if (!isInteger(isMute)) return wrongType('IsMute');

  if (sdkAppId < 1 || sdkAppId > MAX_SDK_APP_ID) {
    return { code: 'InvalidParameter.SdkAppId', message: 'SdkAppId is incorrect.' };
  }
  if (roomId < 1 || roomId > MAX_ROOM_ID) {
    return { code: 'InvalidParameterValue.RoomId', message: 'Invalid RoomId.' };
  }
  if (!USER_ID.test(userId)) return { code: 'InvalidParameter.UserId', message: 'Invalid UserId.' };
  if (!isIsMute(isMute)) return { code: 'InvalidParameter', message: 'Parameter error.' };
  return { sdkAppId, roomId, userId, isMute };
}

function isIsMute(value: number): value is IsMute {
  return value >= 0 && value <= 3;
}
