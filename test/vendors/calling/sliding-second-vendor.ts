import type { Slot } from '../../../src/vendors/calling/quota.js';
import type { SimulatedClock } from './simulated-clock.js';

/** Uniform in [0, 1), the same sequence for the same seed (a 32-bit counter, hashed). */
export function seededRandom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The delays in milliseconds of the `index`th call, on its way to the vendor and back. */
export type Network = (index: number) => { out: number; back: number };

export function jitteryNetwork(options: {
  seed: number;
  /** Constant part, each way. */
  awayMs?: number;
  jitterMs?: number;
  /** The first `calls` take `least` to `most` longer to get there. */
  cold?: { calls: number; least: number; most: number };
}): Network {
  const { seed, awayMs = 0, jitterMs = 30, cold = { calls: 0, least: 0, most: 0 } } = options;
  const random = seededRandom(seed);
  return (index) => ({
    out:
      awayMs +
      random() * jitterMs +
      (index < cold.calls ? cold.least + random() * (cold.most - cold.least) : 0),
    back: awayMs + random() * jitterMs,
  });
}

/** A vendor that accepts at most `callsPerSecond` calls in any 1,000 ms. Refused calls do not count. */
export class SlidingSecondVendor {
  /** When calls of the gateway arrived, including refused calls. */
  readonly arrivals: number[] = [];
  readonly refusals: number[] = [];
  network: Network;
  readonly #clock: SimulatedClock;
  readonly #callsPerSecond: number;
  readonly #counted: number[] = [];
  #sent = 0;

  constructor(clock: SimulatedClock, callsPerSecond: number, network: Network) {
    this.#clock = clock;
    this.#callsPerSecond = callsPerSecond;
    this.network = network;
  }

  /** Sends one call in a slot, and ends the slot when the answer is back. */
  send(slot: Slot): void {
    const { out, back } = this.network(this.#sent++);
    this.#clock.after(out, () => {
      const accepted = this.arrive();
      this.#clock.after(back, () => (accepted ? slot.answered() : slot.refused()));
    });
  }

  /** Called when a call of the gateway arrives. */
  arrive(): boolean {
    const accepted = this.arriveFromElsewhere();
    this.arrivals.push(this.#clock.now());
    if (!accepted) this.refusals.push(this.#clock.now());
    return accepted;
  }

  /** Another user of the same account makes a call. */
  arriveFromElsewhere(): boolean {
    const now = this.#clock.now();
    const earlier = this.#counted[this.#counted.length - this.#callsPerSecond];
    if (earlier !== undefined && now - earlier < 1000) return false;
    this.#counted.push(now);
    return true;
  }

  /** The share of the quota that was used in `ms` from `start`. */
  utilisation(start: number, ms: number): number {
    const count = (times: number[]) => times.filter((time) => time >= start && time < start + ms).length;
    return (count(this.arrivals) - count(this.refusals)) / ((this.#callsPerSecond * ms) / 1000);
  }

  /** The greatest number of the gateway's arrivals in any 1,000 ms. */
  busiestSecond(): number {
    let most = 0;
    let first = 0;
    this.arrivals.forEach((arrival, index) => {
      while (arrival - (this.arrivals[first] ?? 0) >= 1000) first++;
      most = Math.max(most, index - first + 1);
    });
    return most;
  }
}
