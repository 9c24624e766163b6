import { setUserBlocked } from './set-user-blocked.js';
import type { TrtcCall } from './trtc-call.js';

/** Every call that the emulator answers, by the name in `X-TC-Action`. */
export const TRTC_CALLS: ReadonlyMap<string, TrtcCall> = new Map(
  [setUserBlocked].map((call) => [call.action, call]),
);
