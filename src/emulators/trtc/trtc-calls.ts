import { dismissRoom, dismissRoomByStrRoomId } from './dismiss-room.js';
import { removeUser, removeUserByStrRoomId } from './remove-user.js';
import { setUserBlocked, setUserBlockedByStrRoomId } from './set-user-blocked.js';
import type { TrtcCall } from './trtc-call.js';

/** Every api that the emulator offers, by the name in `X-TC-Action`. */
export const TRTC_CALLS: ReadonlyMap<string, TrtcCall> = new Map(
  [
    setUserBlocked,
    setUserBlockedByStrRoomId,
    removeUser,
    removeUserByStrRoomId,
    dismissRoom,
    dismissRoomByStrRoomId,
  ].map((call) => [call.api, call]),
);
