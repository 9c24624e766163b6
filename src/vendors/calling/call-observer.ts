import type { Attempt } from './attempt.js';

/** Hears how vendor calls fare. Times are the clock's. Must return at once and never throw. */
export interface CallObserver {
  /** A call's wait for a slot is over. `granted`: it has got one. */
  waited(from: number, to: number, granted: boolean): void;
  /** The vendor was called once. `api` is the vendor's name for what was called. */
  attempted(api: string, from: number, to: number, attempt: Attempt<unknown>): void;
  /** A call that was sent is over; `attempts`: how often it was. */
  ended?(attempts: number): void;
  /** A call is about to be sent for several users. */
  batched?(users: number): void;
}

/** One observer for several actions that share a call; undefined if none observes. */
export function sharedObserver(observers: Iterable<CallObserver | undefined>): CallObserver | undefined {
  const all = [...new Set(observers)].filter((observer) => observer !== undefined);
  if (all.length <= 1) return all[0];
  return {
    waited(from, to, granted) {
      for (const observer of all) observer.waited(from, to, granted);
    },
    attempted(api, from, to, attempt) {
      for (const observer of all) observer.attempted(api, from, to, attempt);
    },
  };
}
