import type { FastifyBaseLogger } from 'fastify';
import { ModerationError } from '../errors/moderation-error.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { KindOfEnds } from '../observability/end-watch.js';
import type { Clock } from '../time/clock.js';
import { Repeated } from '../time/repeated.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import type { DueEnd } from './due-media.js';
import { inputWithout, type MediaCall, targetOf } from './media-call.js';
import type { MediaSender } from './media-sender.js';
import type { CallOrder, PersonCall } from './media-wish.js';

const LOOK_EVERY_MS = 500;
const SWEEP_EVERY_MS = 10_000;
const SWEEP_AGAIN_MS = 500;
/** So many ends are under way at once. The next ones wait for the quota in any case. */
const AT_ONCE = 100;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Nobody expects an end that is so late. */
const GIVEN_UP_AFTER_MS = 24 * 60 * 60 * 1000;

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
 * survives the process, and one of several gateways does it: all use the same idempotency key for the same end.
 */
export class MediaEnds {
  readonly #options: MediaEndsOptions;
  readonly #looks: Repeated;
  readonly #upkeep: Repeated;
  readonly #shutdown = new AbortController();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(options: MediaEndsOptions) {
    this.#options = options;
    this.#looks = new Repeated(options.clock, async () => {
      await this.#look();
      return LOOK_EVERY_MS;
    });
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
    await Promise.all(this.#underWay.values());
  }

  async #look(): Promise<void> {
    const { media, trtc, outage } = this.#options;
    if (!trtc) return;
    const { store } = media;
    const free = AT_ONCE - this.#underWay.size;
    if (free <= 0) return;
    try {
      // Some of those that are due are under way.
      const due = await store.due.dueEnds(2 * AT_ONCE);
      for (const end of due.filter(({ actionId }) => !this.#underWay.has(actionId)).slice(0, free)) {
        this.#run(end.actionId, () => this.#end(end));
      }
      for (const { place, userId, call } of await store.due.dueAgain(AT_ONCE)) {
        const key = `${place}\n${userId}`;
        if (!this.#underWay.has(key)) this.#run(key, () => this.#sendAgain(JSON.parse(call), trtc));
      }
      outage.succeeded();
    } catch (error) {
      outage.failed('ends of restrictions', error);
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

  #run(key: string, work: () => Promise<void>): void {
    const { log } = this.#options;
    const running = work()
      .catch((err) => log.error({ err }, 'a restriction could not be ended'))
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, running);
  }

  async #end({ actionId, endsAt, call }: DueEnd): Promise<void> {
    const { media, nowMs, watch, perform } = this.#options;
    const { store } = media;
    const person: PersonCall = JSON.parse(call);
    const known = await store.lookNow(targetOf(person));
    const own = known.instructions.find((instruction) => instruction.actionId === actionId);
    const holds = own && !own.revoked && (own.endedHow === undefined || own.endedHow === 'EXPIRED');
    if (!holds) return store.due.settleEnd(actionId);
    const end = { ends: actionId, idempotencyKey: `the end of ${actionId}` };
    const answer = await perform(
      { ...person, ...inputWithout(known, actionId, own, false), ...end },
      actionId,
      this.#shutdown.signal,
    );
    const lateMs = Math.max(0, nowMs() - endsAt);
    const isToBeRepeated =
      answer instanceof ModerationError && answer.retryable && answer.outcome === 'NOT_APPLIED';
    if (isToBeRepeated && lateMs < GIVEN_UP_AFTER_MS) {
      // As long as it has been late already, so the pauses double.
      return store.due.postponeEnd(actionId, Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, lateMs)));
    }
    await store.due.settleEnd(actionId);
    if (isToBeRepeated) watch?.givenUp(1);
    else watch?.ended(lateMs);
  }

  async #sendAgain(call: PersonCall, trtc: ConnectedTrtc): Promise<void> {
    const { media, order, clock, deadlineMs } = this.#options;
    const request = {
      caller: 'gateway',
      deadline: clock.now() + deadlineMs,
      signal: this.#shutdown.signal,
    };
    await media.send({ target: targetOf(call), call, request, order }, trtc);
  }
}
