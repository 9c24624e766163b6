import { findRoom, integersOf, NUMERIC_ROOM, type RoomParameter, STRING_ROOM } from './named-room.js';
import { type TrtcCall, unknownOrMissing } from './trtc-call.js';

const CODES_WHEN_MISSING = { SdkAppId: 'MissingParameter.SdkAppId', RoomId: 'MissingParameter.RoomId' };

/** Source: the vendor document "DismissRoom". */
export const dismissRoom = dismissIn('DismissRoom', NUMERIC_ROOM);

/** Source: the vendor document "DismissRoomByStrRoomId". */
export const dismissRoomByStrRoomId = dismissIn('DismissRoomByStrRoomId', STRING_ROOM);

function dismissIn(api: string, parameter: RoomParameter): TrtcCall {
  return {
    api,
    callsPerSecond: 20,
    integers: integersOf(parameter),
    run(parameters, rooms) {
      const incomplete = unknownOrMissing(parameters, CODES_WHEN_MISSING);
      if (incomplete) return { error: incomplete };
      const found = findRoom(parameters, parameter, rooms);
      if ('error' in found) return found;
      rooms.dismissRoom(found.sdkAppId, found.room);
      return { result: {} };
    },
  };
}
