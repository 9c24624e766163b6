import { applicationIssues, lengthIssues, textIssues } from '../actions/input-rules.js';
import { InputIssue } from '../errors/moderation-error.js';
import { hasRoomCharacters, MAX_ROOM_USER_ID_BYTES, MAX_STR_ROOM_ID_BYTES } from '../values/room-name.js';
import type { RoomInput } from './room.input.js';

/** Checks the fields that name an application and a room. */
export function roomIssues({ sdkAppId, roomId, strRoomId }: RoomInput): InputIssue[] {
  return [...applicationIssues('sdkAppId', sdkAppId), ...nameIssues(roomId, strRoomId)];
}

function nameIssues(roomId: RoomInput['roomId'], strRoomId: RoomInput['strRoomId']): InputIssue[] {
  const hasName = strRoomId !== undefined && strRoomId !== null;
  if (hasName === (roomId !== undefined && roomId !== null)) {
    return [
      new InputIssue('roomId', 'EXACTLY_ONE', 'or strRoomId must be given, and not both'),
      new InputIssue('strRoomId', 'EXACTLY_ONE', 'or roomId must be given, and not both'),
    ];
  }
  if (!hasName) return [];
  const length = lengthIssues('strRoomId', Buffer.byteLength(strRoomId), 1, MAX_STR_ROOM_ID_BYTES, 'bytes');
  if (length.length > 0 || hasRoomCharacters(strRoomId)) return length;
  const rule = 'must have only characters that TRTC allows: a-zA-Z0-9 !#$%&()+-:;<=.>?@[]^_{}|~,';
  return [new InputIssue('strRoomId', 'MALFORMED', rule)];
}

/** Checks the id of a user in a room. */
export function roomUserIssues(path: string, userId: string): InputIssue[] {
  return [
    ...textIssues(path, userId),
    ...lengthIssues(path, Buffer.byteLength(userId), 1, MAX_ROOM_USER_ID_BYTES, 'bytes'),
  ];
}
