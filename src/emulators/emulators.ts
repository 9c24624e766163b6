import { listening } from '../environment/cannot-listen.js';
import type { VendorSettings } from '../vendors/vendors.js';
import type { EmulatorServer } from './endpoint/emulator-server.js';
import type { VendorEmulator } from './endpoint/vendor-emulator.js';
import { trtcEmulator } from './trtc/emulator.js';
import { volcengineEmulator } from './volcengine/emulator.js';

/** The emulator of every vendor, by the name of the vendor's part of the configuration. */
export const EMULATORS = {
  trtc: trtcEmulator,
  volcengine: volcengineEmulator,
} as const satisfies Record<keyof VendorSettings, VendorEmulator<object, EmulatorServer<never>>>;

export type EmulatorName = keyof typeof EMULATORS;

/** Each emulator, running. */
export type Emulators = {
  readonly [Name in EmulatorName]: Awaited<ReturnType<(typeof EMULATORS)[Name]['start']>>;
};

/** What each emulator is started with. */
export type EmulatorConfigs = {
  readonly [Name in EmulatorName]: ReturnType<(typeof EMULATORS)[Name]['config']>;
};

/** The emulators with their names, for whoever does the same with each. */
export const EMULATOR_ENTRIES = Object.entries(EMULATORS) as readonly [
  EmulatorName,
  VendorEmulator<object, EmulatorServer<never>>,
][];

/** Starts every emulator. `started` is told of each, also where a later one fails. */
export async function startEmulators(
  configs: EmulatorConfigs,
  started: (emulator: { close(): Promise<void> }) => void,
): Promise<Emulators> {
  const emulators: Partial<Record<EmulatorName, EmulatorServer<never>>> = {};
  for (const [name, { start, portVariable }] of EMULATOR_ENTRIES) {
    const emulator = await listening({ port: portVariable }, start(configs[name]));
    started(emulator);
    emulators[name] = emulator;
  }
  return emulators as Emulators;
}
