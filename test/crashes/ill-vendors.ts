import type { TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import type { VolcengineEmulator } from '../../src/emulators/volcengine/volcengine-emulator.js';

/** A lost call is carried out no later than so: earlier than a gateway sends the state once more. */
export const LATEST_MS = 400;

/** Lets emulators misbehave at random: late answers, lost answers, lost calls, and lost calls that are carried out late. */
export class IllVendors {
  readonly #emulators: readonly Pick<TrtcEmulator | VolcengineEmulator, 'injectFault' | 'clearFaults'>[];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    ...emulators: readonly Pick<TrtcEmulator | VolcengineEmulator, 'injectFault' | 'clearFaults'>[]
  ) {
    this.#emulators = emulators;
  }

  begin(): void {
    this.#timer = setInterval(() => {
      for (const emulator of this.#emulators) {
        // Each fault waits for the next call.
        emulator.clearFaults();
        if (Math.random() < 0.6) this.#inject(emulator);
      }
    }, 60);
  }

  end(): void {
    clearInterval(this.#timer);
    for (const emulator of this.#emulators) emulator.clearFaults();
  }

  #inject(emulator: Pick<TrtcEmulator | VolcengineEmulator, 'injectFault'>): void {
    const what = Math.random();
    const appliedAfterMs = Math.floor(Math.random() * LATEST_MS);
    if (what < 0.3) emulator.injectFault({ kind: 'delay', delayMs: Math.floor(Math.random() * 400) });
    else if (what < 0.5) emulator.injectFault({ kind: 'reset', applied: Math.random() < 0.5 });
    else if (what < 0.7) emulator.injectFault({ kind: 'reset', applied: true, appliedAfterMs });
    else if (what < 0.8) emulator.injectFault({ kind: 'silence', applied: Math.random() < 0.5 });
    else emulator.injectFault({ kind: 'silence', applied: true, appliedAfterMs });
  }
}
