import type { VendorEmulator } from '../endpoint/vendor-emulator.js';
import { startTrtcEmulator, type TrtcEmulator } from './trtc-emulator.js';
import {
  TRTC_SANDBOX_VALUES,
  type TrtcEmulatorConfig,
  trtcEmulatorConfig,
  trtcEmulatorVariables,
} from './variables.js';

export const trtcEmulator = {
  title: 'TRTC',
  holds: 'room 10006 with users 29376, alice and bob',
  variables: trtcEmulatorVariables,
  sandboxValues: TRTC_SANDBOX_VALUES,
  endpointVariable: 'TRTC_ENDPOINT',
  portVariable: 'TRTC_EMULATOR_PORT',
  config: trtcEmulatorConfig,
  applicationIds: ({ sdkAppIds }) => sdkAppIds,
  async start(config) {
    const emulator = await startTrtcEmulator(config);
    seedTrtc(emulator, config.sdkAppIds);
    return emulator;
  },
} as const satisfies VendorEmulator<TrtcEmulatorConfig, TrtcEmulator>;

/** Puts the vendor's own example, user 29376 in room 10006, into each application, with company, a second room, and a string room. */
export function seedTrtc(emulator: TrtcEmulator, sdkAppIds: readonly number[]): void {
  for (const sdkAppId of sdkAppIds) {
    emulator.enterRoom(sdkAppId, 10006, '29376');
    emulator.enterRoom(sdkAppId, 10006, 'alice');
    emulator.enterRoom(sdkAppId, 10006, 'bob');
    emulator.enterRoom(sdkAppId, 10007, 'carol');
    emulator.enterRoom(sdkAppId, 'stage', 'dave');
    emulator.enterRoom(sdkAppId, 'stage', 'erin');
  }
  emulator.markInitialState();
}
