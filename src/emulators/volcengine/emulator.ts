import type { VendorEmulator } from '../endpoint/vendor-emulator.js';
import {
  VOLCENGINE_SANDBOX_VALUES,
  type VolcengineEmulatorConfig,
  volcengineEmulatorConfig,
  volcengineEmulatorVariables,
} from './variables.js';
import { startVolcengineEmulator, type VolcengineEmulator } from './volcengine-emulator.js';

export const volcengineEmulator = {
  title: 'Volcengine RTC',
  holds: 'the blacklist of user 10001, with 10006 on it',
  variables: volcengineEmulatorVariables,
  sandboxValues: VOLCENGINE_SANDBOX_VALUES,
  endpointVariable: 'VOLC_ENDPOINT',
  portVariable: 'VOLC_EMULATOR_PORT',
  config: volcengineEmulatorConfig,
  applicationIds: ({ appIds }) => appIds,
  async start(config) {
    const emulator = await startVolcengineEmulator(config);
    seedVolcengine(emulator, config.appIds);
    return emulator;
  },
} as const satisfies VendorEmulator<VolcengineEmulatorConfig, VolcengineEmulator>;

/** Puts the vendor's own example into each application: owner 10001, whose blacklist holds 10006 already. */
export function seedVolcengine(emulator: VolcengineEmulator, appIds: readonly number[]): void {
  for (const appId of appIds) emulator.seedBlacklist(appId, '10001', 0, ['10006']);
  emulator.markInitialState();
}
