import { InvalidControlInput } from '../endpoint/control-api.js';

/** The vendor's `IsMute`: 0 both enabled, 1 both disabled, 2 audio disabled, 3 video disabled. */
export type IsMute = 0 | 1 | 2 | 3;

export const MAX_ROOM_ID = 4_294_967_294;
/** The user ids with which the vendor's client SDKs let a user enter. */
export const USER_ID = /^[A-Za-z0-9_-]{1,32}$/;

type Room = Map<string, IsMute>;

/**
 * Keeps who is in which room, and what they may send. Entering a room creates it. Leaving a room deletes the user's
 * state, but the room stays until it is dismissed.
 */
export class TrtcRooms {
  #applications: Map<number, Map<number, Room>>;
  #initial: Map<number, Map<number, Room>>;

  constructor(sdkAppIds: readonly number[]) {
    this.#applications = new Map(sdkAppIds.map((sdkAppId) => [sdkAppId, new Map()]));
    this.#initial = structuredClone(this.#applications);
  }

  find(sdkAppId: number): Map<number, Room> | undefined {
    return this.#applications.get(sdkAppId);
  }

  createRoom(sdkAppId: number, roomId: number): void {
    if (!Number.isInteger(roomId) || roomId < 1 || roomId > MAX_ROOM_ID) {
      throw new InvalidControlInput(`roomId: must be an integer from 1 to ${MAX_ROOM_ID}`);
    }
    const rooms = this.#rooms(sdkAppId);
    if (!rooms.has(roomId)) rooms.set(roomId, new Map());
  }

  dismissRoom(sdkAppId: number, roomId: number): void {
    this.#rooms(sdkAppId).delete(roomId);
  }

  enterRoom(sdkAppId: number, roomId: number, userId: string): void {
    if (!USER_ID.test(userId)) {
      throw new InvalidControlInput('userId: must be 1 to 32 letters, digits, hyphens and underscores');
    }
    this.createRoom(sdkAppId, roomId);
    const room = this.#rooms(sdkAppId).get(roomId);
    if (!room?.has(userId)) room?.set(userId, 0);
  }

  leaveRoom(sdkAppId: number, roomId: number, userId: string): void {
    this.#rooms(sdkAppId).get(roomId)?.delete(userId);
  }

  mediaState(sdkAppId: number, roomId: number, userId: string): IsMute | undefined {
    return this.#rooms(sdkAppId).get(roomId)?.get(userId);
  }

  /** The rooms of every application, with each user's `IsMute`, as JSON. */
  describe() {
    return [...this.#applications].map(([sdkAppId, rooms]) => ({
      sdkAppId,
      rooms: [...rooms].map(([roomId, users]) => ({
        roomId,
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

  #rooms(sdkAppId: number): Map<number, Room> {
    const rooms = this.#applications.get(sdkAppId);
    if (!rooms)
      throw new InvalidControlInput(`sdkAppId: ${sdkAppId} is not one of this emulator's applications`);
    return rooms;
  }
}
