import { LONG_AGO } from '../../time/clock.js';
import { noRoundTrips, type RoundTripSpans, RoundTrips } from './round-trips.js';
import { type Cut, noCut, SlowDown } from './slow-down.js';

/** All that is known of a quota's permits, in milliseconds of one clock. JSON, unless a permit never lapses. */
export interface PermitState {
  held: HeldPermit[];
  /** When the calls were answered that are over but hold their permits still; ascending. */
  answeredAt: number[];
  /** When the next call would go if all went evenly. */
  evenly: number;
  cut: Cut;
  roundTrips: RoundTripSpans;
}

/**
 * The permit of a call that has not ended, or has yet to begin: its name, when it comes back if nothing more is heard
 * of it, and, if it was promised before it was in, since when it was on its way: the answer of the call before.
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

/** What became of one call. Times are on the clock of the permits' state. */
export type CallEnd =
  | { end: 'answered' | 'refused'; sentAt: number; at: number; waited: boolean }
  | { end: 'lost'; at: number }
  | { end: 'unused' };

/**
 * A vendor's quota, used fully and never exceeded.
 *
 * The vendor counts the calls that arrived within any one second, and when a call arrives is not known here: only
 * that it is between its sending and its answer. So there are as many permits, N, as a second may hold calls; a
 * call takes one, and gives it back a second after its answer. Of any N + 1 calls, the one sent last went when one
 * of the others had given its permit back, so it arrives a second or more after that one: no N + 1 are ever in one
 * second together, whatever the network does. `RoundTrips` says how the distance to the vendor is allowed for.
 *
 * While nobody waits, a call goes at once. While there is a line, calls go at an even pace; otherwise the permits
 * of a burst would come back as a burst, ever again, and whoever comes in between would wait for the next one.
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

  /** To be called before anything else is asked or done at a later `now`. */
  takeBack(now: number): void {
    const { answeredAt } = this.#state;
    while (this.#backAt(1, now) <= now) answeredAt.shift();
    if (this.#state.held.some(([, lapsesAt]) => lapsesAt <= now)) {
      this.#state.held = this.#state.held.filter(([, lapsesAt]) => lapsesAt > now);
    }
  }

  /** How many calls could go now if nobody waited. */
  left(now: number): number {
    return Math.max(0, this.#slowDown.limit(now) - this.#out);
  }

  /** How many permits are in, or will be at a time that is known already. */
  foreseeable(now: number): number {
    return Math.max(0, this.#slowDown.limit(now) - this.#state.held.length);
  }

  /** The time between two calls at an even pace. */
  slotMs(now: number): number {
    return 1000 / this.#slowDown.limit(now);
  }

  /** When the next call may go while there is a line, as far as is known; otherwise Infinity. */
  nextAt(now: number): number {
    return Math.max(this.#nextPermitAt(now), this.#state.evenly - AHEAD_SLOTS * this.slotMs(now));
  }

  /** Takes the permit for a call that goes at `at`: now, or when `nextAt` says. */
  take(id: string, at: number, now: number, lapsesAt = Infinity): void {
    const { held, answeredAt, evenly } = this.#state;
    // `takeBack` has seen to those that are in. This one will be by then, and others may take what is in until then.
    const onItsWay = this.#backAt(1, now) <= at ? answeredAt.shift() : undefined;
    held.push([id, lapsesAt, onItsWay ?? null]);
    const slotMs = this.slotMs(now);
    this.#state.evenly = Math.min(Math.max(evenly, at), at + AHEAD_SLOTS * slotMs) + slotMs;
  }

  /** Does nothing if the permit has lapsed, or if its call's end was reported before. */
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

  /** How long a call would wait behind `ahead` others if nobody else came; an estimate, in milliseconds. */
  waitFor(ahead: number, now: number): number {
    const limit = this.#slowDown.limit(now);
    const slotMs = this.slotMs(now);
    const roundMs = WINDOW_MS + this.#roundTrips.mean - this.#roundTrips.allowance(now);
    const permitAt = (nth: number) => {
      const missing = this.#out - limit + 1 + nth;
      return missing <= 0 ? now : Math.min(this.#backAt(missing, now), now + roundMs);
    };
    // Each permit serves once in a round, so a place further back than there are permits waits whole rounds.
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

  /** When the nth permit from now comes back; Infinity while its call has not ended. */
  #backAt(nth: number, now: number): number {
    return (this.#state.answeredAt[nth - 1] ?? Infinity) + WINDOW_MS - this.#roundTrips.allowance(now);
  }

  /** When fewer permits will be out than the limit allows: some come back, and the limit may be growing. */
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
 * When the permit of a call comes back of itself, whose end nobody reports because its gateway has died: no later
 * than it would if the call had been sent at the last moment and then been lost.
 */
export function lapseAfterMs(callTimeoutMs: number): number {
  return callTimeoutMs + IN_FLIGHT_MS + WINDOW_MS;
}

/** Moves all times, for a clock that was put back. */
export function shiftTimes(state: PermitState, ms: number): void {
  for (const permit of state.held) permit[1] += ms;
  state.answeredAt = state.answeredAt.map((at) => at + ms);
  state.evenly += ms;
  state.cut.at += ms;
  state.roundTrips.recent.start += ms;
  state.roundTrips.earlier.start += ms;
}

/** A second, and a little for a vendor that counts both of its ends, or whose clock is being adjusted. */
const WINDOW_MS = 1001;

/**
 * How far ahead of an even pace a call may go, in slots. Permits come back unevenly, by the network's jitter.
 * Without this, each that came late would push back all that follow, which costs 1 % of the quota; with much
 * more, calls would go in clumps and a single one might wait for the next clump.
 */
const AHEAD_SLOTS = 0.75;

/**
 * A lost call counts as answered this long after its connection was closed. What was under way then can still
 * arrive; this is time for a first retransmission (after a second at most, RFC 6298).
 */
export const IN_FLIGHT_MS = 1000;
