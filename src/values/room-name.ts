/**
 * A TRTC room. A numeric room is named by a number, a string room by a text. Room 123 and room "123" are different rooms, so
 * the two kinds of names must never be compared with each other.
 */
export type RoomName =
  | { readonly roomId: number; readonly strRoomId?: undefined }
  | { readonly roomId?: undefined; readonly strRoomId: string };

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
