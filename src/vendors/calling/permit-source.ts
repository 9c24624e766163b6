import type { CallEnd } from './permits.js';

/** Where a quota has its slots from: its own count, or one that several gateways share. Times are the clock's. */
export interface PermitSource {
  /** Whether a call may go at once if nobody waits. */
  free(now: number): boolean;
  /** When the first of those who wait may go; Infinity while that is not known. */
  nextAt(now: number): number;
  /** Takes the permit for a call that goes now, which `free` or `nextAt` allows. */
  take(now: number, waited: boolean): Permit;
  /** How long a call would wait behind `ahead` others of this gateway; an estimate, in milliseconds. */
  waitFor(ahead: number, now: number): number;
  /** How many calls could go now. */
  left(now: number): number;
  /** Told whenever the number of those who wait may have changed, or a call has ended. */
  expect(waiting: number, now: number): void;
  close(): Promise<void>;
}

export interface Permit {
  /** To be called once, when it happens. */
  end(how: CallEnd['end'], now: number): void;
}
