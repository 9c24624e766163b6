import type { PermitLedger, SharedQuotaState } from '../../../src/vendors/calling/permit-ledger.js';
import type { SimulatedClock } from './simulated-clock.js';

/** A ledger in memory that keeps JSON, has a clock of its own, and answers as slowly as a database may. */
export class SimulatedLedger implements PermitLedger {
  /** The delay of each of four messages: two to read the row, two to write it. */
  delayMs: () => number;
  /** Set during an outage. `refuses` fails at once, `silent` after 2 s, `unheard` after 2 s with the change kept. */
  fault: 'refuses' | 'silent' | 'unheard' | undefined;
  /** How far this ledger's clock is ahead of the gateways' clocks. */
  clockAheadMs = 1_700_000_000_000;
  /** How much faster this ledger's clock runs than theirs. */
  clockRate = 1;
  exchanges = 0;
  readonly #clock: SimulatedClock;
  readonly #states = new Map<string, string>();
  #unlocked: Promise<void> = Promise.resolve();

  constructor(clock: SimulatedClock, delayMs = () => 0.5) {
    this.#clock = clock;
    this.delayMs = delayMs;
  }

  /** The names of its quotas. */
  names(): string[] {
    return [...this.#states.keys()];
  }

  state(name: string): SharedQuotaState | undefined {
    const kept = this.#states.get(name);
    return kept === undefined ? undefined : (JSON.parse(kept) as SharedQuotaState);
  }

  async exchange<T>(
    name: string,
    change: (state: SharedQuotaState | undefined, nowMs: number) => { state: SharedQuotaState; result: T },
  ): Promise<T> {
    this.exchanges += 1;
    await this.#wait(this.delayMs());
    if (this.fault === 'refuses') throw new Error('refused');
    if (this.fault === 'silent') {
      await this.#wait(2_000);
      throw new Error('no answer');
    }
    const turn = this.#unlocked;
    let unlock = () => {};
    this.#unlocked = new Promise((resolve) => {
      unlock = resolve;
    });
    await turn;
    const now = this.#clock.now() * this.clockRate + this.clockAheadMs;
    await this.#wait(this.delayMs());
    const { state, result } = change(this.state(name), now);
    await this.#wait(this.delayMs());
    this.#states.set(name, JSON.stringify(state));
    unlock();
    await this.#wait(this.delayMs());
    if (this.fault === 'unheard') throw new Error('the answer was lost');
    return result;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(ms, resolve));
  }
}
