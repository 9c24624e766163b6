import { setMaxListeners } from 'node:events';
import type { FastifyBaseLogger } from 'fastify';
import { ModerationError } from '../errors/moderation-error.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { KindOfEnds } from '../observability/end-watch.js';
import type { Clock } from '../time/clock.js';
import { Repeated } from '../time/repeated.js';
import { nameOf, placeOfRoom, type RoomName } from '../values/room-name.js';
import type { Signal } from '../vendors/calling/quota.js';
import type { Urgency } from '../vendors/calling/shared-line.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { DueEnd } from './due-ends.js';
import { freePlaces } from './free-places.js';
import { switchesIn } from './media-call.js';
import type { MediaStore } from './media-store.js';
import { MEDIA } from './model.js';
import { pauseBefore } from './pause-before.js';
import type { PersonMedia } from './person-media.js';
import { keyOf, type NextInput, nextFor, stateAfter } from './room-call-of-person.js';
import type { RoomCalls, RoomRun, TakenCall } from './room-calls.js';
import { isPlain, type RoomMediaCall } from './room-media-call.js';
import { TRIED_FOR_MS, triedForFromNow } from './tried-for.js';

const LOOK_EVERY_MS = 500;
/** While some are under way, so more may be due. */
const NEXT_LOOK_MS = 20;
/** While something else is sent for the person. */
const TAKEN_PAUSE_MS = 100;
/** While nobody knows whether the action holds that the calls are for. */
const PENDING_PAUSE_MS = 1_000;
/** Added to the deadline of vendor calls: until then, no other gateway takes a call that this one makes. */
const TAKEN_FOR_MS = 5_000;
/** The shortest pause before a call is looked at again of which nobody knows what became of it. */
const DOUBT_PAUSE_MS = 1_000;

/** The input of the automatic action that sets, or frees, one person. */
type PersonInput = NextInput & { idempotencyKey: string };
/** The input of the automatic action that ends a restriction on a room. */
export type RoomEndInput = RoomMediaCall & { idempotencyKey: string };

/** How an automatic action is asked for. */
interface Asked {
  readonly causedBy: string;
  readonly signal: Signal;
  readonly urgency?: Urgency | undefined;
}

export interface RoomRunsOptions {
  store: MediaStore;
  /** Undefined: TRTC is not configured. */
  trtc: ConnectedTrtc | undefined;
  clock: Clock;
  /** How long the vendor's part of an action may take. */
  deadlineMs: number;
  nowMs: () => number;
  /** Carry out an automatic action that the action `causedBy` is the cause of. */
  performOn: (input: PersonInput, asked: Asked) => Promise<unknown>;
  performEnd: (input: RoomEndInput, asked: Asked) => Promise<unknown>;
  log: FastifyBaseLogger;
  outage: OutageLog;
  watch: KindOfEnds | undefined;
}

/**
 * Makes the calls of actions on whole rooms, one for each person, and ends restrictions on rooms when their time has come. What is to
 * be done is in the database: several gateways may look at it, one of them takes each call and each end, and another one repeats it if
 * that gateway dies, under the same idempotency key where nothing is known of the first try.
 */
export class RoomRuns {
  readonly #options: RoomRunsOptions;
  readonly #rooms: RoomCalls;
  readonly #looks: Repeated;
  readonly #shutdown = new AbortController();
  readonly #triedForMs: (since: number) => number;
  readonly #underWay = new Map<string, Promise<void>>();
  #looking: Promise<number> | undefined;

  constructor(options: RoomRunsOptions) {
    // Each call listens.
    setMaxListeners(0, this.#shutdown.signal);
    this.#options = options;
    this.#triedForMs = triedForFromNow(options.clock, options.nowMs);
    this.#rooms = options.store.rooms;
    this.#looks = new Repeated(options.clock, () => this.#look());
  }

  start(): void {
    this.#rooms.onBegun(() => void this.#look());
    this.#looks.start();
  }

  /** Resolves once the calls that were sent have been answered. What waits for the quota is left to other gateways. */
  async close(): Promise<void> {
    this.#shutdown.abort();
    this.#rooms.onBegun(() => {});
    await this.#looks.close();
    await this.#looking;
    await Promise.all(this.#underWay.values());
  }

  /** Resolves with the pause before the next look. One look at a time. */
  #look(): Promise<number> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookNow(): Promise<number> {
    const { trtc, outage } = this.#options;
    if (!trtc || this.#shutdown.signal.aborted) return LOOK_EVERY_MS;
    try {
      const places = freePlaces(trtc, this.#underWay.size);
      if (places > 0) {
        await this.#startEnds(trtc, places);
        await this.#startCalls(trtc, freePlaces(trtc, this.#underWay.size));
      }
      outage.succeeded();
    } catch (error) {
      outage.failed('look', error);
    }
    return this.#underWay.size > 0 ? NEXT_LOOK_MS : LOOK_EVERY_MS;
  }

  async #startEnds({ applicationIds }: ConnectedTrtc, places: number): Promise<void> {
    for (const end of await this.#rooms.dueEnds(applicationIds, places)) {
      this.#run(end.actionId, () => this.#end(end));
    }
  }

  async #startCalls({ applicationIds }: ConnectedTrtc, places: number): Promise<void> {
    if (places <= 0 || !(await this.#rooms.isAnyDue())) return;
    const { deadlineMs } = this.#options;
    const taken = await this.#rooms.take(applicationIds, places, deadlineMs + TAKEN_FOR_MS);
    const runs = await this.#rooms.runsOf(taken.map(({ actionId }) => actionId));
    const over = [...runs.values()].filter(({ isOver }) => isOver === 'certain');
    for (const { actionId } of over) this.#run(`over ${actionId}`, () => this.#rooms.drop(actionId));
    for (const call of taken) {
      const run = runs.get(call.actionId);
      const key = `${call.actionId}\n${call.userId}`;
      if (!run) this.#run(key, () => this.#rooms.settle(call, 'DROPPED'));
      else if (run.isOver === 'possible') this.#run(key, () => this.#rooms.postpone(call, PENDING_PAUSE_MS));
      else if (!run.isOver) this.#run(key, () => this.#make(call, run));
    }
  }

  #run(key: string, work: () => Promise<void>): void {
    if (this.#underWay.has(key)) return;
    const running = work()
      .catch((error) => this.#options.outage.failed('call', error))
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, running);
  }

  async #make(call: TakenCall, run: RoomRun): Promise<void> {
    const { store, performOn } = this.#options;
    const known = await store.lookNow({ place: placeIn(run), userId: call.userId });
    const next = nextFor(call, run, known);
    if (next.kind === 'settled') return this.#rooms.settle(call, next.state);
    if (next.kind === 'taken') return this.#rooms.postpone(call, TAKEN_PAUSE_MS);
    if (next.kind === 'undecided') return this.#rooms.postpone(call, PENDING_PAUSE_MS);
    if (next.kind === 'in-doubt') {
      return this.#rooms.postpone(call, Math.max(DOUBT_PAUSE_MS, next.againInMs));
    }
    const input = { ...next.input, idempotencyKey: keyOf(call, next.input, known) };
    const urgency = call.rank === 0 ? 'publishes' : 'came';
    const answer = await performOn(input, { causedBy: run.actionId, signal: this.#shutdown.signal, urgency });
    await this.#note(call, run, answer, isFreedBy(next.input, known));
  }

  /** Notes what became of a call, or lets it wait if it is to be tried again. */
  async #note(call: TakenCall, run: RoomRun, answer: unknown, frees: boolean): Promise<void> {
    const state = stateAfter(answer);
    const triedForMs = this.#triedForMs(run.since);
    const isToBeTried = triedForMs < TRIED_FOR_MS;
    // The vendor may have it, or no call was made at all. What is known of the person will tell.
    if (state === 'UNKNOWN' && isToBeTried) return this.#rooms.postpone(call, DOUBT_PAUSE_MS, state);
    // What is set once is not tried again after a refusal. Its progress counts that. Nobody is left muted by what is over.
    if ((!state || (state === 'FAILED' && frees)) && isToBeTried) {
      return this.#rooms.postpone(call, pauseBefore((answer as ModerationError).code, triedForMs), state);
    }
    if (state === 'DONE' || state === 'WAITING') return this.#rooms.settle(call, state);
    // `Enforcement` goes on with what is enforced.
    await this.#rooms.settle(call, state ?? 'FAILED', run.call.enforced && placeIn(run));
    if (frees) this.#giveUp(call, run, answer as ModerationError);
  }

  #giveUp(
    { userId }: TakenCall,
    { actionId, call }: RoomRun,
    { code, message: refusal }: ModerationError,
  ): void {
    this.#options.watch?.givenUp(1);
    const line = { actionId, room: mediaIn(call), userId, code, refusal };
    this.#options.log.error(
      line,
      'somebody could not be freed of a restriction on a room for a day: what it set may stay',
    );
  }

  async #end(end: DueEnd): Promise<void> {
    const { deadlineMs, nowMs, watch, performEnd, store } = this.#options;
    const { actionId, endsAt } = end;
    if (!(await store.due.takeEnd(end, deadlineMs + TAKEN_FOR_MS))) return;
    const call: RoomMediaCall = JSON.parse(end.call);
    const run = (await this.#rooms.runsOf([actionId], 0)).get(actionId);
    // What is plain is forgotten, and nothing is sent for that.
    if (isPlain(call)) await this.#rooms.lookAgain(end.place);
    if (run?.isOver === 'possible') return store.due.postponeEnd(end, PENDING_PAUSE_MS);
    if (!run || run.isOver || isPlain(call)) return store.due.settleEnd(end);
    const answer = await performEnd(
      { ...mediaIn(call), frees: true, ends: actionId, idempotencyKey: `the end of ${actionId}` },
      { causedBy: actionId, signal: this.#shutdown.signal },
    );
    // No vendor is called for it, so what is in the way ends: a journal that is away, most of all.
    if (answer instanceof ModerationError) {
      return store.due.postponeEnd(end, pauseBefore(answer.code, this.#triedForMs(endsAt)));
    }
    await store.due.settleEnd(end);
    watch?.ended(Math.max(0, nowMs() - endsAt));
  }
}

/** Whether the call would enable what may be disabled, as far as the gateway knows. */
function isFreedBy(input: NextInput, { sentEver, isAbandoned, doubtSince }: PersonMedia): boolean {
  const sends = switchesIn(input);
  const isInDoubt = isAbandoned || doubtSince !== undefined;
  return MEDIA.some(
    (medium) => sends[medium] === 'ENABLED' && (sentEver[medium] === 'DISABLED' || isInDoubt),
  );
}

function placeIn({ call }: RoomRun): string {
  return placeOfRoom(call.sdkAppId, nameOf(call));
}

/** The room, and what is said of its media. */
function mediaIn({ sdkAppId, roomId, strRoomId, region, state, audio, video }: RoomMediaCall): RoomMediaCall {
  return { sdkAppId, ...nameOf({ roomId, strRoomId } as RoomName), region, state, audio, video };
}
