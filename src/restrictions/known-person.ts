import { journalUnavailable, userBusy } from '../errors/journal-errors.js';
import type { GatewayUnavailableError } from '../errors/moderation-error.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import type { MediaTarget } from './media-queries.js';
import type { MediaStore } from './media-store.js';
import type { MediaWish } from './media-wish.js';
import type { BothSwitches } from './model.js';
import type { Coverage } from './needs.js';
import { type GivenInstruction, type PersonMedia, withNewer } from './person-media.js';
import { SentActions } from './sent-actions.js';
import type { PersonView } from './what-to-send.js';

/** The first and the longest pause between looks whether another gateway has given its turn back. */
const FIRST_LOOK_MS = 25;
const LONGEST_PAUSE_MS = 400;

export interface MediaSenderOptions {
  store: MediaStore;
  clock: Clock;
  /** The time limit of one attempt. */
  timeoutMs: number;
  /** How long the vendor's part of an action may take. */
  deadlineMs: number;
  outage: OutageLog;
}

/** What the queues of all people share. */
export interface SenderSurroundings extends MediaSenderOptions {
  readonly turnMs: number;
  readonly isClosed: boolean;
}

/** From so many on, the database is asked which actions it tells of, so that they can be forgotten. */
const MOST_SENT = 256;

/** What the gateway knows of a person when it sends something for them, and whether it may send. */
export class KnownPerson implements PersonView {
  readonly #target: MediaTarget;
  readonly #sender: SenderSurroundings;
  #known: PersonMedia | undefined;
  /** What the database told, unless only instructions are known that were just given. */
  #whole: PersonMedia | undefined;
  /** The instructions that were just given, and of which the database has not told yet. */
  #given: GivenInstruction[] = [];
  /** Of the newest that the database told. */
  #turns = 0;
  #newest = 0;
  /** When the turn ends that `#whole` tells of, on the process's clock. */
  #turnEnds = 0;
  /** What is known may be wrong. */
  isStale = false;
  /** What was sent since the database was read. */
  sent: BothSwitches | undefined;
  /** Up to when that has taken in what happened. */
  covered: Coverage | undefined;
  readonly sentFor = new SentActions();

  constructor(target: MediaTarget, sender: SenderSurroundings) {
    this.#target = target;
    this.#sender = sender;
  }

  /** What the database told, with what was given since. */
  get known(): PersonMedia | undefined {
    return this.#known;
  }

  learn(read: PersonMedia): void {
    const { turns, newest } = read;
    if (read.isPart) {
      // Something newer was known, so this is not all that has to be known.
      if (newest < this.#newest) return;
      const isFirst = !this.#whole && this.#given.length === 0;
      this.#given.push(...read.instructions);
      if (isFirst) this.#known = read;
      else this.#show(this.#whole ?? { ...read, newest: 0, instructions: [] });
      return;
    }
    // It was read before.
    if (turns < this.#turns || (turns === this.#turns && newest < this.#newest)) return;
    this.#turns = turns;
    this.#newest = newest;
    this.#whole = read;
    this.#given = this.#given.filter(({ number }) => number > newest);
    this.#show(read);
    this.#turnEnds = this.#sender.clock.now() + read.turnLeftMs;
    this.sent = undefined;
    this.covered = undefined;
  }

  #show(read: PersonMedia): void {
    this.#known = withNewer(read, this.#given);
  }

  /** From now on, it must be read again. */
  drop(): void {
    this.#whole = undefined;
    this.#known = undefined;
  }

  /** What was to be sent once more has been looked at. */
  settleAgain(): void {
    if (!this.#whole) return;
    this.#whole = { ...this.#whole, againAt: undefined };
    this.#show(this.#whole);
  }

  /** Reads what is known of the person. Resolves with false where that fails. */
  async look(): Promise<boolean> {
    const { store, outage } = this.#sender;
    this.isStale = false;
    try {
      this.learn(await store.lookNow(this.#target));
      return true;
    } catch (error) {
      this.isStale = true;
      outage.failed('a look', error);
      return false;
    }
  }

  /** Whether this gateway may send until no attempt of the request can be carried out any more. */
  maySend({ request, known }: MediaWish): boolean {
    const { store, timeoutMs } = this.#sender;
    if (this.sentFor.size > MOST_SENT) return false;
    // A wish that has read nothing needs all.
    if (store.isAlone) return known ? this.#known !== undefined : this.#whole !== undefined;
    return this.#known?.turn !== undefined && this.#turnEnds >= request.deadline + timeoutMs;
  }

  /** Resolves when `maySend`. Resolves with the error if this gateway may not send in time. */
  async takeTurn(wish: MediaWish): Promise<GatewayUnavailableError | undefined> {
    const { call, request } = wish;
    const { store, clock, turnMs, outage } = this.#sender;
    let pause = FIRST_LOOK_MS;
    let hasLooked = false;
    do {
      if (this.#sender.isClosed || request.signal?.aborted || clock.now() >= request.deadline) {
        return userBusy();
      }
      if (hasLooked || (this.#known && this.#known.turn === undefined && !store.isAlone)) {
        await new Promise<void>((resolve) => clock.after(pause, resolve));
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
      try {
        const told = this.sentFor.recorded();
        this.learn(await store.takeNow(this.#target, call, turnMs));
        this.sentFor.forget(told);
      } catch (error) {
        outage.failed('the turn', error);
        return journalUnavailable();
      }
      hasLooked = true;
    } while (!this.maySend(wish));
    return undefined;
  }
}
