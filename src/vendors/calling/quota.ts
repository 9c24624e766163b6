import { type Clock, systemClock } from '../../time/clock.js';
import { DeadlineHeap, type HasDeadline } from './deadline-heap.js';
import { OwnPermits } from './own-permits.js';
import type { PermitSource } from './permit-source.js';
import type { CallEnd } from './permits.js';
import { type Asking, type Place, SharedLine } from './shared-line.js';
import { SharedPermits, type Sharing } from './shared-permits.js';

export interface QuotaOptions {
  /** The vendor's limit on arrivals in any one second. A whole number. */
  callsPerSecond: number;
  /** The greatest number of waiting requests. */
  maxWaiting: number;
  clock?: Clock;
  /** Between 0 and 1: how much of it enforcement gets while others wait. Default: half. */
  enforcementShare?: number;
  /** How the quota is shared among gateways. Absent: only this gateway uses it. */
  sharing?: Sharing;
}

export interface SlotRequest extends Asking {
  /** The latest time for the slot to be granted, on the clock's scale. */
  deadline: number;
  /** Aborted when the client has gone. Then the request leaves the line. */
  signal?: Signal | undefined;
}

/** The parts of an `AbortSignal` that are used here. */
export type Signal = Pick<AbortSignal, 'aborted'> & {
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/** The right to send one call now. Call exactly one of its methods, once. Further calls are ignored. */
export interface Slot {
  /** The vendor answered, with success or failure. */
  answered(): void;
  /** The vendor answered that its quota was exceeded. */
  refused(): void;
  /** The call was sent without an answer, and its connection is closed, so that no answer can come. */
  lost(): void;
  /** Nothing was sent, for example because no connection could be made. */
  unused(): void;
}

export type SlotGrant =
  | { granted: true; slot: Slot }
  | {
      granted: false;
      reason: 'deadline' | 'line-full' | 'aborted' | 'closed';
      /**
       * How long until a slot would be free for this caller, by its place in the line and the quota's pace. 0 for the
       * reasons `aborted` and `closed`.
       */
      retryAfterMs: number;
    };

export interface QuotaStatus {
  callsPerSecond: number;
  /** How many calls could be sent now. */
  slotsLeft: number;
  waiting: number;
}

/**
 * The line for a vendor's quota: it decides whose turn it is, and which requests have waited too long. `Permits`
 * decides when a call may be sent, for this gateway alone or for all gateways that share the quota.
 */
export class Quota {
  readonly #callsPerSecond: number;
  readonly #maxWaiting: number;
  readonly #clock: Clock;
  readonly #line: SharedLine<Waiting>;
  readonly #deadlines = new DeadlineHeap<Waiting>();
  readonly #permits: PermitSource;
  #timerDue = Infinity;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  constructor({ callsPerSecond, maxWaiting, clock = systemClock, sharing, ...more }: QuotaOptions) {
    if (!Number.isInteger(callsPerSecond) || callsPerSecond < 1) {
      throw new RangeError(`callsPerSecond must be a positive integer, not ${callsPerSecond}`);
    }
    if (!Number.isInteger(maxWaiting) || maxWaiting < 0) {
      throw new RangeError(`maxWaiting must be a whole number, not ${maxWaiting}`);
    }
    this.#callsPerSecond = callsPerSecond;
    this.#maxWaiting = maxWaiting;
    this.#clock = clock;
    this.#line = new SharedLine(maxWaiting, more.enforcementShare ?? EVEN_SHARE);
    this.#permits = sharing
      ? new SharedPermits({ ...sharing, callsPerSecond, clock, onChange: () => this.#serve() })
      : new OwnPermits(callsPerSecond);
  }

  /**
   * Resolves at once with a slot or a refusal if possible. Otherwise it resolves at the request's turn, deadline or
   * abort.
   */
  async acquire({ caller, urgency, deadline, signal }: SlotRequest): Promise<SlotGrant> {
    if (this.#closed) return refusal('closed');
    if (signal?.aborted) return refusal('aborted');
    const now = this.#clock.now();
    const idle = this.#line.size === 0 && this.#permits.free(now);
    const asking = { caller, urgency };
    const wait = idle ? 0 : this.#waitFor(asking, now);
    if (now + wait >= deadline) return refusal('deadline', wait);
    if (idle) return { granted: true, slot: this.#grant(now, false) };
    if (this.#line.size >= this.#maxWaiting) return refusal('line-full', wait);
    return new Promise((resolve) => {
      const waiting = new Waiting(asking, deadline, resolve);
      waiting.place = this.#line.join(asking, waiting);
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

  /** Whether one more request of `caller` would be served clearly before one more request of `other`. */
  servesSooner(caller: string, other: string): boolean {
    return this.#line.ahead({ caller }) + 1 < this.#line.ahead({ caller: other });
  }

  status(): QuotaStatus {
    const now = this.#clock.now();
    return {
      callsPerSecond: this.#callsPerSecond,
      slotsLeft: this.#permits.left(now),
      waiting: this.#line.size,
    };
  }

  /**
   * Refuses all waiting and all later requests at once. It does not affect calls under way. Resolves, and never
   * rejects, after an attempt to return the slots that were reserved among several gateways.
   */
  async close(): Promise<void> {
    this.#closed = true;
    for (let waiting = this.#line.next(); waiting; waiting = this.#line.next()) {
      this.#deadlines.remove(waiting);
      waiting.settle(refusal('closed'));
    }
    this.#setTimer(Infinity);
    await this.#permits.close();
  }

  /**
   * Grants the slots that are due, and sets the one timer. Every change of the times at which calls may be sent must
   * end here.
   */
  #serve(): void {
    const now = this.#clock.now();
    for (let late = this.#deadlines.earliest; late && late.deadline <= now; late = this.#deadlines.earliest) {
      this.#leave(late);
      late.settle(refusal('deadline', this.#waitFor(late.asking, now)));
    }
    while (this.#nextGrantAt(now) <= now) {
      const waiting = this.#line.next();
      if (!waiting) break;
      this.#deadlines.remove(waiting);
      waiting.settle({ granted: true, slot: this.#grant(now, true) });
    }
    this.#permits.expect(this.#line.size, now);
    this.#setTimer(Math.min(this.#nextGrantAt(now), this.#deadlines.earliest?.deadline ?? Infinity));
  }

  #grant(now: number, waited: boolean): Slot {
    const permit = this.#permits.take(now, waited);
    let over = false;
    const once = (how: CallEnd['end']) => () => {
      if (over) return;
      over = true;
      permit.end(how, this.#clock.now());
      this.#serve();
    };
    return {
      answered: once('answered'),
      refused: once('refused'),
      lost: once('lost'),
      unused: once('unused'),
    };
  }

  #nextGrantAt(now: number): number {
    return this.#line.size === 0 ? Infinity : this.#permits.nextAt(now);
  }

  /** How long one more such request would wait if no more came: an estimate, in milliseconds. */
  #waitFor(asking: Asking, now: number): number {
    return this.#permits.waitFor(this.#line.ahead(asking), now);
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

const EVEN_SHARE = 0.5;

type Refusal = Extract<SlotGrant, { granted: false }>;

function refusal(reason: Refusal['reason'], retryAfterMs = 0): Refusal {
  return { granted: false, reason, retryAfterMs };
}

class Waiting implements HasDeadline {
  readonly asking: Asking;
  readonly deadline: number;
  heapIndex = 0;
  place: Place<Waiting> | undefined;
  readonly #resolve: (grant: SlotGrant) => void;
  #unwatch: (() => void) | undefined;

  constructor(asking: Asking, deadline: number, resolve: (grant: SlotGrant) => void) {
    this.asking = asking;
    this.deadline = deadline;
    this.#resolve = resolve;
  }

  watch(signal: Signal, onAbort: () => void): void {
    signal.addEventListener('abort', onAbort);
    this.#unwatch = () => signal.removeEventListener('abort', onAbort);
  }

  settle(grant: SlotGrant): void {
    this.#unwatch?.();
    this.#resolve(grant);
  }
}
