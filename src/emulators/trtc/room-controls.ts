import type { RoomKey } from './room-event.js';
import type { Entry, IsMute, Leaving, Medium, Person, Role } from './room-person.js';
import type { TrtcRooms, TrtcRules } from './trtc-rooms.js';

/** What people do in rooms, in process. The control API offers the same. */
export interface RoomControls {
  /** Here and below, a number names a numeric room, and a text names a string room. */
  createRoom(sdkAppId: number, room: RoomKey): void;
  /** Removes everybody from the room, and the room itself. */
  dismissRoom(sdkAppId: number, room: RoomKey): void;
  hasRoom(sdkAppId: number, room: RoomKey): boolean;
  /** Creates the room if it does not exist. Somebody who is inside enters again only with a reason. */
  enterRoom(sdkAppId: number, room: RoomKey, userId: string, entry?: Entry): void;
  leaveRoom(sdkAppId: number, room: RoomKey, userId: string, leaving?: Leaving): void;
  /** Here and below, throws an `InvalidControlInput` if the user is not in the room. Only an anchor can publish. */
  startPublishing(sdkAppId: number, room: RoomKey, userId: string, medium: Medium): void;
  stopPublishing(sdkAppId: number, room: RoomKey, userId: string, medium: Medium): void;
  changeRole(sdkAppId: number, room: RoomKey, userId: string, role: Role): void;
  /** The vendor's `IsMute`. Undefined if the user is not in the room. */
  mediaState(sdkAppId: number, room: RoomKey, userId: string): IsMute | undefined;
  /** Undefined if the user is not in the room. */
  person(sdkAppId: number, room: RoomKey, userId: string): Readonly<Person> | undefined;
  /** What the vendor leaves open. `reset` restores the rules of the start. */
  setRules(rules: Partial<TrtcRules>): void;
  /** From now on, `reset` restores this state. */
  markInitialState(): void;
}

export function roomControls(rooms: TrtcRooms): RoomControls {
  return {
    createRoom: (sdkAppId, room) => rooms.createRoom(sdkAppId, room),
    dismissRoom: (sdkAppId, room) => rooms.dismissRoom(sdkAppId, room),
    hasRoom: (sdkAppId, room) => rooms.hasRoom(sdkAppId, room),
    enterRoom: (...entering) => rooms.enterRoom(...entering),
    leaveRoom: (...leaving) => rooms.leaveRoom(...leaving),
    startPublishing: (...started) => rooms.startPublishing(...started),
    stopPublishing: (...stopped) => rooms.stopPublishing(...stopped),
    changeRole: (...changed) => rooms.changeRole(...changed),
    mediaState: (...person) => rooms.person(...person)?.isMute,
    person: (...person) => rooms.person(...person),
    setRules: (rules) => rooms.setRules(rules),
    markInitialState: () => rooms.markInitial(),
  };
}
