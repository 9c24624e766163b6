import type { CallEnd } from './permits.js';

/** The source of a quota's slots: a count of its own, or one that several gateways share. Times are the clock's. */
export interface PermitSource {
  /** Whether a call may be sent at once if no other waits. */
  free(now: number): boolean;
  /** When the first waiting call may be sent. Infinity while that is unknown. */
  nextAt(now: number): number;
  /** Takes the permit for a call that is sent now. Call it only when `free` or `nextAt` allows it. */
  take(now: number, waited: boolean): Permit;
  /** How long a call would wait behind `ahead` others of this gateway: an estimate, in milliseconds. */
  waitFor(ahead: number, now: number): number;
  /** How many calls could be sent now. */
  left(now: number): number;
  /** Must be called whenever the number of waiting calls may have changed, or a call has ended. */
  expect(waiting: number, now: number): void;
  close(): Promise<void>;
}

export interface Permit {
  /** Must be called once, at the moment when the call ends. */
  end(how: CallEnd['end'], now: number): void;
}
