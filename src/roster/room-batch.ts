import type { CompiledQuery } from 'kysely';
import type { ReadRows } from '../journal/journal-database.js';
import type { ParticipantsTable } from '../journal/roster-tables.js';
import { placeOfRoom } from '../values/room-name.js';
import type { RoomEvent, RoomEventKind } from '../vendors/calling/room-event.js';
import {
  countsOf,
  type KnownRoom,
  knownRoom,
  NO_ONE,
  plus,
  registersOf,
  rowOfPerson,
  rowOfRoom,
  unknownRoom,
} from './known-room.js';
import { keyOf, type PersonRegisters, withEvent } from './registers.js';
import {
  type Counts,
  erasedOf,
  judged,
  lapsed,
  QUIET_MS,
  twinOf,
  UNKNOWN_ROOM,
  withRoomEvent,
} from './room-state.js';
import {
  type RosterTables,
  readPeople,
  readRooms,
  readSeen,
  writePeople,
  writeRooms,
} from './roster-rows.js';

/** More people in a room than any application has. Others are not taken into the roster. */
const MAX_PEOPLE_IN_ROOM = 200_000;
const SEEN_AT_ONCE = 1_000;

/** Somebody whose row is to be written. */
interface Changed {
  key: Pick<ParticipantsTable, 'place' | 'user_id'>;
  person: PersonRegisters;
}

/** Rooms that change in one turn, with the people who change. */
export class RoomBatch {
  readonly #tables: RosterTables;
  readonly #now: number;
  readonly #rooms = new Map<string, KnownRoom>();
  readonly #people = new Map<string, ParticipantsTable | undefined>();
  readonly #changed = new Map<string, Changed>();

  /** `now`: milliseconds since the epoch. */
  constructor(tables: RosterTables, now: number) {
    this.#tables = tables;
    this.#now = now;
  }

  /** Reads the rooms and people that these are about, and the rooms with the same names. */
  async load(
    read: ReadRows,
    subjects: readonly Pick<RoomEvent, 'applicationId' | 'room' | 'userId'>[],
  ): Promise<void> {
    for (const { applicationId, room } of subjects) {
      for (const name of [room, twinOf(room)]) {
        if (!name) continue;
        const unknown = unknownRoom(applicationId, name);
        this.#rooms.set(unknown.place, unknown);
      }
    }
    for (const row of await read(readRooms(this.#tables, [...this.#rooms.keys()]))) {
      this.#rooms.set(row.place, knownRoom(row));
    }
    const keys = subjects.flatMap(({ applicationId, room, userId }) =>
      userId === undefined ? [] : [{ place: placeOfRoom(applicationId, room), user_id: userId }],
    );
    if (keys.length === 0) return;
    for (const row of await read(readPeople(this.#tables, keys))) this.#people.set(personKey(row), row);
  }

  /** Returns false if the roster has no room for it. `mayOpen`: whether a room that is not known may be added. */
  take(event: RoomEvent, mayOpen: boolean): boolean {
    const { kind } = event;
    if (kind === undefined) return true;
    const room = this.#roomOf(placeOfRoom(event.applicationId, event.room));
    if (kind === 'dismissed') {
      this.#heard(room, event, kind);
      const twin = event.orRoomId === undefined ? undefined : this.#twinOf(room);
      if (twin && isKnown(twin)) this.#heard(twin, event, kind);
      return true;
    }
    if (!room.isStored && !mayOpen) return false;
    this.#heard(room, event, kind);
    return event.userId === undefined || this.#takePerson(room, event.userId, event, kind);
  }

  /** Closes a room of which nothing was heard for long. */
  lapse(place: string): void {
    const room = this.#roomOf(place);
    room.registers = lapsed(room.registers);
    room.heardAt = this.#now;
    room.isChanged = true;
  }

  #heard(room: KnownRoom, event: RoomEvent, kind: RoomEventKind): void {
    if (room.isStored && room.heardAt < this.#now - QUIET_MS) room.registers = lapsed(room.registers);
    room.registers = withRoomEvent(room.registers, event, kind);
    room.isChanged = true;
    room.heardAt = Math.max(room.heardAt, this.#now);
  }

  #takePerson(room: KnownRoom, userId: string, event: RoomEvent, kind: RoomEventKind): boolean {
    // A person of whom a newer exit was forgotten must not come back by a late event.
    if (kind !== 'left' && keyOf(event, kind) <= room.purged) return true;
    const key = { place: room.place, user_id: userId };
    const text = personKey(key);
    const before = this.#changed.get(text)?.person ?? registersOf(this.#people.get(text));
    const isNew = before.seen === 0 && before.gone === 0;
    if (isNew && room.counts.people >= MAX_PEOPLE_IN_ROOM) return false;
    const person = withEvent(before, event, kind);
    room.counts = plus(plus(room.counts, countsOf(before, room.erased), -1), countsOf(person, room.erased));
    this.#changed.set(text, { key, person });
    return true;
  }

  /** Judges dismissals, and counts people anew where that changes who is in a room. */
  async settle(read: ReadRows): Promise<void> {
    for (const room of this.#rooms.values()) {
      room.registers = judged(room.registers, this.#twinOf(room)?.registers ?? UNKNOWN_ROOM);
    }
    for (const room of this.#rooms.values()) {
      const erased = erasedOf(room.registers);
      if (erased === room.erased) continue;
      if (room.isStored || room.isChanged) {
        room.counts = await this.#count(read, room, erased);
        room.isChanged = true;
      }
      room.erased = erased;
    }
  }

  /** Whom the room's dismissal erased need not be looked at: their rows say when they were seen. */
  async #count(read: ReadRows, { place, registers }: KnownRoom, erased: number): Promise<Counts> {
    if (registers.active <= erased) return NO_ONE;
    let counts = [...this.#changed.values()]
      .filter(({ key }) => key.place === place)
      .reduce((sum, { person }) => plus(sum, countsOf(person, erased)), NO_ONE);
    const stale: Changed[] = [];
    let last: Pick<ParticipantsTable, 'seen' | 'user_id'> | undefined = { seen: erased + 1, user_id: '' };
    while (last) {
      const rows: ParticipantsTable[] = await read(readSeen(this.#tables, place, last, SEEN_AT_ONCE));
      for (const row of rows) {
        if (this.#changed.has(personKey(row))) continue;
        const person = registersOf(row);
        counts = plus(counts, countsOf(person, erased));
        const { publishes, role_now } = rowOfPerson(row, person, erased, this.#now);
        if (row.publishes !== publishes || row.role_now !== role_now) stale.push({ key: row, person });
      }
      last = rows.length === SEEN_AT_ONCE ? rows.at(-1) : undefined;
    }
    for (const changed of stale) this.#changed.set(personKey(changed.key), changed);
    return counts;
  }

  writes(): CompiledQuery[] {
    const people = [...this.#changed.values()].map(({ key, person }) => {
      const room = this.#roomOf(key.place);
      const { seen, gone } = person;
      // Somebody whom a dismissal erased is to be removed, also after the others were.
      if (seen > gone && seen <= room.swept) room.swept = seen - 1;
      return rowOfPerson(key, person, room.erased, this.#now);
    });
    const changed = [...this.#rooms.values()].filter((room) => room.isChanged && this.#isWorthARow(room));
    // Whether a room is open may depend on its twin.
    const twins = changed.flatMap((room) => this.#twinOf(room) ?? []).filter(({ isStored }) => isStored);
    return [
      ...writeRooms(
        this.#tables,
        [...new Set([...changed, ...twins])].map((room) => rowOfRoom(room, this.#twinOf(room))),
      ),
      ...writePeople(this.#tables, people),
    ];
  }

  /** A dismissal that may be of two rooms is kept with the one that is known. */
  #isWorthARow(room: KnownRoom): boolean {
    const twin = this.#twinOf(room);
    return isKnown(room) || room.registers.dismissed > 0 || !twin || !isKnown(twin);
  }

  #roomOf(place: string): KnownRoom {
    const room = this.#rooms.get(place);
    if (!room) throw new Error('a room that was not loaded');
    return room;
  }

  #twinOf({ applicationId, name }: KnownRoom): KnownRoom | undefined {
    const twin = twinOf(name);
    return twin && this.#rooms.get(placeOfRoom(applicationId, twin));
  }
}

/** Whether the room has a row, or was heard of in this turn. */
function isKnown({ isStored, registers }: KnownRoom): boolean {
  return isStored || registers.first !== 0;
}

function personKey({ place, user_id }: Pick<ParticipantsTable, 'place' | 'user_id'>): string {
  return `${place}\n${user_id}`;
}
