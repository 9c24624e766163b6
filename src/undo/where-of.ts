import type { Where } from '../actions/places.js';
import type { ActionRecord } from '../journal/action-record.js';
import { roomNameOf } from '../rooms/room-place.js';

/** Where an action took effect: on a list, or in a room. */
export function whereOf({ applicationId, listOwnerId, input }: ActionRecord): Where {
  return listOwnerId === undefined
    ? { applicationId, room: roomNameOf(JSON.parse(input)) }
    : { applicationId, listOwnerId };
}
