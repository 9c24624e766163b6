import type { CompiledQuery } from 'kysely';
import { journalUnavailable } from '../errors/journal-errors.js';
import type { CallFailed, CallResult } from '../vendors/calling/retry.js';
import type { RoomCallAnswer } from '../vendors/trtc/calls/room-call.js';
import { type SetUserBlockedCall, setUserBlockedIn } from '../vendors/trtc/calls/set-user-blocked.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import { MANY_INSTRUCTIONS } from './forget-of-person.js';
import { KnownPerson, type SenderSurroundings } from './known-person.js';
import type { MediaTarget } from './media-queries.js';
import { type MediaResult, type MediaWish, type PersonCall, stateOf } from './media-wish.js';
import type { BothSwitches } from './model.js';
import { type Doubt, doubtAfter } from './sending-again.js';
import { coverageOf, notedOf, resultFor, type SharedCall, sharedCall } from './shared-call.js';
import { endedBefore, isAllSaid, isUnchanged, stateFor } from './what-to-send.js';

const REPEAT_WRITE_MS = 1_000;
const NOTHING_TO_WAIT_FOR = Promise.resolve();
const NO_NOTE: readonly CompiledQuery[] = [];

interface Waiting {
  readonly wish: MediaWish;
  resolve(result: MediaResult): void;
  reject(fault: unknown): void;
}

/** What waits to be sent for one person. */
export class PersonQueue {
  readonly key: string;
  readonly #target: MediaTarget;
  readonly #sender: SenderSurroundings;
  readonly #waiting: Waiting[] = [];
  /** The number of actions on the person that are under way. */
  #holds = 0;
  readonly #person: KnownPerson;
  readonly #onIdle: (queue: PersonQueue) => void;
  #isRunning = false;
  #ended: Promise<void> | undefined;

  /** `onIdle` is called when nothing of the person is under way. The queue must not be used after that. */
  constructor(
    key: string,
    target: MediaTarget,
    sender: SenderSurroundings,
    onIdle: (queue: PersonQueue) => void,
  ) {
    this.key = key;
    this.#target = target;
    this.#sender = sender;
    this.#person = new KnownPerson(target, sender);
    this.#onIdle = onIdle;
  }

  /** Keeps what is known of what was sent until `release`. To be called before what the action reads is read. */
  hold(): void {
    this.#holds += 1;
  }

  /** To be called when nothing comes of the action any more. */
  release(): void {
    this.#holds -= 1;
    this.#forgetIfIdle();
  }

  add(wish: MediaWish, trtc: ConnectedTrtc): Promise<MediaResult> {
    if (wish.known) this.#person.learn(wish.known);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ wish, resolve, reject });
      if (!this.#isRunning) this.#ended = this.#run(trtc);
    });
  }

  /** The person has left, so they are read again before anything is sent. */
  forget(): void {
    this.#person.isStale = true;
  }

  /** Waits for no outcome any more. Resolves when nothing waits to be sent. */
  async close(): Promise<void> {
    this.#person.sentFor.close();
    await this.#ended;
  }

  #forgetIfIdle(): void {
    if (this.#holds > 0 || this.#isRunning) return;
    const { sentFor } = this.#person;
    if (sentFor.unrecorded === 0 || this.#sender.isClosed) {
      this.#onIdle(this);
      return;
    }
    // Whoever reads the person until then reads an action as pending for which something was sent.
    void sentFor.whenRecorded().then(() => this.#forgetIfIdle());
  }

  async #run(trtc: ConnectedTrtc): Promise<void> {
    this.#isRunning = true;
    for (let [first] = this.#waiting; first; [first] = this.#waiting) {
      try {
        await this.#serve(first, trtc);
      } catch (fault) {
        this.#drop(first);
        first.reject(fault);
      }
      if (this.#waiting.length === 0 && this.#person.known?.turn !== undefined) await this.#giveBack();
    }
    this.#isRunning = false;
    this.#forgetIfIdle();
  }

  /** Another gateway that got the turn before all is on record would leave out what was sent. */
  async #giveBack(): Promise<void> {
    const { store } = this.#sender;
    const sentFor = this.#person.sentFor;
    await sentFor.whenRecorded();
    const { againAt, now = 0, turn } = this.#person.known ?? {};
    const isRecorded = sentFor.unrecorded === 0 && sentFor.areKnown;
    if (!isRecorded || this.#waiting.length > 0 || turn === undefined) return;
    this.#person.drop();
    // What is to be sent once more still is, unless it has been looked at.
    const since = againAt === undefined ? now : 0;
    const nothing = { call: undefined, sent: undefined, doubt: undefined, instructions: 0 };
    await this.#write(store.noteQueries({ ...this.#target, ...nothing, turn, since }));
  }

  /** Each async function takes time, so whoever has nothing to wait for comes by few. */
  #serve(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { wish } = first;
    const isReady = !wish.obstacle && this.#person.maySend(wish);
    return isReady ? this.#serveInTurn(first, trtc) : this.#serveWhenReady(first, trtc);
  }

  async #serveWhenReady(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { wish } = first;
    const why = await wish.obstacle?.();
    if (why !== undefined) return this.#answer(first, { kind: 'obstructed', why });
    const refusal = this.#person.maySend(wish) ? undefined : await this.#person.takeTurn(wish);
    if (refusal) return this.#answer(first, { kind: 'obstructed', why: refusal });
    return this.#serveInTurn(first, trtc);
  }

  #serveInTurn(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { order } = first.wish;
    return order.alone(this.#target.place, this.#target.userId, () => {
      return this.#person.isStale ? this.#lookAndSend(first, trtc) : this.#sendIfNeeded(first, trtc);
    });
  }

  async #lookAndSend(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    if (await this.#person.look()) return this.#sendIfNeeded(first, trtc);
    return this.#answer(first, { kind: 'obstructed', why: journalUnavailable() });
  }

  #sendIfNeeded(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { wish } = first;
    const by = endedBefore(this.#person, wish);
    if (by !== undefined) {
      this.#answer(first, { kind: 'superseded', by });
      return NOTHING_TO_WAIT_FOR;
    }
    if (!isUnchanged(this.#person, wish)) return this.#send(first, trtc);
    const state = stateFor(this.#person, [wish]);
    if (wish.actionId === undefined) this.#person.settleAgain();
    this.#answer(first, { kind: 'unchanged', state });
    return NOTHING_TO_WAIT_FOR;
  }

  async #send(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { call, request } = first.wish;
    const args: SetUserBlockedCall = { state: 'AUDIO_VIDEO_ENABLED', ...call };
    const { clock } = this.#sender;
    let sharing: SharedCall<Waiting> | undefined;
    let result: CallResult<RoomCallAnswer>;
    try {
      // The vendor client makes the body after this.
      const onSlot = () => {
        sharing = this.#share(first, trtc);
        args.state = stateOf(sharing.state);
        request.onSlot?.();
      };
      result = await trtc.call(setUserBlockedIn(call), args, Object.assign({}, request, { onSlot }));
    } catch (fault) {
      for (const { waiting } of sharing?.all ?? []) waiting.reject(fault);
      throw fault;
    }
    if (!sharing) return this.#answer(first, { kind: 'failed', result: result as CallFailed });
    const { state, all } = sharing;
    const covered = coverageOf(sharing, result, trtc, clock.now());
    const noted = notedOf(sharing, this.#person, result, covered);
    const mayHaveLanded = result.ok || result.failure.outcome === 'UNKNOWN';
    if (mayHaveLanded) {
      this.#person.sent = state;
      this.#person.covered = covered;
      for (const { waiting, by } of all) if (by === undefined) this.#person.sentFor.add(waiting.wish);
    }
    const writer = all.find(({ waiting }) => waiting.wish.isNoted);
    const doubt = doubtAfter(this.#person.known, sharing, result, this.#sender.timeoutMs);
    const isSaid = result.ok && all.length === 1 && isAllSaid(this.#person, first.wish, state);
    const sent = mayHaveLanded ? state : undefined;
    const note = this.#noteOf(sent, isSaid, doubt, writer, noted, call);
    for (const one of all) {
      const by = mayHaveLanded ? one.by : undefined;
      one.waiting.resolve(resultFor(by, state, result, one === writer ? note : undefined));
    }
    if (!writer) await this.#write(note);
  }

  /** Takes what waits into the call that is sent now. What has to be asked first whether it may be sent waits for its own. */
  #share(first: Waiting, trtc: ConnectedTrtc): SharedCall<Waiting> {
    const isAlone = this.#waiting.length === 1 && this.#waiting[0] === first;
    const shared = isAlone
      ? [first]
      : this.#waiting.filter((waiting) => waiting === first || !waiting.wish.obstacle);
    for (const waiting of shared) this.#drop(waiting);
    return sharedCall(this.#person, shared, trtc, this.#sender.clock.now());
  }

  /**
   * The statements that note what was sent. They give the turn back if nobody waits and nothing else is to be recorded than the
   * outcome of the `writer`, which is written with them.
   *
   * @param isSaid whether the outcome says all that was sent
   */
  #noteOf(
    sent: BothSwitches | undefined,
    isSaid: boolean,
    doubt: Doubt | undefined,
    writer: unknown,
    noted: ReturnType<typeof notedOf>,
    call: PersonCall,
  ): readonly CompiledQuery[] {
    const { store } = this.#sender;
    const { now: since = 0, instructions = [], turn, isKept = true } = this.#person.known ?? {};
    const isLast = this.#waiting.length === 0 && this.#person.sentFor.unrecorded <= (sent && writer ? 1 : 0);
    if (isLast) this.#person.drop();
    const isNothing = doubt === undefined && (isSaid || sent === undefined);
    if (!isKept && isNothing && instructions.length < MANY_INSTRUCTIONS) return NO_NOTE;
    return store.noteQueries({
      ...this.#target,
      call: isKept ? undefined : call,
      turn: isLast ? turn : undefined,
      sent,
      doubt,
      instructions: instructions.length,
      since,
      ...noted,
    });
  }

  /** Resolves when that is on disk. */
  async #write(note: readonly CompiledQuery[]): Promise<void> {
    const { store, clock, outage } = this.#sender;
    if (note.length === 0) return;
    for (;;) {
      try {
        await store.write(this.#target.place, note);
        outage.succeeded();
        return;
      } catch (error) {
        outage.failed('what was sent', error);
        if (this.#sender.isClosed) return;
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
