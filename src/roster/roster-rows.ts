import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { ParticipantsTable, RoomEventsTable, RoomsTable } from '../journal/roster-tables.js';
import type { JournalTables } from '../journal/tables.js';

/** Of a statement, so that each is short. */
const ROWS_AT_ONCE = 500;

type Dialect = 'sqlite' | 'postgres';
type ColumnType = 'text' | 'bigint';

/** The tables for building queries. */
export interface RosterTables {
  readonly db: Kysely<JournalTables>;
  readonly dialect: { readonly name: Dialect };
}

type Columns<Table> = { readonly [Name in keyof Table]: ColumnType };

const ROOM_COLUMNS: Columns<RoomsTable> = {
  place: 'text',
  application_id: 'bigint',
  room_id: 'bigint',
  str_room_id: 'text',
  first: 'bigint',
  active: 'bigint',
  created: 'bigint',
  dismissed: 'bigint',
  named: 'text',
  contested: 'text',
  lapsed: 'bigint',
  purged: 'bigint',
  erased: 'bigint',
  swept: 'bigint',
  open: 'bigint',
  known_since: 'bigint',
  heard_at: 'bigint',
  people: 'bigint',
  members: 'bigint',
  publishers: 'bigint',
};

const PARTICIPANT_COLUMNS: Columns<ParticipantsTable> = {
  place: 'text',
  user_id: 'text',
  seen: 'bigint',
  gone: 'bigint',
  entered: 'bigint',
  role: 'bigint',
  video: 'bigint',
  audio: 'bigint',
  screen: 'bigint',
  here: 'bigint',
  publishes: 'bigint',
  role_now: 'bigint',
  changed_at: 'bigint',
};

const EVENT_COLUMNS: Columns<RoomEventsTable> = {
  number: 'bigint',
  place: 'text',
  user_id: 'text',
  type: 'bigint',
  at_ms: 'bigint',
  received_at: 'bigint',
  event: 'text',
};

/** Inserts the rooms, or replaces those that are there. */
export function writeRooms(tables: RosterTables, rooms: readonly RoomsTable[]): CompiledQuery[] {
  return insert(tables, 'rooms', ROOM_COLUMNS, rooms, ['place']);
}

/** Inserts the people, or replaces those that are there. */
export function writePeople(tables: RosterTables, people: readonly ParticipantsTable[]): CompiledQuery[] {
  return insert(tables, 'participants', PARTICIPANT_COLUMNS, people, ['place', 'user_id']);
}

export function writeEvents(tables: RosterTables, events: readonly RoomEventsTable[]): CompiledQuery[] {
  return insert(tables, 'room_events', EVENT_COLUMNS, events, []);
}

export function readRooms(tables: RosterTables, places: readonly string[]): CompiledQuery<RoomsTable> {
  const given = placesOf(tables, places);
  return sql<RoomsTable>`select rooms.* from ${given} join rooms on rooms.place = given.place`.compile(
    tables.db,
  );
}

export function readPeople(
  { db, dialect }: RosterTables,
  keys: readonly Pick<ParticipantsTable, 'place' | 'user_id'>[],
): CompiledQuery<ParticipantsTable> {
  const given = rowsOf(
    dialect.name,
    { place: 'text', user_id: 'text' },
    keys.map(({ place, user_id }) => [place, user_id]),
  );
  return sql<ParticipantsTable>`select participants.* from ${given}
    join participants on participants.place = given.place and participants.user_id = given.user_id`.compile(
    db,
  );
}

/** Those of the events that are recorded. */
export function readKnown(
  { db, dialect }: RosterTables,
  events: readonly EventKey[],
): CompiledQuery<EventKey> {
  const given = rowsOf(
    dialect.name,
    { at_ms: 'bigint', place: 'text', user_id: 'text', type: 'bigint' },
    events.map(({ at_ms, place, user_id, type }) => [at_ms, place, user_id, type]),
  );
  return sql<EventKey>`select given.at_ms, given.place, given.user_id, given.type from ${given}
    join room_events as known on known.at_ms = given.at_ms and known.place = given.place
      and known.user_id = given.user_id and known.type = given.type`.compile(db);
}

/** Two events with the same key are one. */
export type EventKey = Pick<RoomEventsTable, 'at_ms' | 'place' | 'user_id' | 'type'>;

/** Those who were seen in the room after `after`, in this order. */
export function readSeen(
  { db }: RosterTables,
  place: string,
  after: Pick<ParticipantsTable, 'seen' | 'user_id'>,
  limit: number,
): CompiledQuery<ParticipantsTable> {
  return sql<ParticipantsTable>`select * from participants
    where place = ${place} and (seen, user_id) > (${after.seen}, ${after.user_id})
    order by seen, user_id limit ${limit}`.compile(db);
}

/** Removes people. Their rooms stay as they are. */
export function removePeople(
  { db, dialect }: RosterTables,
  people: readonly Pick<ParticipantsTable, 'place' | 'user_id'>[],
): CompiledQuery[] {
  return inParts(people).map((part) => {
    const given = rowsOf(
      dialect.name,
      { place: 'text', user_id: 'text' },
      part.map(({ place, user_id }) => [place, user_id]),
    );
    return sql`delete from participants where (place, user_id) in (select place, user_id from ${given})`.compile(
      db,
    );
  });
}

/** Takes for each room that events up to `purged` may be forgotten. */
export function purgeRooms(
  { db, dialect }: RosterTables,
  rooms: readonly Pick<RoomsTable, 'place' | 'purged'>[],
): CompiledQuery[] {
  return inParts(rooms).map((part) => {
    const given = rowsOf(
      dialect.name,
      { place: 'text', purged: 'bigint' },
      part.map(({ place, purged }) => [place, purged]),
    );
    return sql`update rooms set purged = given.purged from ${given}
      where rooms.place = given.place and rooms.purged < given.purged`.compile(db);
  });
}

/** The places as a table `given`. */
export function placesOf({ dialect }: RosterTables, places: readonly string[]): RawBuilder<unknown> {
  return rowsOf(
    dialect.name,
    { place: 'text' },
    places.map((place) => [place]),
  );
}

export function readLastNumber({ db }: RosterTables): CompiledQuery<{ last: number | null }> {
  return sql<{ last: number | null }>`select max(number) as last from room_events`.compile(db);
}

function insert<Row extends object>(
  { db, dialect }: RosterTables,
  table: string,
  columns: Columns<Row>,
  rows: readonly Row[],
  key: readonly string[],
): CompiledQuery[] {
  const names = Object.keys(columns) as (keyof Row & string)[];
  const list = sql.join(names.map((name) => sql.ref(name)));
  const changed = names
    .filter((name) => !key.includes(name))
    .map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  // SQLite needs the condition to tell `on conflict` from a join's `on`.
  const replace =
    key.length === 0
      ? sql``
      : sql`where true on conflict (${sql.join(key.map((name) => sql.ref(name)))}) do update set ${sql.join(changed)}`;
  return inParts(rows).map((part) => {
    const given = rowsOf(
      dialect.name,
      columns,
      part.map((row) => names.map((name) => row[name])),
    );
    return sql`insert into ${sql.table(table)} (${list}) select ${list} from ${given} ${replace}`.compile(db);
  });
}

function inParts<Row>(rows: readonly Row[]): (readonly Row[])[] {
  const parts: (readonly Row[])[] = [];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    parts.push(rows.slice(from, from + ROWS_AT_ONCE));
  }
  return parts;
}

/** The rows as a table `given`. They are one parameter, so their number does not change the statement. */
function rowsOf(
  dialect: Dialect,
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly (readonly unknown[])[],
): RawBuilder<unknown> {
  const values = Object.entries(columns).map(([name, type], index) => {
    const value = sql`value ->> ${sql.lit(index)}`;
    const typed = dialect === 'postgres' && type === 'bigint' ? sql`(${value})::bigint` : value;
    return sql`${typed} as ${sql.ref(name)}`;
  });
  const json = JSON.stringify(rows);
  const elements =
    dialect === 'postgres' ? sql`jsonb_array_elements(${json}::jsonb)` : sql`json_each(${json})`;
  return sql`(select ${sql.join(values)} from ${elements} as element) as given`;
}
