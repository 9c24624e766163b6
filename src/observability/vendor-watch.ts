import type { Clock } from '../time/clock.js';
import { type Attempt, vendorRequestIdOf } from '../vendors/calling/attempt.js';
import type { CallObserver } from '../vendors/calling/call-observer.js';
import { BusyTime } from './busy-time.js';
import type { ActionTrace, RequestPart } from './traces.js';

/** In milliseconds, rounded to tenths. Concurrent steps of one kind count once. */
export interface VendorTimings {
  totalMs: number;
  slotWaitMs: number;
  vendorMs: number;
}

/** Measures the calls to a vendor that one field of a request makes. */
export abstract class VendorWatch implements CallObserver {
  /** The number of exchanges with the vendor, including those that other requests share. */
  attempts = 0;
  protected readonly clock: Clock;
  protected readonly trace: RequestPart | undefined;
  protected readonly startedAt: number;
  readonly #slotWait = new BusyTime();
  readonly #vendor = new BusyTime();

  /** `name`: the field's name. */
  constructor(name: string, clock: Clock, request: ActionTrace | undefined) {
    this.clock = clock;
    this.startedAt = clock.now();
    this.trace = request?.part(name, this.startedAt);
  }

  /** The time before this began does not count: it may have joined a call that was waiting already. */
  waited(from: number, to: number, granted: boolean): void {
    const since = Math.max(from, this.startedAt);
    this.#slotWait.add(since, to);
    this.trace?.leg('wait for a slot', since, to, { 'gateway.slot.granted': granted });
  }

  attempted(api: string, from: number, to: number, attempt: Attempt<unknown>): void {
    this.attempts += 1;
    this.#vendor.add(from, to);
    this.trace?.attempt(api, from, to, attempt, vendorRequestIdOf(attempt));
  }

  protected timings(endedAt: number): VendorTimings {
    return {
      totalMs: tenths(endedAt - this.startedAt),
      slotWaitMs: tenths(this.#slotWait.ms),
      vendorMs: tenths(this.#vendor.ms),
    };
  }
}

export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
