import { isStrRoomId } from '../../values/room-name.js';
import { InvalidControlInput } from '../endpoint/control-api.js';

/** The vendor's `IsMute`: 0 both enabled, 1 both disabled, 2 audio disabled, 3 video disabled. */
export type IsMute = 0 | 1 | 2 | 3;

export const MAX_ROOM_ID = 4_294_967_294;
/** The user ids with which the vendor's client SDKs let a user enter. */
export const USER_ID = /^[A-Za-z0-9_-]{1,32}$/;

/** The id of a numeric room, or the name of a string room. As keys of a map, 123 and "123" differ. */
export type RoomKey = number | string;

type Room = Map<string, IsMute>;

/**
 * Keeps who is in which room, and what they may send. Entering a room creates it. Leaving a room deletes the user's
 * state, but the room stays until it is dismissed.
 */
export class TrtcRooms {
  #applications: Map<number, Map<RoomKey, Room>>;
  #initial: Map<number, Map<RoomKey, Room>>;

  constructor(sdkAppIds: readonly number[]) {
    this.#applications = new Map(sdkAppIds.map((sdkAppId) => [sdkAppId, new Map()]));
    this.#initial = structuredClone(this.#applications);
  }

  find(sdkAppId: number): Map<RoomKey, Room> | undefined {
    return this.#applications.get(sdkAppId);
  }

  createRoom(sdkAppId: number, key: RoomKey): void {
    if (typeof key === 'number' && !isRoomId(key)) {
      throw new InvalidControlInput(`roomId: must be an integer from 1 to ${MAX_ROOM_ID}`);
    }
    if (typeof key === 'string' && !isStrRoomId(key)) {
      throw new InvalidControlInput('strRoomId: must be 1 to 64 of the characters that TRTC allows');
    }
    const rooms = this.#rooms(sdkAppId);
    if (!rooms.has(key)) rooms.set(key, new Map());
  }

  dismissRoom(sdkAppId: number, key: RoomKey): void {
    this.#rooms(sdkAppId).delete(key);
  }

  enterRoom(sdkAppId: number, key: RoomKey, userId: string): void {
    if (!USER_ID.test(userId)) {
      throw new InvalidControlInput('userId: must be 1 to 32 letters, digits, hyphens and underscores');
    }
    this.createRoom(sdkAppId, key);
    const room = this.#rooms(sdkAppId).get(key);
    if (!room?.has(userId)) room?.set(userId, 0);
  }

  leaveRoom(sdkAppId: number, key: RoomKey, userId: string): void {
    this.#rooms(sdkAppId).get(key)?.delete(userId);
  }

  mediaState(sdkAppId: number, key: RoomKey, userId: string): IsMute | undefined {
    return this.#rooms(sdkAppId).get(key)?.get(userId);
  }

  hasRoom(sdkAppId: number, key: RoomKey): boolean {
    return this.#rooms(sdkAppId).has(key);
  }

  /** The rooms of every application, with each user's `IsMute`, as JSON. */
  describe() {
    return [...this.#applications].map(([sdkAppId, rooms]) => ({
      sdkAppId,
      rooms: [...rooms].map(([key, users]) => ({
        ...(typeof key === 'number' ? { roomId: key } : { strRoomId: key }),
        users: [...users].map(([userId, isMute]) => ({ userId, isMute })),
      })),
    }));
  }

  markInitial(): void {
    this.#initial = structuredClone(this.#applications);
  }

  reset(): void {
    this.#applications = structuredClone(this.#initial);
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
