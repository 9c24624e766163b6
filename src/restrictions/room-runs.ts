import { setMaxListeners } from 'node:events';
import type { FastifyBaseLogger } from 'fastify';
import type { AutomaticAction } from '../actions/automatic-asker.js';
import {
  ModerationError,
  RoomNotFoundError,
  SupersededError,
  UserNotInRoomError,
} from '../errors/moderation-error.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { KindOfEnds } from '../observability/end-watch.js';
import type { Clock } from '../time/clock.js';
import { pauseAfter } from '../time/pause-after.js';
import { Repeated } from '../time/repeated.js';
import { nameOf, placeOfRoom, type RoomName } from '../values/room-name.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { DueEnd } from './due-media.js';
import { freePlaces } from './free-places.js';
import { inputFor, type MediaCall, switchesIn } from './media-call.js';
import type { MediaStore } from './media-store.js';
import type { PersonCall } from './media-wish.js';
import type { CallState, RoomCalls, RoomRun, TakenCall } from './room-calls.js';
import { isPlain, type RoomMediaCall } from './room-media-call.js';

const LOOK_EVERY_MS = 500;
/** While some are under way, so more may be due. */
const NEXT_LOOK_MS = 20;
/** Added to the deadline of vendor calls: until then, no other gateway takes a call that this one makes. */
const TAKEN_FOR_MS = 5_000;
/** A call that fails for now is tried again for so long. */
const TRIED_FOR_MS = 24 * 60 * 60 * 1000;

/** The input of the automatic action that sets, or frees, one person. */
export type PersonInput = PersonCall &
  Pick<MediaCall, 'state' | 'audio' | 'video' | 'frees' | 'enforces'> & { idempotencyKey: string };
/** The input of the automatic action that ends a restriction on a room. */
export type RoomEndInput = RoomMediaCall & { idempotencyKey: string };

/** Of an automatic action. */
type Asked = Pick<AutomaticAction, 'causedBy' | 'signal' | 'urgency'>;

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
 * be done is in the database: several gateways may look at it, one of them takes each call and each end, and another one repeats it
 * under the same idempotency key if that gateway dies.
 */
export class RoomRuns {
  readonly #options: RoomRunsOptions;
  readonly #rooms: RoomCalls;
  readonly #looks: Repeated;
  readonly #shutdown = new AbortController();
  readonly #underWay = new Map<string, Promise<void>>();
  #looking: Promise<number> | undefined;

  constructor(options: RoomRunsOptions) {
    // Each call listens.
    setMaxListeners(0, this.#shutdown.signal);
    this.#options = options;
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
    if (places <= 0 || !(await this.#rooms.isAnyOpen())) return;
    const { deadlineMs } = this.#options;
    const taken = await this.#rooms.take(applicationIds, places, deadlineMs + TAKEN_FOR_MS);
    const runs = await this.#rooms.runsOf(taken.map(({ actionId }) => actionId));
    const over = [...runs.values()].filter(({ isOver }) => isOver);
    for (const { actionId } of over) this.#run(`over ${actionId}`, () => this.#rooms.drop(actionId));
    for (const call of taken) {
      const run = runs.get(call.actionId);
      const key = `${call.actionId}\n${call.userId}`;
      if (!run) this.#run(key, () => this.#rooms.settle(call, 'DROPPED'));
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
    const { performOn, nowMs } = this.#options;
    const input = await this.#inputOf(call, run);
    const urgency = call.rank === 0 ? 'publishes' : 'came';
    const answer = await performOn(input, { causedBy: run.actionId, signal: this.#shutdown.signal, urgency });
    const state = stateAfter(answer);
    const triedForMs = nowMs() - run.since;
    const isToBeTried = state === undefined && triedForMs < TRIED_FOR_MS;
    if (isToBeTried) return this.#rooms.postpone(call, pauseAfter(triedForMs));
    await this.#rooms.settle(call, state ?? 'FAILED');
  }

  async #inputOf({ actionId, userId, frees }: TakenCall, { call }: RoomRun): Promise<PersonInput> {
    const { sdkAppId, region } = call;
    const person = { sdkAppId, ...nameOf(call), userId, region };
    const idempotencyKey = `${actionId} for ${userId}`;
    if (!frees && !call.frees) {
      const { state, audio, video } = call;
      return { ...person, state, audio, video, enforces: actionId, idempotencyKey };
    }
    const { store } = this.#options;
    const known = await store.lookNow({ place: placeOfRoom(sdkAppId, nameOf(call)), userId });
    return { ...person, ...inputFor(known, switchesIn(call)), idempotencyKey };
  }

  async #end(end: DueEnd): Promise<void> {
    const { deadlineMs, nowMs, watch, performEnd, store } = this.#options;
    const { actionId, endsAt } = end;
    if (!(await store.due.takeEnd(end, deadlineMs + TAKEN_FOR_MS))) return;
    const call: RoomMediaCall = JSON.parse(end.call);
    const run = (await this.#rooms.runsOf([actionId], 0)).get(actionId);
    // What is plain is forgotten, and nothing is sent for that.
    if (!run || run.isOver || isPlain(call)) return store.due.settleEnd(end);
    const lateMs = () => Math.max(0, nowMs() - endsAt);
    const answer = await performEnd(
      { ...mediaIn(call), frees: true, ends: actionId, idempotencyKey: `the end of ${actionId}` },
      { causedBy: actionId, signal: this.#shutdown.signal },
    );
    const hasFailed = answer instanceof ModerationError;
    if (hasFailed && lateMs() < TRIED_FOR_MS) return store.due.postponeEnd(end, pauseAfter(lateMs()));
    await store.due.settleEnd(end);
    if (!hasFailed) return watch?.ended(lateMs());
    watch?.givenUp(1);
    const line = { actionId, room: mediaIn(call), code: answer.code, refusal: answer.message };
    this.#options.log.error(line, 'a restriction on a room could not be ended for a day: what it set stays');
  }
}

/** Undefined: it is to be tried again. */
function stateAfter(answer: unknown): CallState | undefined {
  if (!(answer instanceof ModerationError)) return 'DONE';
  if (answer instanceof UserNotInRoomError || answer instanceof RoomNotFoundError) return 'WAITING';
  if (answer instanceof SupersededError) return 'DROPPED';
  if (answer.outcome === 'UNKNOWN') return 'UNKNOWN';
  return answer.retryable ? undefined : 'FAILED';
}

/** The room, and what is said of its media. */
function mediaIn({ sdkAppId, roomId, strRoomId, region, state, audio, video }: RoomMediaCall): RoomMediaCall {
  return { sdkAppId, ...nameOf({ roomId, strRoomId } as RoomName), region, state, audio, video };
}
