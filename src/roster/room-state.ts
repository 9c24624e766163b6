import { type RoomName, roomNumberIn } from '../values/room-name.js';
import type { RoomEvent, RoomEventKind } from '../vendors/calling/room-event.js';
import { type Key, keyOf, timeOfKey } from './registers.js';

/** The registers of a room. Each is 0 if no event told the fact. */
export interface RoomRegisters {
  /** The oldest event that is known. */
  first: Key;
  /** The newest event that shows that the room exists. 0: nothing is known of the room. */
  active: Key;
  /** The newest event that says that the room was opened. */
  created: Key;
  /** The newest dismissal that can be no other room's, or up to which all that it erased has been removed. */
  dismissed: Key;
  /** The newest dismissals that may be another room's, ascending. */
  named: readonly Key[];
  /** Those in `named` at which the other room was known. They stay so when it is forgotten. */
  contested: readonly Key[];
  /** The newest event before the room had been quiet for so long that it counted as closed. */
  lapsed: Key;
}

/** How many are in a room. */
export interface Counts {
  /** Everybody. */
  people: number;
  /** Without guests of other rooms. */
  members: number;
  /** Those of `members` who publish anything. */
  publishers: number;
}

export const UNKNOWN_ROOM: RoomRegisters = {
  first: 0,
  active: 0,
  created: 0,
  dismissed: 0,
  named: [],
  contested: [],
  lapsed: 0,
};

/** Only dismissals that come within a minute may still be judged anew. */
const MAX_NAMED = 8;

/** Takes an event into the room's registers. */
export function withRoomEvent(room: RoomRegisters, event: RoomEvent, kind: RoomEventKind): RoomRegisters {
  const key = keyOf(event, kind);
  if (kind === 'dismissed') {
    if (event.orRoomId === undefined) return { ...room, dismissed: Math.max(room.dismissed, key) };
    return { ...room, named: ascending([...room.named, key]) };
  }
  return {
    ...room,
    first: room.first === 0 ? key : Math.min(room.first, key),
    active: Math.max(room.active, key),
    created: kind === 'opened' ? Math.max(room.created, key) : room.created,
  };
}

/**
 * Judges the dismissals that may be another room's, `twin`'s. They are in the registers of both, as far as both are known.
 * One at which the twin was known is contested, also when the twin is known no longer.
 */
export function judged(room: RoomRegisters, twin: RoomRegisters): RoomRegisters {
  if (room.named.length === 0 && twin.named.length === 0) return room;
  const all = ascending([...room.named, ...twin.named]);
  const isContested = (key: Key) => room.contested.includes(key) || isKnownAt(twin, key);
  const old = all.slice(0, -MAX_NAMED).filter((key) => !isContested(key));
  const named = all.slice(-MAX_NAMED);
  return {
    ...room,
    dismissed: Math.max(room.dismissed, ...old),
    named,
    contested: named.filter(isContested),
  };
}

function ascending(keys: readonly Key[]): Key[] {
  return [...new Set(keys)].sort((a, b) => a - b);
}

/** A room of which nothing was heard for so long counts as closed. */
export const QUIET_MS = 24 * 60 * 60 * 1000;

/** The room, closed because nothing was heard of it. */
export function lapsed(room: RoomRegisters): RoomRegisters {
  return { ...room, lapsed: room.active };
}

/**
 * Up to which key events say nothing of people any more: the room was dismissed, or counted as closed. A dismissal that
 * may be another room's counts if the other room was not known then.
 */
export function erasedOf({ dismissed, lapsed, named, contested }: RoomRegisters): Key {
  return Math.max(dismissed, lapsed, ...named.filter((key) => !contested.includes(key)));
}

/**
 * Whether the room is open. A dismissal that may be the twin's closes the room if nobody is in it. If somebody is, and the
 * twin is empty or was heard of since, it was the twin's. If that tells nothing either, the room counts as closed until
 * something is heard of it, and its people stay known.
 */
export function isOpen(
  room: RoomRegisters & Pick<Counts, 'people'>,
  twin: RoomRegisters & Pick<Counts, 'people'>,
): boolean {
  if (room.active <= erasedOf(room)) return false;
  const contested = room.contested.findLast((key) => isKnownAt(room, key)) ?? 0;
  if (room.active > contested) return true;
  return room.people > 0 && (twin.people === 0 || twin.active > contested);
}

/** From when on all events were seen, in milliseconds since the epoch. */
export function knownSince(room: RoomRegisters, erased: Key): number {
  return timeOfKey(Math.max(room.first, room.created, room.active > erased ? erased : 0));
}

/** When the room was opened, in milliseconds since the epoch. Undefined: that was not seen. */
export function openedAt(created: Key, erased: Key): number | undefined {
  return created > erased ? timeOfKey(created) : undefined;
}

function isKnownAt({ first }: RoomRegisters, key: Key): boolean {
  return first !== 0 && first < key;
}

/** The room of the other kind with the same name, if there can be one: room 123 and room "123". */
export function twinOf({ roomId, strRoomId }: RoomName): RoomName | undefined {
  if (strRoomId === undefined) return { strRoomId: String(roomId) };
  const number = roomNumberIn(strRoomId);
  return number === undefined ? undefined : { roomId: number };
}
