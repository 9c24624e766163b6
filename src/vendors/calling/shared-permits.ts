import { randomBytes } from 'node:crypto';
import type { Clock } from '../../time/clock.js';
import { LedgerClock } from '../../time/ledger-clock.js';
import { exchangePermits, type PermitRequest, type ReservedSlot } from './permit-exchange.js';
import type { PermitLedger, SharedQuotaState } from './permit-ledger.js';
import type { Permit, PermitSource } from './permit-source.js';
import { type CallEnd, lapseAfterMs, Permits } from './permits.js';

/** How gateways share a quota. */
export interface Sharing {
  /**
   * The quota's name, equal on all gateways. It stands for the calls that the vendor counts together, for example by
   * vendor, account and region.
   */
  name: string;
  ledger: PermitLedger;
  /** The longest time from a slot's start to its call's end. */
  callTimeoutMs: number;
  /** Called once when the ledger can no longer be reached. The gateway keeps trying. */
  onLedgerLost?: (error: unknown) => void;
}

interface SharedPermitsOptions extends Sharing {
  callsPerSecond: number;
  clock: Clock;
  /** Called after each exchange, which may have brought slots. It must call `expect`. */
  onChange: () => void;
}

/**
 * The permits of a quota that several gateways share. They are in a ledger, and `exchangePermits` says what a gateway
 * does there. This class decides when: if calls wait without a reserved slot, if calls have ended, or if slots are left
 * over. There is one exchange at a time.
 *
 * The ledger's clock is known only within limits. They are applied so that a slot is never used before it starts, and a
 * call is never reported to have ended before it did.
 *
 * While the ledger cannot be reached, no slots come, and calls wait until their deadlines.
 */
export class SharedPermits implements PermitSource {
  readonly #options: SharedPermitsOptions;
  readonly #clock: Clock;
  readonly #gateway = randomBytes(6).toString('base64url');
  #ids = 0;
  #waiting = 0;
  /** Reserved slots that are not used yet, ordered by their start. */
  #reserved: Reservation[] = [];
  /** When this few are left, more are reserved. */
  #reserveAt = 0;
  /** Ended calls to report. The ledger ignores those whose permits have lapsed meanwhile. */
  #ended: EndedCall[] = [];
  readonly #ledgerClock = new LedgerClock();
  #known: Snapshot | undefined;
  #exchanging: Promise<void> | undefined;
  /** No exchange for reserving slots starts before this. */
  #reserveAgainAt = -Infinity;
  #failures = 0;
  /** No exchange at all starts before this, because the last one failed. */
  #retryAt = -Infinity;
  #timerDue = Infinity;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  constructor(options: SharedPermitsOptions) {
    this.#options = options;
    this.#clock = options.clock;
  }

  /** True if a slot is left over from a call that has left the line. */
  free(now: number): boolean {
    return this.nextAt(now) <= now;
  }

  nextAt(now: number): number {
    while (this.#reserved[0] && this.#reserved[0].startsAt + USABLE_MS < now)
      this.#handBack(this.#reserved.shift());
    return this.#reserved[0]?.startsAt ?? Infinity;
  }

  take(sentAt: number): Permit {
    const reservation = this.#reserved.shift();
    if (!reservation) throw new Error('no slot is reserved');
    return {
      end: (end, at) => void this.#ended.push({ ...reservation, end, sentAt, at }),
    };
  }

  waitFor(ahead: number, now: number): number {
    const reservation = this.#reserved[ahead];
    if (reservation) return Math.max(0, reservation.startsAt - now);
    const retry = Math.max(0, this.#retryAt - now);
    if (!this.#known) return retry;
    const { permits, others } = this.#known;
    const ledgerNow = this.#ledgerClock.atLeast(now);
    permits.takeBack(ledgerNow);
    const behind = ahead - this.#reserved.length;
    if (others === 0 && behind < permits.left(ledgerNow)) return retry;
    return Math.max(retry, permits.waitFor(behind * (others + 1), ledgerNow));
  }

  /** The number at the last exchange. Before the first one, the whole quota. */
  left(now: number): number {
    if (!this.#known) return this.#options.callsPerSecond;
    const ledgerNow = this.#ledgerClock.atLeast(now);
    this.#known.permits.takeBack(ledgerNow);
    return this.#known.permits.left(ledgerNow);
  }

  expect(waiting: number, now: number): void {
    this.#waiting = waiting;
    this.#goOn(now);
  }

  /** Reports once what it can. The other permits come back when they lapse. */
  async close(): Promise<void> {
    this.#waiting = 0;
    this.#closed = true;
    this.#setTimer(Infinity);
    await this.#exchanging;
    this.#handBackSpare();
    if (this.#ended.length > 0) await this.#exchange();
  }

  /**
   * Begins an exchange if one is due, or sets the one timer for it. Every change that may need an exchange must end
   * here.
   */
  #goOn(now: number): void {
    if (this.#exchanging || this.#closed) return;
    const due = this.#dueAt(now);
    this.#setTimer(due > now ? due : Infinity);
    if (due > now) return;
    this.#exchanging = this.#exchange().then(() => {
      this.#exchanging = undefined;
      if (!this.#closed) this.#options.onChange();
    });
  }

  #dueAt(now: number): number {
    let due = Infinity;
    const { length: reserved } = this.#reserved;
    if (this.#waiting > reserved && reserved <= this.#reserveAt) due = this.#reserveAgainAt;
    // Other gateways could use the slots that are left over.
    if (this.#waiting < reserved) due = now;
    for (const { end, at } of this.#ended) {
      due = Math.min(due, end === 'refused' || end === 'unused' ? at : at + REPORTED_WITHIN_MS);
    }
    return Math.max(due, this.#retryAt);
  }

  /** Never rejects. */
  async #exchange(): Promise<void> {
    const askedAt = this.#clock.now();
    let handedIn: EndedCall[] = [];
    try {
      const { state, slots } = await this.#options.ledger.exchange(
        this.#options.name,
        (before, ledgerNow) => {
          this.#ledgerClock.hear(ledgerNow, askedAt, this.#clock.now());
          this.#handBackSpare();
          handedIn = [...this.#ended];
          const result = exchangePermits(before, ledgerNow, this.#request());
          return { state: result.state, result };
        },
      );
      const handedInIds = new Set(handedIn.map(({ id }) => id));
      this.#ended = this.#ended.filter(({ id }) => !handedInIds.has(id));
      this.#remember(state);
      this.#reserve(slots);
      this.#failures = 0;
      this.#retryAt = -Infinity;
    } catch (error) {
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures);
      this.#retryAt = this.#clock.now() + pause;
      if (this.#failures++ === 0) this.#options.onLedgerLost?.(error);
    }
  }

  #request(): PermitRequest {
    return {
      gateway: this.#gateway,
      callsPerSecond: this.#options.callsPerSecond,
      waiting: this.#waiting,
      reserved: this.#reserved.map(({ startsAt }) => this.#ledgerClock.atMost(startsAt)),
      ended: this.#ended.map(({ id, end, sentAt, at, waited }) => ({
        id,
        call: { end, sentAt: this.#ledgerClock.atMost(sentAt), at: this.#ledgerClock.atMost(at), waited },
      })),
      lapseAfterMs: USABLE_MS + lapseAfterMs(this.#options.callTimeoutMs),
      newId: () => `${this.#gateway}${(this.#ids++).toString(36)}`,
    };
  }

  #remember(state: SharedQuotaState): void {
    this.#known = {
      permits: new Permits(this.#options.callsPerSecond, state.permits),
      others: state.line.filter(([gateway]) => gateway !== this.#gateway).length,
    };
  }

  #reserve(slots: ReservedSlot[]): void {
    for (const { id, at, waited } of slots) {
      this.#reserved.push({ id, startsAt: this.#ledgerClock.hasShown(at), waited });
    }
    this.#reserved.sort((a, b) => a.startsAt - b.startsAt);
    // Saves exchanges: with several slots reserved, half are used before more are asked for.
    this.#reserveAt = Math.floor(this.#reserved.length / 2);
    this.#reserveAgainAt = this.#reserved.length > 0 ? -Infinity : this.#clock.now() + this.#silenceMs();
  }

  /** Half of the time in which each waiting gateway gets one slot, within limits. */
  #silenceMs(): number {
    if (!this.#known) return SHORTEST_SILENCE_MS;
    const { permits, others } = this.#known;
    const roundMs = permits.slotMs(this.#ledgerClock.atLeast(this.#clock.now())) * (others + 1);
    return Math.min(LONGEST_SILENCE_MS, Math.max(SHORTEST_SILENCE_MS, roundMs / 2));
  }

  #handBackSpare(): void {
    while (this.#reserved.length > this.#waiting) this.#handBack(this.#reserved.pop());
  }

  #handBack(reservation: Reservation | undefined): void {
    if (!reservation) return;
    const now = this.#clock.now();
    this.#ended.push({ ...reservation, end: 'unused', sentAt: now, at: now });
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
      this.#goOn(this.#clock.now());
    });
  }
}

/** A reserved slot that is not used yet. Times are on this gateway's clock. */
interface Reservation {
  id: string;
  startsAt: number;
  waited: boolean;
}

interface EndedCall extends Reservation {
  end: CallEnd['end'];
  sentAt: number;
  at: number;
}

/** The state at the last exchange. */
interface Snapshot {
  permits: Permits;
  /** The number of other gateways with waiting calls. */
  others: number;
}

/** A slot can be used for this long after its start. A gateway that was suspended for longer does not use it. */
const USABLE_MS = 1_000;

/**
 * How long a call's end may wait to be reported. Its permit comes back a second after the answer, so nobody needs to
 * know sooner.
 */
const REPORTED_WITHIN_MS = 200;

/** How long until the ledger is asked again if it could promise no slot. */
const SHORTEST_SILENCE_MS = 50;
const LONGEST_SILENCE_MS = 500;

/** The pauses after failed exchanges. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
