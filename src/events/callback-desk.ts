import type { FastifyBaseLogger } from 'fastify';
import type { EventWatch } from '../observability/event-watch.js';
import type { RequestTrace } from '../observability/traces.js';
import type { EventResult } from '../roster/take-events.js';
import type { Clock } from '../time/clock.js';
import type { VendorCallbacks } from '../vendors/calling/callbacks.js';
import type { RoomEvent } from '../vendors/calling/room-event.js';
import type { EventIntake, NotTaken } from './event-intake.js';
import { MinuteLog } from './minute-log.js';

/**
 * An event from ahead hides the true ones until its time has come, so little is allowed. The vendor refuses requests whose
 * time is off by 5 minutes. So the clocks of a gateway that can call it differ by less from the vendor's.
 */
const MOST_AHEAD_MS = 5 * 60 * 1000;

/** What became of a callback. */
export type CallbackResult = EventResult | NotTaken | 'malformed';

/** The request that brought a callback. */
export interface Receipt {
  log: Pick<FastifyBaseLogger, 'debug'>;
  trace: RequestTrace | undefined;
}

export interface CallbackDeskOptions {
  intake: EventIntake;
  clock: Clock;
  epochMs: () => number;
  log: Pick<FastifyBaseLogger, 'warn'>;
  /** Undefined when metrics are off. */
  watch: EventWatch | undefined;
}

/** Reads callbacks and hands their events on. */
export class CallbackDesk {
  readonly #options: CallbackDeskOptions;
  readonly #warnings: MinuteLog;

  constructor(options: CallbackDeskOptions) {
    this.#options = options;
    this.#warnings = new MinuteLog(options.log, options.clock);
  }

  /** `body` must be signed. Resolves once the event is on disk, or cannot be. */
  async take(
    callbacks: VendorCallbacks,
    applicationId: number,
    body: Uint8Array,
    { log, trace }: Receipt,
  ): Promise<CallbackResult> {
    const { epochMs, watch } = this.#options;
    const event = this.#read(callbacks, applicationId, body);
    const now = epochMs();
    // An event of an unknown kind says nothing of anybody, so it hides nothing.
    const isFromAhead = event?.kind !== undefined && event.atMs > now + MOST_AHEAD_MS;
    if (!event || isFromAhead) {
      const fault = event ? "is from ahead of this machine's clock" : 'does not have the documented form';
      this.#warnings.warn(applicationId, `a signed callback ${fault}`, {
        bytes: body.length,
        ...(event && { aheadMs: event.atMs - now }),
      });
      watch?.ended(applicationId, undefined, 'malformed');
      return 'malformed';
    }
    const result = await this.#store(event, trace);
    const { kind, type, atMs } = event;
    const place = { roomId: event.room.roomId, strRoomId: event.room.strRoomId, userId: event.userId };
    log.debug({ applicationId, kind, type, atMs, ...place, result }, 'event');
    if (result === 'beyond-limit') this.#warnings.warn(applicationId, 'the roster is full', place);
    watch?.ended(applicationId, kind ?? 'other', result);
    if (result !== 'unavailable' && atMs > 0) watch?.late(now - atMs);
    return result;
  }

  /** A body that makes the reader fail is malformed: sending it again would not help. */
  #read(callbacks: VendorCallbacks, applicationId: number, body: Uint8Array): RoomEvent | undefined {
    try {
      return callbacks.read(applicationId, body);
    } catch {
      return undefined;
    }
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
    if (why === 'unsigned') this.#warnings.warn(applicationId, 'a callback has no valid signature');
  }
}
