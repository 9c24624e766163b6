import type { ParticipantsTable, RoomsTable } from '../journal/roster-tables.js';
import { placeOfRoom, type RoomName } from '../values/room-name.js';
import { NOBODY, type PersonRegisters, presenceOf, roleNumber, timeOfKey } from './registers.js';
import { type Counts, isOpen, knownSince, type RoomRegisters, UNKNOWN_ROOM } from './room-state.js';

/** A room while events are taken into it. */
export interface KnownRoom {
  applicationId: number;
  name: RoomName;
  place: string;
  /** Whether the table has it. */
  isStored: boolean;
  isChanged: boolean;
  registers: RoomRegisters;
  counts: Counts;
  purged: number;
  erased: number;
  swept: number;
  heardAt: number;
}

export const NO_ONE: Counts = { people: 0, members: 0, publishers: 0 };

export function unknownRoom(applicationId: number, name: RoomName): KnownRoom {
  return {
    applicationId,
    name,
    place: placeOfRoom(applicationId, name),
    isStored: false,
    isChanged: false,
    registers: UNKNOWN_ROOM,
    counts: NO_ONE,
    purged: 0,
    erased: 0,
    swept: 0,
    heardAt: 0,
  };
}

export function knownRoom(row: RoomsTable): KnownRoom {
  const { first, active, created, dismissed, lapsed, people, members, publishers } = row;
  const name = row.str_room_id === null ? { roomId: row.room_id ?? 0 } : { strRoomId: row.str_room_id };
  return {
    applicationId: row.application_id,
    name,
    place: row.place,
    isStored: true,
    isChanged: false,
    registers: {
      first,
      active,
      created,
      dismissed,
      named: JSON.parse(row.named),
      contested: JSON.parse(row.contested),
      lapsed,
    },
    counts: { people, members, publishers },
    purged: row.purged,
    erased: row.erased,
    swept: row.swept,
    heardAt: row.heard_at,
  };
}

/** The row of a room. `twin`: the room of the other kind with the same name, if there can be one. */
export function rowOfRoom(room: KnownRoom, twin: KnownRoom | undefined): RoomsTable {
  const { registers, counts, erased } = room;
  const { named, contested, ...keys } = registers;
  const other = twin ?? { registers: UNKNOWN_ROOM, counts: NO_ONE };
  return {
    place: room.place,
    application_id: room.applicationId,
    room_id: room.name.roomId ?? null,
    str_room_id: room.name.strRoomId ?? null,
    ...keys,
    named: JSON.stringify(named),
    contested: JSON.stringify(contested),
    purged: room.purged,
    erased,
    swept: Math.min(room.swept, erased),
    open: isOpen({ ...registers, ...counts }, { ...other.registers, ...other.counts }) ? 1 : 0,
    known_since: knownSince(registers, erased),
    heard_at: room.heardAt,
    ...counts,
  };
}

/** The registers of a row. */
export function registersOf(row: ParticipantsTable | undefined): PersonRegisters {
  if (!row) return NOBODY;
  const { seen, gone, entered, role, video, audio, screen } = row;
  return { seen, gone, entered, role, video, audio, screen };
}

export function rowOfPerson(
  { place, user_id }: Pick<ParticipantsTable, 'place' | 'user_id'>,
  person: PersonRegisters,
  erased: number,
  now: number,
): ParticipantsTable {
  const presence = presenceOf(person, erased);
  return {
    place,
    user_id,
    ...person,
    here: person.seen > person.gone ? 1 : 0,
    publishes: presence && (presence.audio || presence.video || presence.screen) ? 1 : 0,
    role_now: roleNumber(presence?.role),
    changed_at: Math.max(now, timeOfKey(Math.max(person.seen, person.gone))),
  };
}

/** What a person adds to a room's counts. */
export function countsOf(person: PersonRegisters, erased: number): Counts {
  const presence = presenceOf(person, erased);
  if (!presence) return NO_ONE;
  const isMember = !presence.isGuest;
  const publishes = presence.audio || presence.video || presence.screen;
  return { people: 1, members: isMember ? 1 : 0, publishers: isMember && publishes ? 1 : 0 };
}

export function plus(counts: Counts, more: Counts, times: 1 | -1 = 1): Counts {
  return {
    people: counts.people + times * more.people,
    members: counts.members + times * more.members,
    publishers: counts.publishers + times * more.publishers,
  };
}
