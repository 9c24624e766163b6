import type { Where } from '../actions/places.js';
import type { ActionRecord } from '../journal/action-record.js';
import type { RoomName } from '../values/room-name.js';

/** Where an action took effect. */
export function whereOf({ applicationId, listOwnerId, input }: ActionRecord): Where {
  const room = roomIn(JSON.parse(input));
  return {
    applicationId,
    ...(room && { room }),
    ...(listOwnerId !== undefined && { listOwnerId }),
  };
}

function roomIn({ roomId, strRoomId }: { roomId?: number; strRoomId?: string }): RoomName | undefined {
  if (strRoomId !== undefined) return { strRoomId };
  return roomId === undefined ? undefined : { roomId };
}
