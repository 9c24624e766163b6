import type { TrtcError } from './trtc-authentication.js';
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
const INTEGER_PARAMETERS = new Set(['SdkAppId', 'RoomId', 'IsMute']);
const MAX_SDK_APP_ID = 2 ** 32 - 1;

/** Does what the vendor's SetUserBlocked does, or says why not. */
export function setUserBlocked(
  parameters: Readonly<Record<string, unknown>>,
  rooms: TrtcRooms,
): TrtcError | undefined {
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

/** A GET sends every parameter as text: gives its integers back as numbers. */
export function parametersOfQuery(query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...query].map(([name, text]) => {
      const isInteger = INTEGER_PARAMETERS.has(name) && /^-?\d{1,15}$/.test(text);
      return [name, isInteger ? Number(text) : text];
    }),
  );
}

function readParameters(given: Readonly<Record<string, unknown>>): SetUserBlocked | TrtcError {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(CODE_WHEN_MISSING, name));
  if (unknown !== undefined) {
    return { code: 'UnknownParameter', message: `The parameter \`${unknown}\` is not recognized.` };
  }
  for (const [name, code] of Object.entries(CODE_WHEN_MISSING)) {
    if (given[name] === undefined || given[name] === null) {
      return { code, message: `The request is missing a required parameter \`${name}\`.` };
    }
  }
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

function wrongType(name: string): TrtcError {
  return { code: 'InvalidParameter', message: `The value type of parameter \`${name}\` is not valid.` };
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

function isIsMute(value: number): value is IsMute {
  return value >= 0 && value <= 3;
}
