import type { Connected, Plan } from '../actions/operation.js';
import type { RoomName } from '../values/room-name.js';
import type { RoomCall, TrtcRoom } from '../vendors/trtc/calls/room-call.js';
import type { RoomInput } from './room.input.js';

// The functions of this file do not take rests of objects (`...others`), because V8 makes these slowly, and every action in a
// room comes by.

/** The room of a valid input, with the defaults filled in. */
export function roomCallOf(
  input: RoomInput,
  trtc: Pick<Connected<'TENCENT_TRTC'>, 'applicationIds' | 'region'>,
): RoomCall {
  return { ...roomOf(input, trtc), region: input.region ?? trtc.region };
}

/** The room of a valid input, with the default application filled in. */
export function roomOf(
  input: RoomInput,
  { applicationIds: [defaultApplication] }: Pick<Connected<'TENCENT_TRTC'>, 'applicationIds'>,
): TrtcRoom {
  return { sdkAppId: input.sdkAppId ?? defaultApplication, ...roomNameOf(input) };
}

/** The fields of a plan that name its room. */
export function planIn(room: TrtcRoom): Pick<Plan, 'applicationId' | 'room' | 'place'> {
  return { applicationId: room.sdkAppId, room: roomNameOf(room), place: placeOf(room) };
}

/** The key of a room in the journal and in the order of calls. No name of a room has a slash. */
export function placeOf({ sdkAppId, roomId, strRoomId }: TrtcRoom): string {
  return strRoomId === undefined ? `room/${sdkAppId}/${roomId}` : `str-room/${sdkAppId}/${strRoomId}`;
}

/** The fields of an answer that name its room. */
export function answerIn(room: TrtcRoom): TrtcRoom {
  return { sdkAppId: room.sdkAppId, ...roomNameOf(room) };
}

/** The room that an input or a call names. */
export function roomNameOf({
  roomId,
  strRoomId,
}: {
  roomId?: number | null | undefined;
  strRoomId?: string | null | undefined;
}): RoomName {
  if (typeof strRoomId === 'string') return { strRoomId };
  if (typeof roomId === 'number') return { roomId };
  throw new Error('a room without a name');
}
