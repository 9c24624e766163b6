import { LONG_AGO } from '../../time/clock.js';
import { noRoundTrips, type RoundTripSpans, RoundTrips } from './round-trips.js';
import { type Cut, noCut, SlowDown } from './slow-down.js';

/**
 * The state of a quota's permits. Times are in milliseconds of one clock. It can be stored as JSON, except for a permit
 * that never lapses.
 */
export interface PermitState {
  held: HeldPermit[];
  /** The times of the answers to ended calls that still hold their permits, ascending. */
  answeredAt: number[];
  /** When the next call would be sent at an even pace. */
  evenly: number;
  cut: Cut;
  roundTrips: RoundTripSpans;
}

/**
 * The permit of a call that has not ended, or not begun:
 * - `id`: its name.
 * - `lapsesAt`: when it comes back if nothing more is reported.
 * - `answeredBefore`: if it was reserved before it had come back, the time of the previous call's answer.
 */
type HeldPermit = [id: string, lapsesAt: number, answeredBefore: number | null];

export function allPermitsIn(callsPerSecond: number): PermitState {
  return {
    held: [],
    answeredAt: [],
    evenly: LONG_AGO,
    cut: noCut(callsPerSecond),
    roundTrips: noRoundTrips(),
  };
}

/** How one call ended. Times are on the clock of the permits' state. */
export type CallEnd =
  | { end: 'answered' | 'refused'; sentAt: number; at: number; waited: boolean }
  | { end: 'lost'; at: number }
  | { end: 'unused' };

/**
 * Permits that use a vendor's quota fully and never exceed it.
 *
 * The vendor counts the calls that arrive within any one second. The gateway does not know when a call arrives, only
 * that it is between its sending and its answer. So there are as many permits, N, as calls allowed in a second. A call
 * takes one permit and returns it a second after its answer. Take any N + 1 calls: the one that was sent last was sent
 * after one of the others had returned its permit. So it arrives at least a second after that one, and no N + 1 calls
 * arrive within one second, whatever the network does. `RoundTrips` says how the distance to the vendor is taken into
 * account.
 *
 * While no call waits, a call is sent at once. While calls wait, they are sent at an even pace. Otherwise the permits
 * of a burst would come back as a burst again and again, and a call in between would wait for the next burst.
 */
export class Permits {
  readonly #state: PermitState;
  readonly #roundTrips: RoundTrips;
  readonly #slowDown: SlowDown;

  /** @param state is changed in place */
  constructor(callsPerSecond: number, state: PermitState) {
    this.#state = state;
    this.#roundTrips = new RoundTrips(state.roundTrips);
    this.#slowDown = new SlowDown(callsPerSecond, state.cut);
  }

  /** Must be called before any other method when `now` has moved on. */
  takeBack(now: number): void {
    const { answeredAt } = this.#state;
    while (this.#backAt(1, now) <= now) answeredAt.shift();
    if (this.#state.held.some(([, lapsesAt]) => lapsesAt <= now)) {
      this.#state.held = this.#state.held.filter(([, lapsesAt]) => lapsesAt > now);
    }
  }

  /** How many calls could be sent now if no other waited. */
  left(now: number): number {
    return Math.max(0, this.#slowDown.limit(now) - this.#out);
  }

  /** How many permits are in, or come back at a known time. */
  foreseeable(now: number): number {
    return Math.max(0, this.#slowDown.limit(now) - this.#state.held.length);
  }

  /** The time between two calls at an even pace. */
  slotMs(now: number): number {
    return 1000 / this.#slowDown.limit(now);
  }

  /** When the next call may be sent while calls wait. Infinity while that is unknown. */
  nextAt(now: number): number {
    return Math.max(this.#nextPermitAt(now), this.#state.evenly - AHEAD_SLOTS * this.slotMs(now));
  }

  /** Takes the permit for a call that is sent at `at`: now, or when `nextAt` says. */
  take(id: string, at: number, now: number, lapsesAt = Infinity): void {
    const { held, answeredAt, evenly } = this.#state;
    // This permit is still out but will be back by `at`. Permits that are already in stay free for other calls until
    // then.
    const onItsWay = this.#backAt(1, now) <= at ? answeredAt.shift() : undefined;
    held.push([id, lapsesAt, onItsWay ?? null]);
    const slotMs = this.slotMs(now);
    this.#state.evenly = Math.min(Math.max(evenly, at), at + AHEAD_SLOTS * slotMs) + slotMs;
  }

  /** Returns a permit. Does nothing if it has lapsed, or if the end was reported before. */
  end(id: string, call: CallEnd): void {
    const { held } = this.#state;
    const index = held.findIndex(([other]) => other === id);
    if (index < 0) return;
    const [permit] = held.splice(index, 1);
    if (call.end === 'unused') {
      if (permit?.[2] != null) this.#keep(permit[2]);
      return;
    }
    if (call.end === 'lost') {
      this.#keep(call.at + IN_FLIGHT_MS);
      return;
    }
    this.#roundTrips.record(call.at - call.sentAt, call.waited, call.at);
    this.#keep(call.at);
    if (call.end === 'refused') this.#slowDown.refused(call.sentAt, call.at);
  }

  /** How long a call would wait behind `ahead` others if no more came: an estimate, in milliseconds. */
  waitFor(ahead: number, now: number): number {
    const limit = this.#slowDown.limit(now);
    const slotMs = this.slotMs(now);
    const roundMs = WINDOW_MS + this.#roundTrips.mean - this.#roundTrips.allowance(now);
    const permitAt = (nth: number) => {
      const missing = this.#out - limit + 1 + nth;
      return missing <= 0 ? now : Math.min(this.#backAt(missing, now), now + roundMs);
    };
    // Each permit serves one call in a round, so a place beyond the number of permits waits whole rounds.
    const rounds = Math.floor(ahead / limit);
    const turn = ahead % limit;
    const firstAt = Math.max(permitAt(0), this.#state.evenly - AHEAD_SLOTS * slotMs);
    const turnAt = Math.max(permitAt(turn), firstAt + Math.max(0, turn - AHEAD_SLOTS) * slotMs);
    return turnAt + rounds * roundMs - now;
  }

  get #out(): number {
    return this.#state.held.length + this.#state.answeredAt.length;
  }

  /** Starts the second after which the permit comes back. */
  #keep(at: number): void {
    const { answeredAt } = this.#state;
    let index = answeredAt.length;
    while (index > 0 && (answeredAt[index - 1] ?? 0) > at) index--;
    answeredAt.splice(index, 0, at);
  }

  /** When the nth permit from now comes back. Infinity while its call has not ended. */
  #backAt(nth: number, now: number): number {
    return (this.#state.answeredAt[nth - 1] ?? Infinity) + WINDOW_MS - this.#roundTrips.allowance(now);
  }

  /** When fewer permits will be out than the limit allows. Some come back, and the limit may be growing. */
  #nextPermitAt(now: number): number {
    const missing = this.#out - this.#slowDown.limit(now) + 1;
    if (missing <= 0) return now;
    let at = this.#slowDown.reaches(this.#out + 1);
    for (let back = 1; back <= missing; back++) {
      const limitAt = this.#slowDown.reaches(this.#out - back + 1);
      at = Math.min(at, Math.max(this.#backAt(back, now), limitAt));
    }
    return at;
  }
}

/**
 * How long after its slot a permit comes back if its gateway has died and reports nothing. It is no earlier than if the
 * call had been sent at the last moment and then been lost.
 */
export function lapseAfterMs(callTimeoutMs: number): number {
  return callTimeoutMs + IN_FLIGHT_MS + WINDOW_MS;
}

/** Moves all times, after a clock was set back. */
export function shiftTimes(state: PermitState, ms: number): void {
  for (const permit of state.held) permit[1] += ms;
  state.answeredAt = state.answeredAt.map((at) => at + ms);
  state.evenly += ms;
  state.cut.at += ms;
  state.roundTrips.recent.start += ms;
  state.roundTrips.earlier.start += ms;
}

/** A second, and a little more, for a vendor that counts both ends of the interval or whose clock is being adjusted. */
const WINDOW_MS = 1001;

/**
 * How far ahead of an even pace a call may be sent, in slots. Permits come back unevenly, because of the network's
 * jitter. Without this, each late permit would delay all later calls, which costs 1 % of the quota. With much more,
 * calls would form clumps, and a single call might wait for the next clump.
 */
const AHEAD_SLOTS = 0.75;

/**
 * A lost call counts as answered this long after its connection was closed. Packets that were under way then can still
 * arrive. The time allows for a first retransmission, which comes after a second at most (RFC 6298).
 */
export const IN_FLIGHT_MS = 1000;
