import { isStrRoomId } from '../../values/room-name.js';
import { InvalidControlInput } from '../endpoint/control-api.js';
import { entryDetails, MEDIA_EVENTS, ROOM_EVENTS, type RoomEvent, type RoomKey } from './room-event.js';
import {
  ENTRY_REASONS,
  type Entry,
  type IsMute,
  isBlocked,
  LEAVING_REASONS,
  type Leaving,
  MEDIA,
  type Medium,
  NEWCOMER,
  type Person,
  ROLES,
  type Role,
  USER_ID,
} from './room-person.js';

export const MAX_ROOM_ID = 4_294_967_294;

interface Room {
  people: Map<string, Person>;
  /** The blocks of people who have left, where blocks outlive that. */
  blocks: Map<string, IsMute>;
}

type Applications = Map<number, Map<RoomKey, Room>>;

/** What the vendor does not say, so that a test can have it either way. */
export interface TrtcRules {
  /** Whether somebody who was blocked is still blocked after leaving the room and coming back. */
  blocksOutliveLeaving: boolean;
}

const RULES_AT_START: TrtcRules = { blocksOutliveLeaving: false };

/**
 * Keeps who is in which room, what they publish, and what they may publish. Entering a room creates it. The room stays
 * until it is dismissed, also when everybody has left.
 */
export class TrtcRooms {
  #applications: Applications;
  #initial: Applications;
  #rules = RULES_AT_START;
  readonly #tell: (event: RoomEvent) => void;

  /** `tell` is told of everything that happens. */
  constructor(sdkAppIds: readonly number[], tell: (event: RoomEvent) => void) {
    this.#applications = new Map(sdkAppIds.map((sdkAppId) => [sdkAppId, new Map()]));
    this.#initial = structuredClone(this.#applications);
    this.#tell = tell;
  }

  get rules(): TrtcRules {
    return this.#rules;
  }

  setRules(rules: Partial<TrtcRules>): void {
    this.#rules = { ...this.#rules, ...rules };
  }

  hasApplication(sdkAppId: number): boolean {
    return this.#applications.has(sdkAppId);
  }

  hasRoom(sdkAppId: number, room: RoomKey): boolean {
    return this.#rooms(sdkAppId).has(room);
  }

  createRoom(sdkAppId: number, room: RoomKey, userId?: string): void {
    if (typeof room === 'number' && !isRoomId(room)) {
      throw new InvalidControlInput(`roomId: must be an integer from 1 to ${MAX_ROOM_ID}`);
    }
    if (typeof room === 'string' && !isStrRoomId(room)) {
      throw new InvalidControlInput('strRoomId: must be 1 to 64 of the characters that TRTC allows');
    }
    const rooms = this.#rooms(sdkAppId);
    if (rooms.has(room)) return;
    rooms.set(room, { people: new Map(), blocks: new Map() });
    this.#tell({ sdkAppId, room, type: ROOM_EVENTS.create, ...(userId !== undefined && { userId }) });
  }

  /** Everybody is removed first. */
  dismissRoom(sdkAppId: number, room: RoomKey): void {
    const rooms = this.#rooms(sdkAppId);
    const { people } = rooms.get(room) ?? {};
    if (!people) return;
    for (const userId of people.keys()) {
      this.leaveRoom(sdkAppId, room, userId, { reason: LEAVING_REASONS.removed });
    }
    rooms.delete(room);
    this.#tell({ sdkAppId, room, type: ROOM_EVENTS.dismiss });
  }

  /** Changes nothing for somebody who is inside, unless a reason is given. */
  enterRoom(sdkAppId: number, room: RoomKey, userId: string, entry: Entry = {}): void {
    if (!USER_ID.test(userId)) {
      throw new InvalidControlInput('userId: must be 1 to 32 letters, digits, hyphens and underscores');
    }
    this.createRoom(sdkAppId, room, userId);
    const { people, blocks } = this.#rooms(sdkAppId).get(room) as Room;
    const known = people.get(userId);
    if (known && entry.reason === undefined) return;
    const before = known ?? { ...NEWCOMER, isMute: blocks.get(userId) ?? 0 };
    const { role = before.role, terminalType = before.terminalType, userType = before.userType } = entry;
    const person = { ...before, role, terminalType, userType };
    blocks.delete(userId);
    people.set(userId, person);
    const details = entryDetails(person, entry.reason ?? ENTRY_REASONS.normal);
    this.#tell({ sdkAppId, room, type: ROOM_EVENTS.enter, userId, details });
    if (person.role === ROLES.audience) this.#stopAll(sdkAppId, room, userId);
  }

  /** Ends what the person publishes. The vendor sends no callbacks for that. */
  leaveRoom(sdkAppId: number, room: RoomKey, userId: string, leaving: Leaving = {}): void {
    const { people, blocks } = this.#rooms(sdkAppId).get(room) ?? {};
    const person = people?.get(userId);
    if (!person) return;
    people?.delete(userId);
    if (this.#rules.blocksOutliveLeaving && person.isMute !== 0) blocks?.set(userId, person.isMute);
    const details = { Role: person.role, Reason: leaving.reason ?? LEAVING_REASONS.normal };
    this.#tell({ sdkAppId, room, type: ROOM_EVENTS.leave, userId, details });
  }

  /** Who becomes audience stops publishing first. */
  changeRole(sdkAppId: number, room: RoomKey, userId: string, role: Role): void {
    const person = this.#present(sdkAppId, room, userId);
    if (person.role === role) return;
    if (role === ROLES.audience) this.#stopAll(sdkAppId, room, userId);
    person.role = role;
    this.#tell({ sdkAppId, room, type: ROOM_EVENTS.changeRole, userId, details: { Role: role } });
  }

  startPublishing(sdkAppId: number, room: RoomKey, userId: string, medium: Medium): void {
    const person = this.#present(sdkAppId, room, userId);
    if (person.role !== ROLES.anchor) throw new InvalidControlInput(`${medium}: only an anchor can publish`);
    if (person.publishes.includes(medium)) return;
    if (isBlocked(person.isMute, medium)) throw new InvalidControlInput(`${medium}: is blocked`);
    person.publishes = MEDIA.filter((other) => other === medium || person.publishes.includes(other));
    const type = MEDIA_EVENTS[medium].start;
    this.#tell({ sdkAppId, room, type, userId, details: { Reason: 0 } });
  }

  stopPublishing(sdkAppId: number, room: RoomKey, userId: string, medium: Medium): void {
    const person = this.#present(sdkAppId, room, userId);
    if (!person.publishes.includes(medium)) return;
    person.publishes = person.publishes.filter((other) => other !== medium);
    const type = MEDIA_EVENTS[medium].stop;
    this.#tell({ sdkAppId, room, type, userId, details: { Reason: 0 } });
  }

  /**
   * Sets what the person may publish. False if they are not in the room. Sends no callback: the vendor does not say that
   * it does.
   */
  block(sdkAppId: number, room: RoomKey, userId: string, isMute: IsMute): boolean {
    const person = this.person(sdkAppId, room, userId);
    if (person) person.isMute = isMute;
    return person !== undefined;
  }

  /** Undefined if the user is not in the room. */
  person(sdkAppId: number, room: RoomKey, userId: string): Person | undefined {
    return this.#rooms(sdkAppId).get(room)?.people.get(userId);
  }

  /** The rooms of every application with the people in them, as JSON. */
  describe() {
    return [...this.#applications].map(([sdkAppId, rooms]) => ({
      sdkAppId,
      rooms: [...rooms].map(([key, { people }]) => ({
        ...(typeof key === 'number' ? { roomId: key } : { strRoomId: key }),
        users: [...people].map(([userId, { isMute, role, publishes }]) => ({
          userId,
          isMute,
          role,
          publishes,
        })),
      })),
    }));
  }

  /** Tells of everything that is there as if it had just come. */
  tellAll(): void {
    for (const [sdkAppId, rooms] of this.#applications) {
      for (const [room, { people }] of rooms) {
        this.#tell({ sdkAppId, room, type: ROOM_EVENTS.create });
        for (const [userId, person] of people) {
          const details = entryDetails(person, ENTRY_REASONS.normal);
          this.#tell({ sdkAppId, room, type: ROOM_EVENTS.enter, userId, details });
          for (const medium of person.publishes) {
            const type = MEDIA_EVENTS[medium].start;
            this.#tell({ sdkAppId, room, type, userId, details: { Reason: 0 } });
          }
        }
      }
    }
  }

  markInitial(): void {
    this.#initial = structuredClone(this.#applications);
  }

  /**
   * Comes back to the initial state by what people could do, so that callbacks tell of it: everybody leaves, and the
   * people of the initial state enter. Whoever missed or misjudged events knows who is there afterwards.
   */
  reset(): void {
    this.#rules = RULES_AT_START;
    for (const [sdkAppId, rooms] of this.#applications) {
      const initial = this.#initial.get(sdkAppId);
      for (const [room, { people, blocks }] of rooms) {
        for (const userId of people.keys()) this.leaveRoom(sdkAppId, room, userId);
        blocks.clear();
        if (!initial?.has(room)) this.dismissRoom(sdkAppId, room);
      }
      for (const [room, { people }] of initial ?? []) {
        this.createRoom(sdkAppId, room);
        for (const [userId, { isMute, publishes, ...entry }] of people) {
          this.enterRoom(sdkAppId, room, userId, entry);
          for (const medium of publishes) this.startPublishing(sdkAppId, room, userId, medium);
          this.block(sdkAppId, room, userId, isMute);
        }
      }
    }
  }

  #stopAll(sdkAppId: number, room: RoomKey, userId: string): void {
    for (const medium of MEDIA) this.stopPublishing(sdkAppId, room, userId, medium);
  }

  #present(sdkAppId: number, room: RoomKey, userId: string): Person {
    const person = this.person(sdkAppId, room, userId);
    if (!person) throw new InvalidControlInput('userId: is not in the room');
    return person;
  }

  #rooms(sdkAppId: number): Map<RoomKey, Room> {
    const rooms = this.#applications.get(sdkAppId);
    if (!rooms)
      throw new InvalidControlInput(`sdkAppId: ${sdkAppId} is not one of this emulator's applications`);
    return rooms;
  }
}

export function isRoomId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_ROOM_ID;
}
