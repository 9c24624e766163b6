import type { CompiledQuery } from 'kysely';
import { journalUnavailable, userBusy } from '../errors/journal-errors.js';
import type { GatewayUnavailableError } from '../errors/moderation-error.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import type { CallFailed, CallResult } from '../vendors/calling/retry.js';
import type { RoomCallAnswer } from '../vendors/trtc/calls/room-call.js';
import { type SetUserBlockedCall, setUserBlockedIn } from '../vendors/trtc/calls/set-user-blocked.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { MediaTarget } from './media-queries.js';
import type { MediaStore } from './media-store.js';
import { type MediaResult, type MediaWish, stateOf } from './media-wish.js';
import type { BothSwitches } from './model.js';
import type { Coverage } from './needs.js';
import type { PersonMedia } from './person-media.js';
import { againIn } from './sending-again.js';
import { SentActions } from './sent-actions.js';
import { coverageOf, notedOf, resultFor, type SharedCall, sharedCall } from './shared-call.js';
import { isUnchanged, type PersonView, stateFor } from './what-to-send.js';

/** The first and the longest pause between looks whether another gateway has given its turn back. */
const FIRST_LOOK_MS = 25;
const LONGEST_PAUSE_MS = 400;
const REPEAT_WRITE_MS = 1_000;

export interface MediaSenderOptions {
  store: MediaStore;
  clock: Clock;
  /** The time limit of one attempt. */
  timeoutMs: number;
  /** How long the vendor's part of an action may take. */
  deadlineMs: number;
  outage: OutageLog;
}

interface Waiting {
  readonly wish: MediaWish;
  resolve(result: MediaResult): void;
  reject(fault: unknown): void;
}

interface QueueOptions extends MediaSenderOptions {
  turnMs: number;
  isClosed: () => boolean;
  /** Resolves when the sender closes. */
  closed: Promise<undefined>;
  onEmpty: () => void;
}

/** What waits to be sent for one person. */
export class PersonQueue {
  readonly #target: MediaTarget;
  readonly #options: QueueOptions;
  readonly #waiting: Waiting[] = [];
  #known: PersonMedia | undefined;
  /** When the turn ends that `#known` tells of, on the process's clock. */
  #turnEnds = 0;
  /** What is known may be wrong. */
  #isStale = false;
  /** What was sent since the database was read. */
  #sent: BothSwitches | undefined;
  #covered: Coverage | undefined;
  readonly #sentFor = new SentActions();
  ended: Promise<void> | undefined;

  constructor(target: MediaTarget, options: QueueOptions) {
    this.#target = target;
    this.#options = options;
  }

  add(wish: MediaWish, trtc: ConnectedTrtc): Promise<MediaResult> {
    if (wish.known) this.#learn(wish.known);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ wish, resolve, reject });
      this.ended ??= this.#run(trtc);
    });
  }

  /** The person has left, so they are read again before anything is sent. */
  forget(): void {
    this.#isStale = true;
  }

  async #run(trtc: ConnectedTrtc): Promise<void> {
    for (let [first] = this.#waiting; first; [first] = this.#waiting) {
      try {
        await this.#serve(first, trtc);
      } catch (fault) {
        this.#drop(first);
        first.reject(fault);
      }
      if (this.#waiting.length === 0) await this.#giveBack();
    }
    this.#options.onEmpty();
  }

  /** Another gateway that got the turn before all is on record would leave out what was sent. */
  async #giveBack(): Promise<void> {
    const { store, closed } = this.#options;
    const isRecorded = await Promise.race([this.#sentFor.whenRecorded(), closed]);
    const { againAt, now = 0, turn } = this.#known ?? {};
    if (!isRecorded || this.#waiting.length > 0 || turn === undefined) return;
    this.#known = undefined;
    // What is to be sent once more still is, unless it has been looked at.
    const since = againAt === undefined ? now : 0;
    const nothing = { sent: undefined, againInMs: undefined, instructions: 0 };
    await this.#write(store.noteQueries({ ...this.#target, ...nothing, turn, since }));
  }

  async #serve(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { wish } = first;
    const why = await wish.obstacle?.();
    if (why !== undefined) return this.#answer(first, { kind: 'obstructed', why });
    const refusal = await this.#takeTurn(wish);
    if (refusal) return this.#answer(first, { kind: 'obstructed', why: refusal });
    const { place, userId } = this.#target;
    await wish.order.alone(place, userId, async () => {
      if (this.#isStale && !(await this.#look())) {
        return this.#answer(first, { kind: 'obstructed', why: journalUnavailable() });
      }
      if (isUnchanged(this.#view, wish)) {
        const state = stateFor(this.#view, [wish]);
        // What was to be sent once more has been looked at.
        if (wish.actionId === undefined && this.#known) this.#known = { ...this.#known, againAt: undefined };
        return this.#answer(first, { kind: 'unchanged', state });
      }
      return this.#send(first, trtc);
    });
  }

  async #send(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { call, request } = first.wish;
    const args: SetUserBlockedCall = { ...call, state: 'AUDIO_VIDEO_ENABLED' };
    const { clock } = this.#options;
    let sharing: SharedCall<Waiting> | undefined;
    let result: CallResult<RoomCallAnswer>;
    try {
      result = await trtc.call(setUserBlockedIn(call), args, {
        ...request,
        // The vendor client makes the body after this.
        onSlot: () => {
          sharing = this.#share(first, trtc);
          args.state = stateOf(sharing.state);
          request.onSlot?.();
        },
      });
    } catch (fault) {
      for (const { waiting } of sharing?.all ?? []) waiting.reject(fault);
      throw fault;
    }
    if (!sharing) return this.#answer(first, { kind: 'failed', result: result as CallFailed });
    const { state, all } = sharing;
    const covered = coverageOf(sharing, result, trtc, clock.now());
    const noted = notedOf(sharing, this.#view, result, covered);
    const mayHaveLanded = result.ok || result.failure.outcome === 'UNKNOWN';
    if (mayHaveLanded) {
      this.#sent = state;
      this.#covered = covered;
      for (const { waiting, by } of all) if (by === undefined) this.#sentFor.add(waiting.wish);
    }
    const writer = all.find(({ waiting }) => waiting.wish.isNoted);
    const againInMs = againIn(this.#known, sharing.isTakenOver, result, this.#options.timeoutMs);
    const note = this.#noteOf(mayHaveLanded ? state : undefined, againInMs, writer, noted);
    for (const one of all) {
      const came = resultFor(mayHaveLanded ? one.by : undefined, state, result);
      one.waiting.resolve(one === writer ? { ...came, note } : came);
    }
    if (!writer) await this.#write(note);
  }

  /** Takes what waits into the call that is sent now. What has to be asked first whether it may be sent waits for its own. */
  #share(first: Waiting, trtc: ConnectedTrtc): SharedCall<Waiting> {
    const shared = this.#waiting.filter((waiting) => waiting === first || !waiting.wish.obstacle);
    for (const waiting of shared) this.#drop(waiting);
    return sharedCall(this.#view, shared, trtc, this.#options.clock.now());
  }

  /** What is known and was sent by now. */
  get #view(): PersonView {
    return { known: this.#known, sent: this.#sent, covered: this.#covered, sentFor: this.#sentFor };
  }

  /**
   * Resolves when this gateway may send, until no attempt of the request can be carried out any more. Resolves with the error if it
   * may not in time.
   */
  async #takeTurn({ call, request }: MediaWish): Promise<GatewayUnavailableError | undefined> {
    const { store, clock, turnMs, timeoutMs, outage } = this.#options;
    let pause = FIRST_LOOK_MS;
    let hasLooked = false;
    while (this.#known?.turn === undefined || this.#turnEnds < request.deadline + timeoutMs) {
      if (this.#options.isClosed() || request.signal?.aborted || clock.now() >= request.deadline) {
        return userBusy();
      }
      if (hasLooked || (this.#known && this.#known.turn === undefined)) {
        await new Promise<void>((resolve) => clock.after(pause, resolve));
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
      try {
        const told = this.#sentFor.recorded();
        this.#learn(await store.takeNow(this.#target, JSON.stringify(call), turnMs));
        this.#sentFor.forget(told);
      } catch (error) {
        outage.failed('the turn', error);
        return journalUnavailable();
      }
      hasLooked = true;
    }
    return undefined;
  }

  /** Reads what is known of the person. Resolves with false where that fails. */
  async #look(): Promise<boolean> {
    const { store, outage } = this.#options;
    try {
      this.#learn(await store.lookNow(this.#target));
      return true;
    } catch (error) {
      outage.failed('a look', error);
      return false;
    }
  }

  #learn(known: PersonMedia): void {
    // It was read before.
    if (known.turns < (this.#known?.turns ?? 0)) return;
    this.#known = known;
    this.#turnEnds = this.#options.clock.now() + known.turnLeftMs;
    this.#isStale = false;
    this.#sent = undefined;
    this.#covered = undefined;
  }

  /**
   * The statements that note what was sent. They give the turn back if nobody waits and nothing else is to be recorded than the
   * outcome of the `writer`, which is written with them.
   */
  #noteOf(
    sent: BothSwitches | undefined,
    againInMs: number | undefined,
    writer: unknown,
    noted: ReturnType<typeof notedOf>,
  ): readonly CompiledQuery[] {
    const { store } = this.#options;
    const { now: since = 0, instructions = [], turn } = this.#known ?? {};
    const isLast = this.#waiting.length === 0 && this.#sentFor.unrecorded <= (sent && writer ? 1 : 0);
    if (isLast) this.#known = undefined;
    return store.noteQueries({
      ...this.#target,
      turn: isLast ? turn : undefined,
      sent,
      againInMs,
      instructions: instructions.length,
      since,
      ...noted,
    });
  }

  /** Resolves when that is on disk. */
  async #write(note: readonly CompiledQuery[]): Promise<void> {
    const { store, clock, outage, isClosed } = this.#options;
    for (;;) {
      try {
        await store.write(this.#target.place, note);
        outage.succeeded();
        return;
      } catch (error) {
        outage.failed('what was sent', error);
        if (isClosed()) return;
        await new Promise<void>((resolve) => clock.after(REPEAT_WRITE_MS, resolve));
      }
    }
  }

  #answer(waiting: Waiting, result: MediaResult): void {
    this.#drop(waiting);
    waiting.resolve(result);
  }

  #drop(waiting: Waiting): void {
    const index = this.#waiting.indexOf(waiting);
    if (index !== -1) this.#waiting.splice(index, 1);
  }
}
