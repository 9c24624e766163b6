import { setMaxListeners } from 'node:events';
import type { FastifyBaseLogger } from 'fastify';
import { ModerationError } from '../errors/moderation-error.js';
import { GATEWAY_ITSELF } from '../identity/caller.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { KindOfEnds } from '../observability/end-watch.js';
import type { Clock } from '../time/clock.js';
import { Repeated } from '../time/repeated.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { DueEnd } from './due-ends.js';
import { freePlaces } from './free-places.js';
import { isGone } from './gone-people.js';
import { inputWithout, type MediaCall, personIn, targetOf } from './media-call.js';
import type { MediaSender } from './media-sender.js';
import type { CallOrder, PersonCall } from './media-wish.js';
import { pauseBefore } from './pause-before.js';
import { keyOf } from './person-key.js';
import { TRIED_FOR_MS, triedForFromNow } from './tried-for.js';
import { isUndone } from './undo-tree.js';

const LOOK_EVERY_MS = 500;
/** While some are under way, so more may be due. */
const NEXT_LOOK_MS = 50;
/** The pause before what could not be sent once more is tried again. */
const SEND_PAUSE_MS = 1_000;
const SWEEP_EVERY_MS = 10_000;
const SWEEP_AGAIN_MS = 500;
/** Added to the deadline of vendor calls: until then, no other gateway looks at an end that this one carries out. */
const TAKEN_FOR_MS = 5_000;
/** The shortest pause before an end is looked at again of which nobody knows whether the vendor was told. */
const DOUBT_PAUSE_MS = 1_000;

export interface MediaEndsOptions {
  media: MediaSender;
  /** Undefined: TRTC is not configured. */
  trtc: ConnectedTrtc | undefined;
  order: CallOrder;
  clock: Clock;
  /** How long the vendor's part of an action may take. */
  deadlineMs: number;
  nowMs: () => number;
  /** Carries out an automatic action that the action `causedBy` is the cause of. */
  perform: (input: EndInput, causedBy: string, signal: AbortSignal) => Promise<unknown>;
  log: FastifyBaseLogger;
  outage: OutageLog;
  watch: KindOfEnds | undefined;
}

/** The input of the action that ends a restriction. */
export type EndInput = PersonCall &
  Pick<MediaCall, 'state' | 'audio' | 'video' | 'frees'> & { ends: string; idempotencyKey: string };

/**
 * Ends restrictions when their time has come, and sends states once more whose fate was unknown. All is in the database, so it
 * survives the process. Several gateways may look at the same ends: one of them takes each end. If that one dies, another gateway
 * uses the same idempotency key for the same end.
 */
export class MediaEnds {
  readonly #options: MediaEndsOptions;
  readonly #looks: Repeated;
  readonly #upkeep: Repeated;
  readonly #shutdown = new AbortController();
  readonly #triedForMs: (since: number) => number;
  readonly #ending = new Map<string, Promise<void>>();
  readonly #sending = new Map<string, Promise<void>>();

  constructor(options: MediaEndsOptions) {
    // Each end listens.
    setMaxListeners(0, this.#shutdown.signal);
    this.#options = options;
    this.#triedForMs = triedForFromNow(options.clock, options.nowMs);
    this.#looks = new Repeated(options.clock, () => this.#look());
    this.#upkeep = new Repeated(options.clock, () => this.#sweep());
  }

  start(): void {
    this.#looks.start();
    this.#upkeep.start();
  }

  /** Resolves once the calls that were sent have been answered. What waits for the quota is left to other gateways. */
  async close(): Promise<void> {
    this.#shutdown.abort();
    await Promise.all([this.#looks.close(), this.#upkeep.close()]);
    await Promise.all([...this.#ending.values(), ...this.#sending.values()]);
  }

  /** Resolves with the pause before the next look. */
  async #look(): Promise<number> {
    const { media, trtc, outage } = this.#options;
    if (!trtc) return LOOK_EVERY_MS;
    const { due } = media.store;
    const [mayEnd, maySend] = [this.#ending, this.#sending].map(({ size }) => freePlaces(trtc, size));
    try {
      const ends = mayEnd ? await due.dueEnds(trtc.applicationIds, mayEnd) : [];
      for (const end of ends) this.#run(this.#ending, end.actionId, () => this.#end(end));
      const again = maySend ? await due.dueAgain(trtc.applicationIds, maySend) : [];
      for (const { place, userId, call } of again) {
        this.#run(this.#sending, keyOf({ place, userId }), () => this.#sendAgain(JSON.parse(call), trtc));
      }
      outage.succeeded();
      const isBusy = this.#ending.size > 0 || this.#sending.size > 0;
      return isBusy ? NEXT_LOOK_MS : LOOK_EVERY_MS;
    } catch (error) {
      outage.failed('look', error);
      return LOOK_EVERY_MS;
    }
  }

  /** Removes a little of what is no longer needed, and shows how many ends are to come. */
  async #sweep(): Promise<number> {
    const { media, nowMs, watch } = this.#options;
    try {
      const hasMore = await media.store.due.sweep();
      const { pending, oldest } = await media.store.due.openEnds();
      watch?.show(pending, oldest === null ? 0 : nowMs() - oldest);
      return hasMore ? SWEEP_AGAIN_MS : SWEEP_EVERY_MS;
    } catch {
      // The next look tells of the outage.
      return SWEEP_EVERY_MS;
    }
  }

  #run(underWay: Map<string, Promise<void>>, key: string, work: () => Promise<void>): void {
    if (underWay.has(key)) return;
    const running = work()
      .catch((error) => this.#options.outage.failed('end', error))
      .finally(() => underWay.delete(key));
    underWay.set(key, running);
  }

  async #end(end: DueEnd): Promise<void> {
    const { media, deadlineMs, nowMs, watch, perform } = this.#options;
    const { actionId, endsAt, call } = end;
    const { due } = media.store;
    if (!(await due.takeEnd(end, deadlineMs + TAKEN_FOR_MS))) return;
    const person = personIn(JSON.parse(call));
    const known = await media.store.lookNow(targetOf(person));
    const own = known.instructions.find((instruction) => instruction.actionId === actionId);
    if (!own || own.refused) return due.settleEnd(end);
    const later = (code?: string) => due.postponeEnd(end, pauseBefore(code, this.#triedForMs(endsAt)));
    const isUndoneBefore = isUndone(own.undos, () => false);
    const hasEnded = isUndoneBefore || (own.endedHow !== undefined && !own.endPending);
    // What was sent may not have come. It is sent again by itself for some minutes.
    if (hasEnded && known.againAt !== undefined) {
      return due.postponeEnd(end, Math.max(DOUBT_PAUSE_MS, known.againAt - known.now));
    }
    if (hasEnded && known.doubtSince === undefined) return due.settleEnd(end);
    // What is under way may be refused still.
    if ((own.revoked && !isUndoneBefore) || own.endPending) return later();
    const answer = await perform(
      {
        ...person,
        ...inputWithout(known, actionId, own, false),
        ends: actionId,
        idempotencyKey: hasEnded ? `the end of ${actionId} after ${known.turns}` : `the end of ${actionId}`,
      },
      actionId,
      this.#shutdown.signal,
    );
    const isOver = !(answer instanceof ModerationError) || isGone(answer);
    if (!isOver && this.#triedForMs(endsAt) < TRIED_FOR_MS) return later(answer.code);
    await due.settleEnd(end);
    if (isOver) watch?.ended(Math.max(0, nowMs() - endsAt));
    else this.#giveUp(end, answer);
  }

  #giveUp({ actionId, call }: DueEnd, { code, message }: ModerationError): void {
    const { log, watch } = this.#options;
    watch?.givenUp(1);
    const line = { actionId, person: JSON.parse(call), code, refusal: message };
    log.error(line, 'a restriction could not be ended for a day: what it set may stay');
  }

  async #sendAgain(call: PersonCall, trtc: ConnectedTrtc): Promise<void> {
    const { media, order, clock, deadlineMs } = this.#options;
    const request = {
      caller: GATEWAY_ITSELF,
      deadline: clock.now() + deadlineMs,
      signal: this.#shutdown.signal,
    };
    const target = targetOf(call);
    const { kind } = await media.send({ target, call, enforcement: undefined, request, order }, trtc);
    // Nothing may have been sent, for want of a place in the line.
    if (kind === 'failed' || kind === 'obstructed')
      await media.store.due.postponeAgain(target, SEND_PAUSE_MS);
  }
}
