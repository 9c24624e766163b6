import { type Kysely, sql } from 'kysely';
import type { Dialect } from './old-actions.js';

/**
 * The tables of the roster, which `src/roster/` reads and writes. A register is a number that only grows: the key of the
 * newest event that tells a fact. `src/roster/registers.ts` says what is in it. 0: no event told it.
 */
export interface RoomsTable {
  place: string;
  application_id: number;
  room_id: number | null;
  str_room_id: string | null;
  /** The key of the oldest event. */
  first: number;
  active: number;
  created: number;
  dismissed: number;
  /** A JSON array of the keys of dismissals that may be another room's. */
  named: string;
  /** A JSON array of those in `named` at which the other room was known. */
  contested: string;
  lapsed: number;
  /** Events up to this key may be forgotten, so late ones are ignored. */
  purged: number;
  /** Events up to this key tell nothing of people any more. */
  erased: number;
  /** `erased`, as far as the people whom it erased have been removed from the table. */
  swept: number;
  /** 0 or 1 */
  open: number;
  /** Milliseconds since the epoch, as are `heard_at` and `changed_at`. */
  known_since: number;
  /** When something was last heard of it, or when it was closed because nothing was. */
  heard_at: number;
  people: number;
  members: number;
  publishers: number;
}

export interface ParticipantsTable {
  place: string;
  user_id: string;
  seen: number;
  gone: number;
  entered: number;
  role: number;
  video: number;
  audio: number;
  screen: number;
  /** 0 or 1. With 1, the person is in the room if `seen` is also greater than the room's `erased`. */
  here: number;
  /** 0 or 1. It and `role_now` hold if the person is in the room. */
  publishes: number;
  /** The role that holds now: 0 unknown, 1 anchor, 2 audience. */
  role_now: number;
  /** When the row was changed, or when what it tells happened, if that is later. */
  changed_at: number;
}

export interface RoomEventsTable {
  /** In the order of the commits. */
  number: number;
  place: string;
  /** Empty: the event is about nobody. */
  user_id: string;
  /** The vendor's number of the type. */
  type: number;
  at_ms: number;
  received_at: number;
  /** JSON */
  event: string;
}

const ROOM_COLUMNS = [
  'first',
  'active',
  'created',
  'dismissed',
  'lapsed',
  'purged',
  'erased',
  'swept',
  'known_since',
  'heard_at',
  'people',
  'members',
  'publishers',
] as const;

export const PARTICIPANT_COLUMNS = [
  'seen',
  'gone',
  'entered',
  'role',
  'video',
  'audio',
  'screen',
  'changed_at',
] as const;

/** Locks no table that older gateways use. */
export async function createRoster(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // Pages go by the order of the bytes, as in SQLite, whatever the database's language is.
  const text = dialect === 'postgres' ? sql`text collate "C"` : sql`text`;
  await createRooms(db, text);
  await createParticipants(db, text);
  await createRoomEvents(db, text);
}

async function createRooms(db: Kysely<unknown>, text: ReturnType<typeof sql>): Promise<void> {
  let rooms = db.schema
    .createTable('rooms')
    .addColumn('place', text, (column) => column.primaryKey().notNull())
    .addColumn('application_id', 'bigint', (column) => column.notNull())
    .addColumn('room_id', 'bigint')
    .addColumn('str_room_id', 'text')
    .addColumn('open', 'integer', (column) => column.notNull());
  for (const name of ROOM_COLUMNS) rooms = rooms.addColumn(name, 'bigint', (column) => column.notNull());
  for (const name of ['named', 'contested'] as const) {
    rooms = rooms.addColumn(name, 'text', (column) => column.notNull());
  }
  await rooms.execute();
  await sql`create index rooms_open on rooms (application_id, known_since, place) where open = 1`.execute(db);
  await sql`create index rooms_heard on rooms (heard_at)`.execute(db);
  await sql`create index rooms_over on rooms (heard_at) where open = 0 and people = 0`.execute(db);
  await sql`create index rooms_unswept on rooms (erased) where swept < erased`.execute(db);
}

async function createParticipants(db: Kysely<unknown>, text: ReturnType<typeof sql>): Promise<void> {
  let participants = db.schema
    .createTable('participants')
    .addColumn('place', text, (column) => column.notNull())
    .addColumn('user_id', text, (column) => column.notNull());
  for (const name of PARTICIPANT_COLUMNS) {
    participants = participants.addColumn(name, 'bigint', (column) => column.notNull());
  }
  for (const name of ['here', 'publishes', 'role_now'] as const) {
    participants = participants.addColumn(name, 'integer', (column) => column.notNull());
  }
  await participants.addPrimaryKeyConstraint('participants_key', ['place', 'user_id']).execute();
  await sql`create index participants_here on participants (place, user_id) where here = 1`.execute(db);
  await sql`create index participants_publishing on participants (place, user_id) where publishes = 1`.execute(
    db,
  );
  await sql`create index participants_by_role on participants (place, role_now, user_id) where here = 1`.execute(
    db,
  );
  // Who was seen after a dismissal, or before it.
  await sql`create index participants_seen on participants (place, seen, user_id)`.execute(db);
  await sql`create index participants_gone on participants (changed_at) where here = 0`.execute(db);
}

async function createRoomEvents(db: Kysely<unknown>, text: ReturnType<typeof sql>): Promise<void> {
  await db.schema
    .createTable('room_events')
    .addColumn('number', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('place', text, (column) => column.notNull())
    .addColumn('user_id', text, (column) => column.notNull())
    .addColumn('type', 'integer', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .execute();
  // Begins with the time, so that new events go to the end of the index.
  await sql`create unique index room_events_once on room_events (at_ms, place, user_id, type)`.execute(db);
}
