import type { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import type { CallDone, CallFailed, CallRequest, CallResult } from '../vendors/calling/retry.js';
import { slotRefused } from '../vendors/calling/retry.js';
import type { RoomCall, RoomCallAnswer } from '../vendors/trtc/calls/room-call.js';
import {
  type SetUserBlockedCall,
  setUserBlockedIn,
  type UserMediaState,
} from '../vendors/trtc/calls/set-user-blocked.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { MediaStore, MediaTarget, PersonMedia } from './media-store.js';
import {
  type BothSwitches,
  coveredBy,
  decided,
  deciderOf,
  fulfils,
  type InForce,
  type Instruction,
  inForce,
  type Medium,
  wanted,
} from './model.js';

/** The first and the longest pause between looks whether another gateway has given its turn back. */
const FIRST_LOOK_MS = 25;
const LONGEST_PAUSE_MS = 400;
const REPEAT_WRITE_MS = 1_000;
/** A state whose fate stays unknown is sent again for so long. */
const DOUBT_LASTS_MS = 10 * 60 * 1000;

/** The person, and where the vendor is called. */
export type PersonCall = RoomCall & { userId: string };

/** Keeps the calls for one person in order with calls of other kinds. */
export interface CallOrder {
  alone<Result>(place: string, userId: string, send: () => Promise<Result>): Promise<Result>;
}

/** Somebody who wants the state of a person to be sent. */
export interface MediaWish {
  readonly target: MediaTarget;
  readonly call: PersonCall;
  /** The action that gave the instruction, ended it or undid it. Undefined: the state is only sent once more. */
  readonly actionId?: string | undefined;
  /** The media whose instruction the action ended or undid. Absent: it gave one. */
  readonly frees?: ReadonlySet<Medium> | undefined;
  /** What was read when the action was written. Absent: it is read now. */
  readonly known?: PersonMedia | undefined;
  /** A gateway that died may have sent the state, or may still have sent it. */
  readonly isTakenOver?: boolean;
  readonly request: CallRequest;
  readonly order: CallOrder;
  /** Called before anything is sent. Resolves with why nothing must be sent for this wish. Must not reject. */
  readonly obstacle?: (() => Promise<unknown>) | undefined;
}

export type MediaResult =
  | { readonly kind: 'sent'; readonly state: BothSwitches; readonly result: CallDone<RoomCallAnswer> }
  /** The vendor refused, or did not answer, or nothing was sent in time. */
  | { readonly kind: 'failed'; readonly result: CallFailed }
  /** Newer instructions cover all its media, and say otherwise. Nothing was sent for it. */
  | { readonly kind: 'superseded'; readonly by: string }
  /** Nothing had to be sent, because other instructions decide. */
  | { readonly kind: 'unchanged'; readonly state: BothSwitches }
  | { readonly kind: 'obstructed'; readonly why: unknown };

interface Waiting {
  readonly wish: MediaWish;
  resolve(result: MediaResult): void;
  reject(fault: unknown): void;
}

export interface MediaSenderOptions {
  store: MediaStore;
  clock: Clock;
  /** The time limit of one attempt. */
  timeoutMs: number;
  /** How long the vendor's part of an action may take. */
  deadlineMs: number;
  outage: OutageLog;
}

/**
 * The only thing that sets people's audio and video. It sends what the model gives for the person at the moment of sending: one
 * call at a time for a person, by one gateway at a time. Wishes that wait for the same person share the call.
 */
export class MediaSender {
  readonly store: MediaStore;
  readonly #options: MediaSenderOptions;
  readonly #people = new Map<string, PersonQueue>();
  #closed = false;

  constructor(options: MediaSenderOptions) {
    this.store = options.store;
    this.#options = options;
  }

  /** How long a turn lasts: longer than any attempt that is made under it. */
  get turnMs(): number {
    const { deadlineMs, timeoutMs } = this.#options;
    return deadlineMs + 2 * timeoutMs;
  }

  /** Rejects only where the gateway itself has a fault. */
  send(wish: MediaWish, trtc: ConnectedTrtc): Promise<MediaResult> {
    const key = `${wish.target.place}\n${wish.target.userId}`;
    let queue = this.#people.get(key);
    if (!queue) {
      const queued = new PersonQueue(wish.target, {
        ...this.#options,
        turnMs: this.turnMs,
        isClosed: () => this.#closed,
        onEmpty: () => {
          if (this.#people.get(key) === queued) this.#people.delete(key);
        },
      });
      queue = queued;
      this.#people.set(key, queue);
    }
    return queue.add(wish, trtc);
  }

  /** Notes that an action made these people leave, or everybody in the place. Resolves also when that could not be noted. */
  async noteLeft(actionId: string | undefined, place: string, userIds?: readonly string[]): Promise<void> {
    if (actionId === undefined) return;
    try {
      await this.store.left(actionId, place, userIds);
    } catch (error) {
      // The outcome of the action cannot be written either. What was set for them counts for some hours more.
      this.#options.outage.failed('who left', error);
    }
  }

  /** Resolves once everything has been noted. From now on, a failed note is not repeated. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#people.values()].map((queue) => queue.ended));
  }
}

interface QueueOptions extends MediaSenderOptions {
  turnMs: number;
  isClosed: () => boolean;
  onEmpty: () => void;
}

/** What waits to be sent for one person. */
class PersonQueue {
  readonly #target: MediaTarget;
  readonly #options: QueueOptions;
  readonly #waiting: Waiting[] = [];
  #known: PersonMedia | undefined;
  /** What was sent since the database was read. */
  #sent: BothSwitches | undefined;
  ended: Promise<void> | undefined;

  constructor(target: MediaTarget, options: QueueOptions) {
    this.#target = target;
    this.#options = options;
  }

  add(wish: MediaWish, trtc: ConnectedTrtc): Promise<MediaResult> {
    // Later answers of the database know more.
    if (wish.known) this.#known = wish.known;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ wish, resolve, reject });
      this.ended ??= this.#run(trtc);
    });
  }

  async #run(trtc: ConnectedTrtc): Promise<void> {
    for (let [first] = this.#waiting; first; [first] = this.#waiting) {
      try {
        await this.#serve(first, trtc);
      } catch (fault) {
        this.#drop(first);
        first.reject(fault);
      }
    }
    this.#options.onEmpty();
  }

  async #serve(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { wish } = first;
    const why = await wish.obstacle?.();
    if (why !== undefined) return this.#answer(first, { kind: 'obstructed', why });
    const known = await this.#takeTurn(wish);
    if (!known) return this.#answer(first, { kind: 'failed', result: NO_TURN });
    if (this.#isUnchanged(wish)) {
      this.#answer(first, { kind: 'unchanged', state: this.#wanted() });
      if (this.#waiting.length === 0)
        await this.#note(wish.call, undefined, known.againAt === undefined ? undefined : 0);
      return;
    }
    await wish.order.alone(this.#target.place, this.#target.userId, () => this.#send(first, trtc));
  }

  async #send(first: Waiting, trtc: ConnectedTrtc): Promise<void> {
    const { call, request } = first.wish;
    const args: SetUserBlockedCall = { ...call, state: 'AUDIO_VIDEO_ENABLED' };
    let sharing: Sharing | undefined;
    const result = await trtc.call(setUserBlockedIn(call), args, {
      ...request,
      // The vendor client makes the body after this.
      onSlot: () => {
        sharing = this.#share();
        args.state = stateOf(sharing.state);
        request.onSlot?.();
      },
    });
    if (!sharing) return this.#answer(first, { kind: 'failed', result: result as CallFailed });
    const mayHaveLanded = result.ok || result.failure.outcome === 'UNKNOWN';
    if (mayHaveLanded) this.#sent = sharing.state;
    for (const { waiting, by } of sharing.all) waiting.resolve(resultFor(by, sharing.state, result));
    await this.#note(call, mayHaveLanded ? sharing.state : undefined, this.#againIn(sharing, result));
  }

  /** Takes everything that waits into the call that is sent now. */
  #share(): Sharing {
    const all = this.#waiting.splice(0);
    const standing = this.#standing();
    const freed = new Set(all.flatMap(({ wish }) => [...(wish.frees ?? [])]));
    const state = this.#wanted(freed);
    return {
      state,
      all: all.map((waiting) => ({ waiting, by: this.#newerThan(waiting.wish, standing, state) })),
      isTakenOver: all.some(({ wish }) => wish.isTakenOver),
    };
  }

  /** The newer action that decides all media of the wish's instruction, and says otherwise. */
  #newerThan({ actionId, frees }: MediaWish, standing: InForce, state: BothSwitches): string | undefined {
    if (frees || actionId === undefined) return undefined;
    const own = this.#known?.instructions.find((instruction) => instruction.actionId === actionId);
    if (!own) return undefined;
    const media = coveredBy(own);
    const deciders = media.map((medium) => deciderOf(medium, standing)?.actionId);
    if (deciders.includes(actionId) || fulfils(state, own)) return undefined;
    return deciders.find((decider, index) => {
      const medium = media[index];
      return decider !== undefined && medium !== undefined && state[medium] !== own[medium];
    });
  }

  #wanted(freed: ReadonlySet<Medium> = new Set()): BothSwitches {
    return wanted(this.#standing(), this.#sent ?? this.#known?.sent ?? {}, freed);
  }

  #standing(): InForce {
    return inForce(this.#known?.instructions ?? []);
  }

  /**
   * Whether nothing has to be sent: the end of an instruction changes nothing where newer ones decide all its media. And nothing is
   * sent once more for somebody of whom no instruction speaks, and who has left since.
   */
  #isUnchanged({ frees, actionId, isTakenOver }: MediaWish): boolean {
    const { instructions = [], sent = {} } = this.#known ?? {};
    if (actionId === undefined) {
      return coveredBy({ ...sent, ...decided(this.#standing()) }).length === 0;
    }
    if (!frees || isTakenOver) return false;
    const ended = instructions.findIndex(({ endActionId }) => endActionId === actionId);
    if (ended === -1) return false;
    const standing = this.#standing();
    const isNewer = (instruction: Instruction) =>
      instructions.findIndex(({ actionId }) => actionId === instruction.actionId) > ended;
    return [...frees].every((medium) => {
      const decider = deciderOf(medium, standing);
      return decider !== undefined && isNewer(decider);
    });
  }

  /** Resolves when this gateway may send. Undefined: it may not in time. */
  async #takeTurn({ call, request }: MediaWish): Promise<PersonMedia | undefined> {
    const { store, clock, turnMs } = this.#options;
    let pause = FIRST_LOOK_MS;
    while (this.#known?.turn === undefined) {
      if (this.#options.isClosed() || request.signal?.aborted || clock.now() >= request.deadline)
        return undefined;
      if (this.#known) {
        await new Promise<void>((resolve) => clock.after(pause, resolve));
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
      this.#known = await store.takeNow(this.#target, JSON.stringify(call), turnMs);
    }
    return this.#known;
  }

  /** When the state must be sent once more, because an attempt may still be carried out by the vendor. */
  #againIn({ isTakenOver }: Sharing, result: CallResult<RoomCallAnswer>): number | undefined {
    const { timeoutMs } = this.#options;
    const { doubtSince, againAt, now = 0 } = this.#known ?? {};
    const isInDoubt = result.inDoubtSince !== undefined || isTakenOver;
    // A refusal that is certain does not tell of an earlier attempt.
    const wasInDoubt = againAt !== undefined && !result.ok && result.failure.retryable;
    if (!isInDoubt && !wasInDoubt) return undefined;
    return doubtSince !== undefined && now - doubtSince > DOUBT_LASTS_MS ? undefined : timeoutMs;
  }

  /** Notes what was sent, and gives the turn back. Resolves when that is on disk. */
  async #note(
    call: PersonCall,
    sent: BothSwitches | undefined,
    againInMs: number | undefined,
  ): Promise<void> {
    const { store, clock, outage, isClosed } = this.#options;
    const isLast = this.#waiting.length === 0;
    const turn = isLast ? this.#known?.turn : undefined;
    if (isLast) this.#known = undefined;
    for (;;) {
      try {
        await store.sent({ ...this.#target, turn, call: JSON.stringify(call), sent, againInMs });
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

/** The wishes that share a call. */
interface Sharing {
  readonly state: BothSwitches;
  /** `by`: the action that supersedes the wish's. */
  readonly all: readonly { readonly waiting: Waiting; readonly by: string | undefined }[];
  readonly isTakenOver: boolean;
}

function resultFor(
  by: string | undefined,
  state: BothSwitches,
  result: CallResult<RoomCallAnswer>,
): MediaResult {
  if (by !== undefined) return { kind: 'superseded', by };
  return result.ok ? { kind: 'sent', state, result } : { kind: 'failed', result };
}

export function stateOf({ audio, video }: BothSwitches): UserMediaState {
  if (audio === 'ENABLED') return video === 'ENABLED' ? 'AUDIO_VIDEO_ENABLED' : 'VIDEO_DISABLED';
  return video === 'ENABLED' ? 'AUDIO_DISABLED' : 'AUDIO_VIDEO_DISABLED';
}

export function switchesOf(state: UserMediaState): BothSwitches {
  const isOff = (medium: 'AUDIO' | 'VIDEO') =>
    state === 'AUDIO_VIDEO_DISABLED' || state === `${medium}_DISABLED`;
  return { audio: isOff('AUDIO') ? 'DISABLED' : 'ENABLED', video: isOff('VIDEO') ? 'DISABLED' : 'ENABLED' };
}

/** Another gateway was sending for the person all the time. */
const NO_TURN: CallFailed = {
  ok: false,
  failure: slotRefused({ granted: false, reason: 'deadline', retryAfterMs: 1_000 }),
  lastOutcome: 'NOT_APPLIED',
  attempts: 0,
};
