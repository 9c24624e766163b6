import { isStorableText } from './storable-text.js';

/**
 * A TRTC room. A numeric room is named by a number, a string room by a text. Room 123 and room "123" are different rooms, so
 * the two kinds of names must never be compared with each other.
 */
export type RoomName =
  | { readonly roomId: number; readonly strRoomId?: undefined }
  | { readonly roomId?: undefined; readonly strRoomId: string };

/** The name in something that names a room. */
export function nameOf({ roomId, strRoomId }: RoomName): RoomName {
  return strRoomId === undefined ? { roomId } : { strRoomId };
}

export const MAX_STR_ROOM_ID_BYTES = 64;

/** The characters that TRTC's client SDKs allow in the name of a string room. All of them are ASCII. */
const STR_ROOM_ID = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]*$/;

export function hasRoomCharacters(text: string): boolean {
  return STR_ROOM_ID.test(text);
}

/** Whether a string room can have this name. */
export function isStrRoomId(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length >= 1 &&
    value.length <= MAX_STR_ROOM_ID_BYTES &&
    hasRoomCharacters(value)
  );
}

/** TRTC's client SDKs do not let users with longer ids into a room. */
export const MAX_ROOM_USER_ID_BYTES = 32;

/** Whether somebody in a room can have this id. */
export function isRoomUserId(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || !isStorableText(value)) return false;
  return Buffer.byteLength(value) <= MAX_ROOM_USER_ID_BYTES;
}

export const MAX_ROOM_NUMBER = 4_294_967_294;

/** Whether a numeric room can have this number. */
export function isRoomNumber(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_ROOM_NUMBER;
}

/** The numeric room that a text names. Undefined if it names none. */
export function roomNumberIn(text: string): number | undefined {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
  return isRoomNumber(number) ? number : undefined;
}

/** The key of a room in the journal, in the order of calls, and in the roster. */
export function placeOfRoom(applicationId: number, { roomId, strRoomId }: RoomName): string {
  return strRoomId === undefined
    ? `room/${applicationId}/${roomId}`
    : `str-room/${applicationId}/${strRoomId}`;
}

/** The application and the room of such a key. */
export function roomOfPlace(place: string): { applicationId: number; room: RoomName } {
  const [kind, applicationId, ...name] = place.split('/');
  const room = kind === 'room' ? { roomId: Number(name[0]) } : { strRoomId: name.join('/') };
  return { applicationId: Number(applicationId), room };
}
