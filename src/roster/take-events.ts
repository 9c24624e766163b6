import type { CompiledQuery } from 'kysely';
import type { ReadRows } from '../journal/journal-database.js';
import type { ParticipantsTable, RoomEventsTable } from '../journal/roster-tables.js';
import { placeOfRoom } from '../values/room-name.js';
import type { RoomEvent, RoomEventKind } from '../vendors/calling/room-event.js';
import {
  countsOf,
  type KnownRoom,
  knownRoom,
  plus,
  registersOf,
  rowOfPerson,
  rowOfRoom,
  unknownRoom,
} from './known-room.js';
import { keyOf, type PersonRegisters, withEvent } from './registers.js';
import { erasedOf, lapsed, QUIET_MS, twinOf, UNKNOWN_ROOM, withRoomEvent } from './room-state.js';
import {
  type EventKey,
  type RosterTables,
  readKnown,
  readLastNumber,
  readPeople,
  readPresent,
  readRooms,
  writeEvents,
  writePeople,
  writeRooms,
} from './roster-rows.js';

/** More people in a room than any application has. Others are not taken into the roster. */
const MAX_PEOPLE_IN_ROOM = 200_000;

/** An event that was recorded, with its number. Numbers are in the order of the commits. */
export interface StoredEvent extends RoomEvent {
  number: number;
}

/**
 * - `stored`: the event was new
 * - `repeat`: it was recorded before
 * - `beyond-limit`: it was new and is recorded, but it is not in the roster, because the roster is full
 */
export type EventResult = 'stored' | 'repeat' | 'beyond-limit';

export interface Taken {
  /** In the order of the events. */
  results: EventResult[];
  stored: StoredEvent[];
}

export interface TakeOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** Whether rooms that are not in the roster may be added. */
  hasRoom: boolean;
}

/** Takes events into the roster. It runs within a turn, and returns what the turn writes. */
export async function takeEvents(
  tables: RosterTables,
  read: ReadRows,
  events: readonly RoomEvent[],
  options: TakeOptions,
): Promise<{ queries: CompiledQuery[]; result: Taken }> {
  const given = events.map((event) => ({ event, key: eventKeyOf(event) }));
  const known = new Set(
    (
      await read(
        readKnown(
          tables,
          given.map(({ key }) => key),
        ),
      )
    ).map(textOf),
  );
  const results: EventResult[] = [];
  const fresh: typeof given = [];
  for (const one of given) {
    const text = textOf(one.key);
    results.push(known.has(text) ? 'repeat' : 'stored');
    if (!known.has(text)) fresh.push(one);
    known.add(text);
  }
  if (fresh.length === 0) return { queries: [], result: { results, stored: [] } };
  const batch = new Batch(tables, options);
  await batch.load(
    read,
    fresh.map(({ event }) => event),
  );
  const refused = new Set(fresh.filter(({ event }) => !batch.take(event)).map(({ key }) => textOf(key)));
  await batch.settle(read);
  const [{ last } = { last: null }] = await read(readLastNumber(tables));
  const stored = fresh.map(({ event }, index) => ({ ...event, number: (last ?? 0) + index + 1 }));
  const rows: RoomEventsTable[] = fresh.map(({ event, key }, index) => ({
    ...key,
    number: (last ?? 0) + index + 1,
    received_at: options.now,
    event: JSON.stringify(event),
  }));
  return {
    queries: [...writeEvents(tables, rows), ...batch.writes()],
    result: {
      results: results.map((result, index) => {
        const key = given[index]?.key;
        return result === 'stored' && key && refused.has(textOf(key)) ? 'beyond-limit' : result;
      }),
      stored: stored.filter((_, index) => !refused.has(textOf(fresh[index]?.key as EventKey))),
    },
  };
}

function eventKeyOf({ applicationId, room, userId = '', type, atMs }: RoomEvent): EventKey {
  return { at_ms: atMs, place: placeOfRoom(applicationId, room), user_id: userId, type };
}

function textOf({ at_ms, place, user_id, type }: EventKey): string {
  return JSON.stringify([at_ms, place, user_id, type]);
}

/** The rooms and people that a number of events are about. */
class Batch {
  readonly #tables: RosterTables;
  readonly #options: TakeOptions;
  readonly #rooms = new Map<string, KnownRoom>();
  readonly #people = new Map<string, ParticipantsTable | undefined>();
  readonly #changed = new Map<
    string,
    { key: Pick<ParticipantsTable, 'place' | 'user_id'>; person: PersonRegisters }
  >();

  constructor(tables: RosterTables, options: TakeOptions) {
    this.#tables = tables;
    this.#options = options;
  }

  async load(read: ReadRows, events: readonly RoomEvent[]): Promise<void> {
    for (const { applicationId, room } of events) {
      for (const name of [room, twinOf(room)]) {
        if (!name) continue;
        const unknown = unknownRoom(applicationId, name);
        this.#rooms.set(unknown.place, unknown);
      }
    }
    for (const row of await read(readRooms(this.#tables, [...this.#rooms.keys()]))) {
      this.#rooms.set(row.place, knownRoom(row));
    }
    const keys = events.flatMap(({ applicationId, room, userId }) =>
      userId === undefined ? [] : [{ place: placeOfRoom(applicationId, room), user_id: userId }],
    );
    for (const row of await read(readPeople(this.#tables, keys))) this.#people.set(personKey(row), row);
  }

  /** Returns false if the roster has no room for it. */
  take(event: RoomEvent): boolean {
    const { kind } = event;
    if (kind === undefined) return true;
    const room = this.#roomOf(placeOfRoom(event.applicationId, event.room));
    const twin = kind === 'dismissed' ? this.#twinOf(room) : undefined;
    if (!room.isStored && !twin?.isStored && !this.#options.hasRoom) return false;
    this.#heard(room, event, kind);
    if (twin && event.orRoomId !== undefined) this.#heard(twin, event, kind);
    return event.userId === undefined || this.#takePerson(room, event.userId, event, kind);
  }

  #heard(room: KnownRoom, event: RoomEvent, kind: RoomEventKind): void {
    const { now } = this.#options;
    if (room.isStored && room.heardAt < now - QUIET_MS) room.registers = lapsed(room.registers);
    room.registers = withRoomEvent(room.registers, event, kind);
    room.isChanged = true;
    room.heardAt = Math.max(room.heardAt, now);
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

  /** Where a dismissal changes what counts in a room, its people are counted anew. */
  async settle(read: ReadRows): Promise<void> {
    for (const room of [...this.#rooms.values()]) {
      const twin = this.#twinOf(room);
      const erased = erasedOf(room.registers, twin?.registers ?? UNKNOWN_ROOM);
      if (erased === room.erased) continue;
      const isKnown = room.isStored || room.isChanged;
      if (!isKnown) continue;
      // People whom an older dismissal erased may be back.
      const present = await read(readPresent(this.#tables, room.place, Math.min(erased, room.erased)));
      for (const row of present) {
        const text = personKey(row);
        if (!this.#changed.has(text)) {
          this.#changed.set(text, { key: row, person: registersOf(row) });
        }
      }
      room.counts = [...this.#changed.values()]
        .filter(({ key }) => key.place === room.place)
        .reduce((sum, { person }) => plus(sum, countsOf(person, erased)), {
          people: 0,
          members: 0,
          publishers: 0,
        });
      room.erased = erased;
      room.isChanged = true;
    }
  }

  writes(): CompiledQuery[] {
    const changed = [...this.#rooms.values()].filter(({ isChanged }) => isChanged);
    // Whether a room is open may depend on its twin.
    const twins = changed.map((room) => this.#twinOf(room)).filter((twin) => twin?.isStored);
    const rooms = new Set([...changed, ...(twins as KnownRoom[])]);
    const people = [...this.#changed.values()].map(({ key, person }) =>
      rowOfPerson(key, person, this.#rooms.get(key.place)?.erased ?? 0, this.#options.now),
    );
    return [
      ...writeRooms(
        this.#tables,
        [...rooms].map((room) => rowOfRoom(room, this.#twinOf(room))),
      ),
      ...writePeople(this.#tables, people),
    ];
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

function personKey({ place, user_id }: Pick<ParticipantsTable, 'place' | 'user_id'>): string {
  return `${place}\n${user_id}`;
}
