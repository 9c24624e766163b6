import type { FastifyBaseLogger } from 'fastify';
import type { EventWatch } from '../observability/event-watch.js';
import type { RequestTrace } from '../observability/traces.js';
import type { EventResult } from '../roster/take-events.js';
import type { Clock } from '../time/clock.js';
import type { VendorCallbacks } from '../vendors/calling/callbacks.js';
import type { RoomEvent } from '../vendors/calling/room-event.js';
import type { EventIntake, NotTaken } from './event-intake.js';

/** Two machines' clocks never differ by so much. An event from later than that would hide all others for long. */
const MOST_AHEAD_MS = 24 * 60 * 60 * 1000;

/** What became of a callback. */
export type CallbackResult = EventResult | NotTaken | 'malformed';

/** The request that brought a callback. */
export interface Receipt {
  log: FastifyBaseLogger;
  trace: RequestTrace | undefined;
}

export interface CallbackDeskOptions {
  intake: EventIntake;
  clock: Clock;
  epochMs: () => number;
  /** Undefined when metrics are off. */
  watch: EventWatch | undefined;
}

/** Reads callbacks and hands their events on. */
export class CallbackDesk {
  readonly #options: CallbackDeskOptions;

  constructor(options: CallbackDeskOptions) {
    this.#options = options;
  }

  /** `body` must be signed. Resolves once the event is on disk, or cannot be. */
  async take(
    callbacks: VendorCallbacks,
    applicationId: number,
    body: Uint8Array,
    { log, trace }: Receipt,
  ): Promise<CallbackResult> {
    const { epochMs, watch } = this.#options;
    const event = callbacks.read(applicationId, body);
    const now = epochMs();
    if (!event || event.atMs > now + MOST_AHEAD_MS) {
      log.warn({ applicationId, bytes: body.length }, 'a signed callback does not have the documented form');
      watch?.ended(applicationId, undefined, 'malformed');
      return 'malformed';
    }
    const result = await this.#store(event, trace);
    const { kind, type, atMs } = event;
    const place = { roomId: event.room.roomId, strRoomId: event.room.strRoomId, userId: event.userId };
    log.debug({ applicationId, kind, type, atMs, ...place, result }, 'event');
    if (result === 'beyond-limit') log.warn({ applicationId, ...place }, 'the roster is full');
    watch?.ended(applicationId, kind ?? 'other', result);
    if (result !== 'unavailable') watch?.late(now - atMs);
    return result;
  }

  async #store(event: RoomEvent, trace: RequestTrace | undefined): Promise<EventResult | NotTaken> {
    const { intake, clock } = this.#options;
    const part = trace?.part('event', clock.now());
    const result = await intake.take(event);
    const attributes = { 'event.kind': event.kind ?? 'other', 'event.result': result };
    part?.end(clock.now(), attributes, result === 'unavailable');
    return result;
  }

  /** Counts a callback that was refused before it was read. */
  refused(applicationId: number, why: 'unsigned' | 'too-large' | 'too-many'): void {
    this.#options.watch?.ended(applicationId, undefined, why);
  }
}
