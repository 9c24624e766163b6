import type { VendorEmulator } from '../endpoint/vendor-emulator.js';
import type { RoomControls } from './room-controls.js';
import type { RoomKey } from './room-event.js';
import { type Entry, type Medium, ROLES } from './room-person.js';
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
  gatewayValues: ({ sdkAppIds, callbackKey }) => ({
    TRTC_CALLBACK_KEYS: sdkAppIds.map((sdkAppId) => `${sdkAppId}:${callbackKey}`).join(','),
  }),
  applicationIds: ({ sdkAppIds }) => sdkAppIds,
  async start(config) {
    const emulator = await startTrtcEmulator(config);
    seedTrtc(emulator, config.sdkAppIds);
    return emulator;
  },
} as const satisfies VendorEmulator<TrtcEmulatorConfig, TrtcEmulator>;

/** Puts the vendor's own example, user 29376 in room 10006, into each application, with company, a second room, and a string room. */
export function seedTrtc(emulator: RoomControls, sdkAppIds: readonly number[]): void {
  for (const sdkAppId of sdkAppIds) {
    for (const [room, userId, entry, ...published] of PEOPLE) {
      emulator.enterRoom(sdkAppId, room, userId, entry);
      for (const medium of published) emulator.startPublishing(sdkAppId, room, userId, medium);
    }
  }
  emulator.markInitialState();
}

const { audience } = ROLES;
/** Who is where, and what they publish. */
const PEOPLE: readonly [room: RoomKey, userId: string, entry: Entry, ...published: Medium[]][] = [
  [10006, '29376', { terminalType: 2 }, 'audio', 'video'],
  [10006, 'alice', { terminalType: 3 }, 'audio'],
  [10006, 'bob', { terminalType: 100, userType: 1, role: audience }],
  [10007, 'carol', { terminalType: 1 }, 'audio', 'video', 'screen'],
  ['stage', 'dave', { terminalType: 2 }, 'audio', 'video'],
  ['stage', 'erin', { terminalType: 3, role: audience }],
];
