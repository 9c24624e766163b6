import type { RoomKey } from '../emulators/trtc/room-event.js';
import { type Entry, isBlocked, type Person, ROLES } from '../emulators/trtc/room-person.js';
import type { TrtcEmulator } from '../emulators/trtc/trtc-emulator.js';
import type { Surroundings } from '../time/surroundings.js';

/** None of them is anybody whom an example or a page names. */
const NAMES = ['fatima', 'gus', 'hana', 'ivan', 'jun', 'kim', 'leo', 'mia', 'nina', 'omar'] as const;
const ROOMS: readonly RoomKey[] = [10006, 10007, 'stage'];
const TERMINALS = [1, 2, 3, 4, 100] as const satisfies readonly Entry['terminalType'][];

/** The pause between two acts of visitors, on average. An act is one to three events. */
const PAUSE_MS = 1_500;

/** The part of the emulator that visitors use. */
type Rooms = Pick<
  TrtcEmulator,
  'hasRoom' | 'person' | 'enterRoom' | 'leaveRoom' | 'changeRole' | 'startPublishing' | 'stopPublishing'
>;

/**
 * People who come and go by themselves in rooms that are open: they publish, stop, change roles and leave. Somebody who
 * is removed may come back later, as real people do.
 */
export class Visitors {
  readonly #rooms: Rooms;
  readonly #sdkAppId: number;
  readonly #surroundings: Pick<Surroundings, 'clock' | 'random'>;
  /** Who entered which room. They may have been removed since. */
  readonly #places = new Map<string, RoomKey>();
  #cancel = () => {};

  constructor(rooms: Rooms, sdkAppId: number, surroundings: Pick<Surroundings, 'clock' | 'random'>) {
    this.#rooms = rooms;
    this.#sdkAppId = sdkAppId;
    this.#surroundings = surroundings;
  }

  start(): void {
    const pauseMs = PAUSE_MS * (0.5 + this.#surroundings.random());
    this.#cancel = this.#surroundings.clock.after(pauseMs, () => {
      this.#act();
      this.start();
    });
  }

  async close(): Promise<void> {
    this.#cancel();
  }

  #act(): void {
    const userId = this.#oneOf(NAMES);
    const room = this.#places.get(userId);
    const person = room !== undefined && this.#rooms.person(this.#sdkAppId, room, userId);
    if (person) this.#actInside(room, userId, person);
    else this.#enter(userId);
  }

  #actInside(room: RoomKey, userId: string, { role, publishes, isMute }: Readonly<Person>): void {
    const wish = this.#surroundings.random();
    const at = [this.#sdkAppId, room, userId] as const;
    const medium = wish < 0.75 ? 'audio' : 'video';
    if (wish < 0.25) {
      this.#places.delete(userId);
      this.#rooms.leaveRoom(...at);
    } else if (role === ROLES.audience) {
      if (wish < 0.5) this.#rooms.changeRole(...at, ROLES.anchor);
    } else if (wish < 0.35) this.#rooms.changeRole(...at, ROLES.audience);
    else if (publishes.includes(medium)) this.#rooms.stopPublishing(...at, medium);
    else if (!isBlocked(isMute, medium)) this.#rooms.startPublishing(...at, medium);
  }

  #enter(userId: string): void {
    // Nobody opens a room that a moderator has dismissed.
    const open = ROOMS.filter((room) => this.#rooms.hasRoom(this.#sdkAppId, room));
    if (open.length === 0) return;
    const room = this.#oneOf(open);
    const role = this.#oneOf([ROLES.anchor, ROLES.audience, ROLES.audience]);
    this.#places.set(userId, room);
    const terminalType = this.#oneOf(TERMINALS);
    this.#rooms.enterRoom(this.#sdkAppId, room, userId, { role, terminalType });
    if (role === ROLES.anchor) this.#rooms.startPublishing(this.#sdkAppId, room, userId, 'audio');
  }

  #oneOf<One>(all: readonly One[]): One {
    return all[Math.floor(this.#surroundings.random() * all.length)] as One;
  }
}
