import type { RoomName } from '../../../values/room-name.js';
import type { VendorApi } from '../../calling/vendor-api.js';
import type { AccessRegion } from './access-regions.js';

export type TrtcRoom = RoomName & { sdkAppId: number };

/** The parts that every call about a room has. */
export type RoomCall = TrtcRoom & { region: AccessRegion };

export interface RoomCallAnswer {
  requestId: string;
}

/** What the apis for numeric rooms have in common. */
export const ROOM_API = {
  callsPerSecond: 20,
  scope: ({ region }) => region,
  read: (_result, { requestId }) => ({ requestId }),
} satisfies Partial<VendorApi<RoomCall, RoomCallAnswer>>;

/** What the apis for string rooms have in common. The table of codes names the field for numeric rooms. */
export const STR_ROOM_API = {
  ...ROOM_API,
  fields: { roomId: 'strRoomId' },
} satisfies Partial<VendorApi<RoomCall, RoomCallAnswer>>;
