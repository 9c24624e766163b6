import type { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import { type CallFailed, type CallResult, slotRefused } from '../vendors/calling/retry.js';
import type { RoomCallAnswer } from '../vendors/trtc/calls/room-call.js';
import { type SetUserBlockedCall, setUserBlockedIn } from '../vendors/trtc/calls/set-user-blocked.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { MediaTarget } from './media-queries.js';
import type { MediaStore } from './media-store.js';
import { type MediaResult, type MediaWish, type PersonCall, stateOf } from './media-wish.js';
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
import type { PersonMedia } from './person-media.js';

/** The first and the longest pause between looks whether another gateway has given its turn back. */
const FIRST_LOOK_MS = 25;
const LONGEST_PAUSE_MS = 400;
const REPEAT_WRITE_MS = 1_000;
/** A state whose fate stays unknown is sent again for so long. */
const DOUBT_LASTS_MS = 10 * 60 * 1000;

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
  onEmpty: () => void;
}

/** What waits to be sent for one person. */
export class PersonQueue {
  readonly #target: MediaTarget;
  readonly #options: QueueOptions;
  readonly #waiting: Waiting[] = [];
  #known: PersonMedia | undefined;
  /** What was sent since the database was read. */
  #sent: BothSwitches | undefined;
  /** Actions that certainly changed nothing. What was read of them may be older. */
  readonly #refused = new Set<string | undefined>();
  ended: Promise<void> | undefined;

  constructor(target: MediaTarget, options: QueueOptions) {
    this.#target = target;
    this.#options = options;
  }

  add(wish: MediaWish, trtc: ConnectedTrtc): Promise<MediaResult> {
    // A later turn knows more.
    if (wish.known && (wish.known.turn ?? 0) >= (this.#known?.turn ?? 0)) this.#known = wish.known;
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
      // Nothing was sent for the last one, so nothing has been noted.
      if (this.#waiting.length === 0 && this.#known?.turn !== undefined)
        await this.#giveBack(first.wish.call);
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
      // Somebody who has left does not keep a state that may be wrong.
      if (wish.actionId === undefined) this.#known = { ...known, againAt: undefined };
      return this.#answer(first, { kind: 'unchanged', state: this.#wanted() });
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
    for (const { waiting, by } of sharing.all) {
      if (by !== undefined || !mayHaveLanded) this.#refused.add(waiting.wish.actionId);
      waiting.resolve(resultFor(by, sharing.state, result));
    }
    await this.#note(call, mayHaveLanded ? sharing.state : undefined, this.#againIn(sharing, result));
  }

  /** Takes everything that waits into the call that is sent now. */
  #share(): Sharing {
    const all = this.#waiting.splice(0);
    const standing = this.#standing(all);
    const freed = new Set(all.flatMap(({ wish }) => [...(wish.frees ?? [])]));
    const state = this.#wanted(standing, freed);
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

  #wanted(standing = this.#standing(), freed: ReadonlySet<Medium> = new Set()): BothSwitches {
    return wanted(standing, this.#sent ?? this.#known?.sent ?? {}, freed);
  }

  /** What was just asked for counts, whatever the vendor's clock says of the person's last entry. */
  #standing(asked: readonly Waiting[] = this.#waiting): InForce {
    const fresh = new Set(asked.map(({ wish }) => (wish.isTakenOver ? undefined : wish.actionId)));
    const { instructions = [] } = this.#known ?? {};
    return inForce(
      instructions.map((instruction) => {
        const { actionId, timed, over, revoked } = instruction;
        return {
          ...instruction,
          revoked: revoked || this.#refused.has(actionId),
          over: over && (timed || !fresh.has(actionId)),
        };
      }),
    );
  }

  /**
   * Whether nothing has to be sent: the end of an instruction changes nothing where newer ones decide all its media. And nothing is
   * sent once more for somebody of whom no instruction speaks, and who has left since.
   */
  #isUnchanged({ frees, actionId, isTakenOver }: MediaWish): boolean {
    const { instructions = [], sent = {} } = this.#known ?? {};
    if (actionId === undefined) {
      return coveredBy(sent).length === 0 && coveredBy(decided(this.#standing())).length === 0;
    }
    // The person has left since a gateway died that was to set something.
    if (isTakenOver && !frees) return coveredBy(decided(this.#standing())).length === 0;
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
    const instructions = this.#known?.instructions.length;
    if (isLast) this.#known = undefined;
    for (;;) {
      try {
        const came = { turn, call: JSON.stringify(call), sent, againInMs, instructions };
        await store.sent({ ...this.#target, ...came });
        outage.succeeded();
        return;
      } catch (error) {
        outage.failed('what was sent', error);
        if (isClosed()) return;
        await new Promise<void>((resolve) => clock.after(REPEAT_WRITE_MS, resolve));
      }
    }
  }

  /** Gives the turn back. What had to be sent once more still has to be. */
  #giveBack(call: PersonCall): Promise<void> {
    const isInDoubt = this.#known?.againAt !== undefined;
    return this.#note(call, undefined, isInDoubt ? this.#options.timeoutMs : undefined);
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

/** Another gateway was sending for the person all the time. */
const NO_TURN: CallFailed = {
  ok: false,
  failure: slotRefused({ granted: false, reason: 'deadline', retryAfterMs: 1_000 }),
  lastOutcome: 'NOT_APPLIED',
  attempts: 0,
};
