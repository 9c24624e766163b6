import type { Connected, Plan } from '../actions/operation.js';
import { placeOfRoom, type RoomName } from '../values/room-name.js';
import type { RoomCall, TrtcRoom } from '../vendors/trtc/calls/room-call.js';
import type { RoomInput } from './room.input.js';

/** The room of a valid input, with the defaults filled in. */
export function roomCallOf(
  { sdkAppId, region, ...names }: RoomInput,
  trtc: Pick<Connected<'TENCENT_TRTC'>, 'applicationIds' | 'region'>,
): RoomCall {
  const [defaultApplication] = trtc.applicationIds;
  return { sdkAppId: sdkAppId ?? defaultApplication, ...roomNameOf(names), region: region ?? trtc.region };
}

/** The fields of a plan that name its room. */
export function planIn(room: TrtcRoom): Pick<Plan, 'applicationId' | 'room' | 'place'> {
  return { applicationId: room.sdkAppId, room: roomNameOf(room), place: placeOf(room) };
}

/** The key of a room in the journal and in the order of calls. No name of a room in an input has a slash. */
export function placeOf(room: TrtcRoom): string {
  return placeOfRoom(room.sdkAppId, room);
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
