import type { Connected, Plan } from '../actions/operation.js';
import { placeOfRoom, type RoomName } from '../values/room-name.js';
import type { RoomCall, TrtcRoom } from '../vendors/trtc/calls/room-call.js';
import type { RoomInput } from './room.input.js';

// Every action in a room comes by here: see CONTRIBUTING.md on spreads. Recorded calls keep the order of their fields.

/** The room of a valid input, with the defaults filled in. */
export function roomCallOf(
  input: RoomInput,
  trtc: Pick<Connected<'TENCENT_TRTC'>, 'applicationIds' | 'region'>,
): RoomCall {
  return Object.assign(roomOf(input, trtc), { region: input.region ?? trtc.region });
}

/** The room of a valid input, with the default application filled in. */
export function roomOf(
  input: RoomInput,
  { applicationIds: [defaultApplication] }: Pick<Connected<'TENCENT_TRTC'>, 'applicationIds'>,
): TrtcRoom {
  return roomIn(input.sdkAppId ?? defaultApplication, roomNameOf(input));
}

/** The plan of an action in a room. */
export function planIn<Call extends TrtcRoom>(call: Call, userIds: readonly string[]): Plan<Call> {
  return { call, applicationId: call.sdkAppId, room: roomNameOf(call), place: placeOf(call), userIds };
}

/** The key of a room in the journal and in the order of calls. No name of a room in an input has a slash. */
export function placeOf(room: TrtcRoom): string {
  return placeOfRoom(room.sdkAppId, room);
}

/** The fields of an answer that name its room. */
export function answerIn(room: TrtcRoom): TrtcRoom {
  return roomIn(room.sdkAppId, room);
}

function roomIn(sdkAppId: number, { roomId, strRoomId }: RoomName): TrtcRoom {
  return strRoomId === undefined ? { sdkAppId, roomId } : { sdkAppId, strRoomId };
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
