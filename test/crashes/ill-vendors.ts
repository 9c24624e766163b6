import type { TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import type { VolcengineEmulator } from '../../src/emulators/volcengine/volcengine-emulator.js';

/** A lost call is carried out no later than so: earlier than a gateway sends the state once more, after `VENDOR_TIMEOUT_MS`. */
const LATEST_MS = 900;

/** Lets emulators misbehave at random: late answers, lost answers, lost calls, and lost calls that are carried out late. */
export class IllVendors {
  readonly #emulators: readonly Pick<TrtcEmulator | VolcengineEmulator, 'injectFault' | 'clearFaults'>[];
  #timer: NodeJS.Timeout | undefined;
  /** Whether most calls are lost, and carried out as late as may be. */
  isWorst = false;

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
        if (this.isWorst) this.#injectWorst(emulator);
        else if (Math.random() < 0.6) this.#inject(emulator);
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
    if (what < 0.2) emulator.injectFault({ kind: 'delay', delayMs: Math.floor(Math.random() * 400) });
    else if (what < 0.4) emulator.injectFault({ kind: 'reset', applied: Math.random() < 0.5 });
    else if (what < 0.8) emulator.injectFault({ kind: 'reset', applied: true, appliedAfterMs });
    else if (what < 0.9) emulator.injectFault({ kind: 'silence', applied: Math.random() < 0.5 });
    else emulator.injectFault({ kind: 'silence', applied: true, appliedAfterMs });
  }

  #injectWorst(emulator: Pick<TrtcEmulator | VolcengineEmulator, 'injectFault'>): void {
    if (Math.random() < 0.3) return;
    const appliedAfterMs = Math.floor(LATEST_MS * (0.5 + Math.random() / 2));
    emulator.injectFault({ kind: 'reset', applied: true, appliedAfterMs });
  }
}
