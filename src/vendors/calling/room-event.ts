import type { RoomName } from '../../values/room-name.js';

/** What happens in rooms. Of two events at the same millisecond, the one whose kind is later here counts as later. */
export const ROOM_EVENT_KINDS = [
  'opened',
  'dismissed',
  'entered',
  'role-changed',
  'video-started',
  'video-stopped',
  'audio-started',
  'audio-stopped',
  'screen-started',
  'screen-stopped',
  'left',
] as const;
export type RoomEventKind = (typeof ROOM_EVENT_KINDS)[number];

export type RoomRole = 'ANCHOR' | 'AUDIENCE';
export type RoomTerminal = 'WINDOWS' | 'ANDROID' | 'IOS' | 'LINUX' | 'OTHER';

/** Somebody in a room. */
export interface RoomPerson {
  applicationId: number;
  room: RoomName;
  userId: string;
}

/** Something that a vendor reports of a room. */
export interface RoomEvent {
  applicationId: number;
  /** An event of an unknown kind may name no room. Then `strRoomId` is empty. */
  room: RoomName;
  /** Of a dismissal: the vendor's words fit this numeric room too. */
  orRoomId?: number;
  /** Undefined: this version does not know the type. */
  kind?: RoomEventKind;
  /** The vendor's number of the type. */
  type: number;
  /** When it happened, on the vendor's clock: milliseconds since the epoch. 0: an event of an unknown kind has no time. */
  atMs: number;
  /** Undefined: the event is about the room as a whole. */
  userId?: string;
  /** The role that the user has from now on. */
  role?: RoomRole;
  terminal?: RoomTerminal;
  /** Whether somebody who entered belongs to another room, and is here because two rooms talk with each other. */
  isGuest?: boolean;
  /**
   * Whether somebody who entered had not left: they come over another network, or again after their connection was lost.
   * What they published goes on. Any other entry begins anew, also where the exit before it was missed.
   */
  isReturn?: boolean;
  /** Fields that this version does not know, as JSON. */
  unknownFields?: string;
}
