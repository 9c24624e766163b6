import { setMaxListeners } from 'node:events';
import { type Clock, systemClock } from './clock.js';
import { DeadlineHeap, type HasDeadline } from './deadline-heap.js';
import { FairLine, type Place } from './fair-line.js';
import { RoundTrips } from './round-trips.js';
import { SlowDown } from './slow-down.js';

export interface QuotaOptions {
  /** What the vendor allows in any one second, as it counts arrivals. A whole number. */
  callsPerSecond: number;
  /** More requests than this are not let into the line. */
  maxWaiting: number;
  clock?: Clock;
}

export interface SlotRequest {
  /** Whose turn it is: the token's `sub`. */
  caller: string;
  /** On the clock's scale: the slot must be granted before. */
  deadline: number;
  /** Aborted when the client has gone: the request leaves the line. */
  signal?: AbortSignal;
}

/** The right to send one call now. Exactly one method is to be called, once; further calls are ignored. */
export interface Slot {
  /** The vendor answered, whatever it said. */
  answered(): void;
  /** The vendor answered that its quota was exceeded. */
  refused(): void;
  /** It was sent, no answer came, and its connection is closed, so that none can come. */
  lost(): void;
  /** Nothing left this machine, for example because no connection could be made. */
  unused(): void;
}

export type SlotGrant =
  | { granted: true; slot: Slot }
  | {
      granted: false;
      reason: 'deadline' | 'line-full' | 'aborted' | 'closed';
      /** When a slot would be free for this caller, going by its place in line and the quota's pace; else 0. */
      retryAfterMs: number;
    };

export interface QuotaStatus {
  callsPerSecond: number;
  /** How many calls could be sent at this moment. */
  slotsLeft: number;
  waiting: number;
}

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
export class Quota {
  readonly #callsPerSecond: number;
  readonly #maxWaiting: number;
  readonly #clock: Clock;
  readonly #line: FairLine<Waiting>;
  readonly #deadlines = new DeadlineHeap<Waiting>();
  readonly #roundTrips = new RoundTrips();
  readonly #slowDown: SlowDown;
  #permitsOut = 0;
  /** When the calls were answered that are over but hold their permits still; ascending. */
  readonly #answeredAt: number[] = [];
  /** When the next call would go if all went evenly. */
  #evenly = -Infinity;
  #timerDue = Infinity;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  constructor({ callsPerSecond, maxWaiting, clock = systemClock }: QuotaOptions) {
    if (!Number.isInteger(callsPerSecond) || callsPerSecond < 1) {
      throw new RangeError(`callsPerSecond must be a positive integer, not ${callsPerSecond}`);
    }
    if (!Number.isInteger(maxWaiting) || maxWaiting < 0) {
      throw new RangeError(`maxWaiting must be a whole number, not ${maxWaiting}`);
    }
    this.#callsPerSecond = callsPerSecond;
    this.#maxWaiting = maxWaiting;
    this.#clock = clock;
    this.#line = new FairLine(maxWaiting);
    this.#slowDown = new SlowDown(callsPerSecond);
  }

  /** Settles at once with a slot or a refusal, or when the request's turn comes, its deadline, or its abort. */
  async acquire({ caller, deadline, signal }: SlotRequest): Promise<SlotGrant> {
    if (this.#closed) return refusal('closed');
    if (signal?.aborted) return refusal('aborted');
    const now = this.#clock.now();
    this.#takeBackPermits(now);
    const idle = this.#line.size === 0 && this.#permitsLeft(now) > 0;
    const wait = idle ? 0 : this.#waitFor(caller, now);
    if (now + wait >= deadline) return refusal('deadline', wait);
    if (idle) return { granted: true, slot: this.#grant(now, false) };
    if (this.#line.size >= this.#maxWaiting) return refusal('line-full', wait);
    return new Promise((resolve) => {
      const waiting = new Waiting(caller, deadline, resolve);
      waiting.place = this.#line.join(caller, waiting);
      this.#deadlines.add(waiting);
      if (signal) {
        waiting.watch(signal, () => {
          this.#leave(waiting);
          waiting.settle(refusal('aborted'));
          this.#serve();
        });
      }
      this.#serve();
    });
  }

  status(): QuotaStatus {
    const now = this.#clock.now();
    this.#takeBackPermits(now);
    return {
      callsPerSecond: this.#callsPerSecond,
      slotsLeft: this.#permitsLeft(now),
      waiting: this.#line.size,
    };
  }

  /** Refuses everything that waits and all that comes. Calls that are under way are not concerned. */
  close(): void {
    this.#closed = true;
    for (let waiting = this.#line.next(); waiting; waiting = this.#line.next()) {
      this.#deadlines.remove(waiting);
      waiting.settle(refusal('closed'));
    }
    this.#setTimer(Infinity);
  }

  /** Whatever changes when calls may go ends here: it hands out what is due, and sets the one timer. */
  #serve(): void {
    const now = this.#clock.now();
    this.#takeBackPermits(now);
    for (let late = this.#deadlines.earliest; late && late.deadline <= now; late = this.#deadlines.earliest) {
      this.#leave(late);
      late.settle(refusal('deadline', this.#waitFor(late.caller, now)));
    }
    while (this.#nextGrantAt(now) <= now) {
      const waiting = this.#line.next();
      if (!waiting) break;
      this.#deadlines.remove(waiting);
      waiting.settle({ granted: true, slot: this.#grant(now, true) });
    }
    this.#setTimer(Math.min(this.#nextGrantAt(now), this.#deadlines.earliest?.deadline ?? Infinity));
  }

  #grant(now: number, waited: boolean): Slot {
    this.#permitsOut++;
    const slotMs = this.#slotMs(now);
    this.#evenly = Math.min(Math.max(this.#evenly, now), now + AHEAD_SLOTS * slotMs) + slotMs;

    let over = false;
    const once = (end: (endedAt: number) => void) => () => {
      if (over) return;
      over = true;
      end(this.#clock.now());
      this.#serve();
    };
    const answered = (answeredAt: number) => {
      this.#roundTrips.record(answeredAt - now, waited, answeredAt);
      this.#keepPermit(answeredAt);
    };
    return {
      answered: once(answered),
      refused: once((answeredAt) => {
        answered(answeredAt);
        this.#slowDown.refused(now, answeredAt);
      }),
      lost: once((closedAt) => this.#keepPermit(closedAt + IN_FLIGHT_MS)),
      unused: once(() => {
        this.#permitsOut--;
      }),
    };
  }

  /** Starts the second after which the permit comes back. */
  #keepPermit(answeredAt: number): void {
    let index = this.#answeredAt.length;
    while (index > 0 && (this.#answeredAt[index - 1] ?? 0) > answeredAt) index--;
    this.#answeredAt.splice(index, 0, answeredAt);
  }

  #takeBackPermits(now: number): void {
    while (this.#permitBackAt(1, now) <= now) {
      this.#answeredAt.shift();
      this.#permitsOut--;
    }
  }

  /** When the nth permit from now comes back; Infinity while its call has not ended. */
  #permitBackAt(nth: number, now: number): number {
    return (this.#answeredAt[nth - 1] ?? Infinity) + WINDOW_MS - this.#roundTrips.allowance(now);
  }

  #permitsLeft(now: number): number {
    return Math.max(0, this.#slowDown.limit(now) - this.#permitsOut);
  }

  #slotMs(now: number): number {
    return 1000 / this.#slowDown.limit(now);
  }

  #nextGrantAt(now: number): number {
    if (this.#line.size === 0) return Infinity;
    return Math.max(this.#nextPermitAt(now), this.#evenly - AHEAD_SLOTS * this.#slotMs(now));
  }

  /** When fewer permits will be out than the limit allows: some come back, and the limit may be growing. */
  #nextPermitAt(now: number): number {
    const missing = this.#permitsOut - this.#slowDown.limit(now) + 1;
    if (missing <= 0) return now;
    let at = this.#slowDown.reaches(this.#permitsOut + 1);
    for (let back = 1; back <= missing; back++) {
      const limitAt = this.#slowDown.reaches(this.#permitsOut - back + 1);
      at = Math.min(at, Math.max(this.#permitBackAt(back, now), limitAt));
    }
    return at;
  }

  /** How long one more request of this caller's would wait if nobody else came; an estimate, in milliseconds. */
  #waitFor(caller: string, now: number): number {
    const limit = this.#slowDown.limit(now);
    const slotMs = this.#slotMs(now);
    const roundMs = WINDOW_MS + this.#roundTrips.mean - this.#roundTrips.allowance(now);
    const permitAt = (ahead: number) => {
      const missing = this.#permitsOut - limit + 1 + ahead;
      return missing <= 0 ? now : Math.min(this.#permitBackAt(missing, now), now + roundMs);
    };
    // Each permit serves once in a round, so a place further back than there are permits waits whole rounds.
    const ahead = this.#line.ahead(caller);
    const rounds = Math.floor(ahead / limit);
    const turn = ahead % limit;
    const firstAt = Math.max(permitAt(0), this.#evenly - AHEAD_SLOTS * slotMs);
    const turnAt = Math.max(permitAt(turn), firstAt + Math.max(0, turn - AHEAD_SLOTS) * slotMs);
    return turnAt + rounds * roundMs - now;
  }

  #leave(waiting: Waiting): void {
    if (waiting.place) this.#line.leave(waiting.place);
    this.#deadlines.remove(waiting);
  }

  #setTimer(due: number): void {
    if (due === this.#timerDue) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#timerDue = due;
    if (due === Infinity) return;
    this.#cancelTimer = this.#clock.after(Math.max(0, due - this.#clock.now()), () => {
      this.#timerDue = Infinity;
      this.#cancelTimer = undefined;
      this.#serve();
    });
  }
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
const IN_FLIGHT_MS = 1000;

type Refusal = Extract<SlotGrant, { granted: false }>;

function refusal(reason: Refusal['reason'], retryAfterMs = 0): Refusal {
  return { granted: false, reason, retryAfterMs };
}

class Waiting implements HasDeadline {
  readonly caller: string;
  readonly deadline: number;
  heapIndex = 0;
  place: Place<Waiting> | undefined;
  readonly #resolve: (grant: SlotGrant) => void;
  #unwatch: (() => void) | undefined;

  constructor(caller: string, deadline: number, resolve: (grant: SlotGrant) => void) {
    this.caller = caller;
    this.deadline = deadline;
    this.#resolve = resolve;
  }

  watch(signal: AbortSignal, onAbort: () => void): void {
    // A mutation of many calls has them all wait under its client's one signal: that is no leak to warn of.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#unwatch = () => signal.removeEventListener('abort', onAbort);
  }

  settle(grant: SlotGrant): void {
    this.#unwatch?.();
    this.#resolve(grant);
  }
}
