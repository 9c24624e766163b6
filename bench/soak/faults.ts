/** The faults of the vendors during the soak. */

import type { TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import type { TrtcFault } from '../../src/emulators/trtc/trtc-fault.js';
import type { VolcengineEmulator } from '../../src/emulators/volcengine/volcengine-emulator.js';
import type { VolcengineFault } from '../../src/emulators/volcengine/volcengine-fault.js';

const EVERY_MS = 5_000;

const EITHER = [
  () => ({ kind: 'reset', applied: coin() }) as const,
  () => ({ kind: 'silence', applied: coin() }) as const,
  () => ({ kind: 'truncate', bytes: 10 }) as const,
  () => ({ kind: 'throttle', times: 3 }) as const,
  () => ({ kind: 'delay', delayMs: 100 + Math.floor(Math.random() * 2_000), times: 5 }) as const,
  () => ({ kind: 'verbatim', applied: coin(), status: 502, body: '<html>Bad Gateway</html>' }) as const,
];

const TRTC: readonly (() => TrtcFault)[] = [
  ...EITHER,
  () => ({ kind: 'error', applied: coin(), code: 'InternalError', message: 'Internal error.' }),
  () => ({ kind: 'error', code: 'FailedOperation.RoomNotExist', message: 'The room does not exist.' }),
];

const VOLCENGINE: readonly (() => VolcengineFault)[] = [
  ...EITHER,
  () => ({
    kind: 'error',
    applied: coin(),
    status: 500,
    code: 'InternalError',
    message: 'Internal error.',
  }),
];

function coin(): boolean {
  return Math.random() < 0.5;
}

export interface InjectedFaults {
  /** The number of calls that a fault refused as over the quota. */
  throttled: number;
}

/** Injects a fault at each vendor every few seconds, for `seconds`. */
export function injectFaults(
  seconds: number,
  trtc: TrtcEmulator,
  volcengine: VolcengineEmulator,
): InjectedFaults {
  const injected: InjectedFaults = { throttled: 0 };
  const timer = setInterval(() => {
    const faults = { trtc: anyOf(TRTC)(), volcengine: anyOf(VOLCENGINE)() };
    trtc.injectFault(faults.trtc);
    volcengine.injectFault(faults.volcengine);
    for (const { kind, times = 1 } of Object.values(faults)) {
      if (kind === 'throttle') injected.throttled += times;
    }
  }, EVERY_MS);
  setTimeout(() => clearInterval(timer), seconds * 1_000);
  return injected;
}

function anyOf<T>(list: readonly [T, ...T[]] | readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}
