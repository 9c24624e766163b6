import type { Attempt } from './attempt.js';

/** Is told of the progress of vendor calls. Times are the clock's. Its methods must return at once and never throw. */
export interface CallObserver {
  /** A call's wait for a slot has ended. `granted`: the call has a slot. */
  waited(from: number, to: number, granted: boolean): void;
  /** The vendor was called once. `api` is the vendor's name for the api. */
  attempted(api: string, from: number, to: number, attempt: Attempt<unknown>): void;
  /** A call that was sent is finished. `attempts`: how often it was sent. */
  ended?(attempts: number): void;
  /** A call for several users is about to be sent. */
  batched?(users: number): void;
}

/** Combines the observers of several actions that share a call. Undefined if there are none. */
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
