import { FairLine, type Place as FairPlace } from './fair-line.js';

/**
 * Why the gateway enforces by itself what a moderator has asked for before, the most urgent first: somebody publishes; somebody has
 * come; somebody comes or publishes again and again.
 */
export const URGENCIES = ['publishes', 'came', 'flaps'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Whose request it is. */
export interface Asking {
  /** The `sub` of the caller's token. Callers take turns. */
  caller: string;
  /** Only of a request that enforces something. */
  urgency?: Urgency | undefined;
}

export type Place<T> = { readonly fair: FairPlace<T> } | { readonly urgency: Urgency; readonly value: T };

/**
 * A line with two parts: callers in turn, and what the gateway enforces, by urgency. While both wait, enforcement gets the `share` of
 * the slots that it was given, and the callers get the others. While one of them waits alone, it gets all.
 */
export class SharedLine<T> {
  readonly #callers: FairLine<T>;
  readonly #enforced: Readonly<Record<Urgency, Set<T>>> = {
    publishes: new Set(),
    came: new Set(),
    flaps: new Set(),
  };
  readonly #share: number;
  /** The part of a slot that enforcement is owed. */
  #owed = 0;

  /**
   * @param capacity the greatest number of requests that may wait. The caller of `join` must keep to it.
   * @param share between 0 and 1
   */
  constructor(capacity: number, share: number) {
    this.#callers = new FairLine(capacity);
    this.#share = share;
  }

  get size(): number {
    return this.#callers.size + this.#waitingUpTo('flaps');
  }

  /** The number of waiting requests that would be served before a new one. */
  ahead({ caller, urgency }: Asking): number {
    if (urgency) {
      const own = this.#waitingUpTo(urgency);
      const others = Math.ceil(((own + 1) * (1 - this.#share)) / this.#share);
      return own + Math.min(this.#callers.size, others);
    }
    const own = this.#callers.ahead(caller);
    const others = Math.ceil(((own + 1) * this.#share) / (1 - this.#share));
    return own + Math.min(this.#waitingUpTo('flaps'), others);
  }

  join({ caller, urgency }: Asking, value: T): Place<T> {
    if (!urgency) return { fair: this.#callers.join(caller, value) };
    this.#enforced[urgency].add(value);
    return { urgency, value };
  }

  leave(place: Place<T>): void {
    if ('fair' in place) this.#callers.leave(place.fair);
    else this.#enforced[place.urgency].delete(place.value);
  }

  /** Removes and returns the request whose turn it is. */
  next(): T | undefined {
    if (this.#waitingUpTo('flaps') === 0) return this.#callers.next();
    if (this.#callers.size === 0) {
      this.#owed = 0;
      return this.#nextEnforced();
    }
    this.#owed += this.#share;
    if (this.#owed < 1 - ROUNDING) return this.#callers.next();
    this.#owed -= 1;
    return this.#nextEnforced();
  }

  #nextEnforced(): T | undefined {
    for (const urgency of URGENCIES) {
      for (const value of this.#enforced[urgency]) {
        this.#enforced[urgency].delete(value);
        return value;
      }
    }
    return undefined;
  }

  #waitingUpTo(urgency: Urgency): number {
    const last = URGENCIES.indexOf(urgency);
    return URGENCIES.slice(0, last + 1).reduce((sum, each) => sum + this.#enforced[each].size, 0);
  }
}

/** Of a sum of shares. */
const ROUNDING = 1e-9;
