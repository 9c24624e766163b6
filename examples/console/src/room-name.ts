/** A room of an application. Numeric rooms have a number, string rooms a name: room 123 is not room "123". */
export type RoomName = { sdkAppId: number } & (
  | { roomId: number; strRoomId?: undefined }
  | { roomId?: undefined; strRoomId: string }
);

/** The name for people. The quotes tell string rooms from numeric ones. */
export function roomText({
  roomId,
  strRoomId,
}: {
  roomId?: number | null | undefined;
  strRoomId?: string | null | undefined;
}): string {
  return typeof strRoomId === 'string' ? `"${strRoomId}"` : String(roomId);
}

/** Differs for different rooms. No name of a room has a slash. */
export function roomKey(room: RoomName): string {
  return `${room.sdkAppId}/${roomText(room)}`;
}

/** The fields that name the room, of an object that may have others. */
export function roomNameOf(room: RoomName): RoomName {
  const { sdkAppId, roomId, strRoomId } = room;
  return strRoomId === undefined ? { sdkAppId, roomId: roomId as number } : { sdkAppId, strRoomId };
}
