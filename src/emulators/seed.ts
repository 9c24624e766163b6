import type { TrtcEmulator } from './trtc/trtc-emulator.js';
import type { VolcengineEmulator } from './volcengine/volcengine-emulator.js';

/**
 * Puts the examples of the vendors' documents into each application: user 29376 in room 10006, with more users and a
 * second room; and owner 10001, whose blacklist holds 10006. This becomes the state that `reset` restores.
 */
export function seedEmulators(
  { trtc, volcengine }: { trtc: TrtcEmulator; volcengine: VolcengineEmulator },
  { sdkAppIds, appIds }: { sdkAppIds: readonly number[]; appIds: readonly number[] },
): void {
  for (const sdkAppId of sdkAppIds) {
    trtc.enterRoom(sdkAppId, 10006, '29376');
    trtc.enterRoom(sdkAppId, 10006, 'alice');
    trtc.enterRoom(sdkAppId, 10006, 'bob');
    trtc.enterRoom(sdkAppId, 10007, 'carol');
  }
  for (const appId of appIds) volcengine.seedBlacklist(appId, '10001', 0, ['10006']);
  trtc.markInitialState();
  volcengine.markInitialState();
}
