import type { RoomName } from '../../../src/values/room-name.js';
import { placeOfRoom } from '../../../src/values/room-name.js';
import type { RoomEvent, RoomEventKind, RoomRole } from '../../../src/vendors/calling/room-event.js';
import type { SimulatedClock } from '../../vendors/calling/simulated-clock.js';
import { APP, type SimulatedGateway } from './simulated-gateway.js';
import { keyOf } from './simulated-vendor.js';

/** What the vendor reports, with its number of the type. */
const TYPES = {
  entered: 103,
  left: 104,
  'role-changed': 105,
  'video-started': 201,
  'video-stopped': 202,
  'audio-started': 203,
  'audio-stopped': 204,
} as const satisfies Partial<Record<RoomEventKind, number>>;
type Kind = keyof typeof TYPES;

/** "Answer 200 within 5 s; otherwise it is sent again at once and then every 10 s until it is a minute old." */
const PATIENCE_MS = 5_000;
const AGAIN_EVERY_MS = 10_000;
const AGAIN_UNTIL_MS = 60_000;

export interface Delivered extends RoomEvent {
  /** When a gateway had it on disk. */
  readonly takenAt: number;
}

/** The vendor's event callbacks. They may come late, repeatedly and out of order, and may be lost for good. */
export class SimulatedCallbacks {
  /** By room and user, in the order of their arrival. */
  readonly delivered = new Map<string, Delivered[]>();
  /** How many are to come still. */
  pending = 0;
  readonly #clock: SimulatedClock;
  readonly #epochMs: () => number;
  readonly #gateways: () => readonly SimulatedGateway[];
  readonly #onError: (error: Error) => void;
  #sent = 0;
  #lastAtMs = 0;

  constructor(
    clock: SimulatedClock,
    epochMs: () => number,
    gateways: () => readonly SimulatedGateway[],
    onError: (error: Error) => void,
  ) {
    this.#clock = clock;
    this.#epochMs = epochMs;
    this.#gateways = gateways;
    this.#onError = onError;
  }

  /**
   * Tells of something that happens now.
   *
   * @param delays after how many milliseconds it is told, once for each. None: it is lost.
   */
  tell(kind: Kind, room: RoomName, userId: string, delays: readonly number[], role?: RoomRole): void {
    // No two things happen at the same millisecond, so that the vendor's times tell their order.
    const atMs = Math.max(Math.floor(this.#epochMs()), this.#lastAtMs + 1);
    this.#lastAtMs = atMs;
    const event = { applicationId: APP, room, kind, type: TYPES[kind], atMs, userId, ...(role && { role }) };
    for (const delay of delays) {
      this.pending++;
      this.#clock.after(delay, () => this.#send(event, 0));
    }
  }

  #send(event: RoomEvent, ageMs: number): void {
    const gateways = this.#gateways();
    let isTaken = false;
    gateways[this.#sent++ % Math.max(1, gateways.length)]?.gateway.roster.take([event]).then(
      () => {
        isTaken = true;
        this.pending--;
        const key = keyOf(placeOfRoom(APP, event.room), event.userId ?? '');
        const others = this.delivered.get(key) ?? [];
        this.delivered.set(key, [...others, { ...event, takenAt: this.#clock.now() }]);
      },
      (error: Error) => this.#onError(error),
    );
    this.#clock.after(ageMs === 0 ? PATIENCE_MS : AGAIN_EVERY_MS, () => {
      if (isTaken) return;
      if (ageMs < AGAIN_UNTIL_MS) this.#send(event, ageMs + AGAIN_EVERY_MS);
      else this.pending--;
    });
  }
}
