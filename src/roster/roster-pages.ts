import { type RawBuilder, sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';
import type { ParticipantsTable, RoomsTable } from '../journal/roster-tables.js';
import type { RoomName } from '../values/room-name.js';
import type { RoomRole } from '../vendors/calling/room-event.js';
import { registersOf } from './known-room.js';
import { type Presence, presenceOf, roleNumber } from './registers.js';
import { openedAt } from './room-state.js';

/** A room as readers see it. Times are in milliseconds since the epoch. */
export interface ListedRoom {
  place: string;
  applicationId: number;
  name: RoomName;
  isOpen: boolean;
  openedAt: number | undefined;
  knownSince: number;
  members: number;
  publishers: number;
  /** Events up to this key say nothing of people any more. */
  erased: number;
}

export interface ListedPerson extends Presence {
  userId: string;
}

/** Where a page of rooms begins: after the room with these. */
export interface RoomPosition {
  knownSince: number;
  place: string;
}

export interface RoomsRequest {
  applicationId: number;
  /** Only rooms of this kind, or these. */
  among: readonly ('numeric' | 'string' | { readonly places: readonly string[] })[];
  after?: RoomPosition | undefined;
  count: number;
}

export interface PeopleRequest {
  room: Pick<ListedRoom, 'place' | 'erased'>;
  publishing?: boolean | undefined;
  /** Null: nobody knows the role. */
  role?: RoomRole | null | undefined;
  userIdPrefix?: string | undefined;
  /** The id of the user before. */
  after?: string | undefined;
  count: number;
}

/** Undefined if nothing is known of the room. */
export async function findRoom({ db }: JournalPages, place: string): Promise<ListedRoom | undefined> {
  const row = await db
    .selectFrom('rooms')
    .selectAll()
    .where('place', '=', place)
    .where('active', '>', 0)
    .executeTakeFirst();
  return row && listedRoom(row);
}

/** The open rooms, the newest first. */
export async function listRooms(
  pages: JournalPages,
  { applicationId, among, after, count }: RoomsRequest,
): Promise<ListedRoom[]> {
  const { db } = pages;
  const lists = await Promise.all(
    among.map((kind) => {
      let query = db
        .selectFrom('rooms')
        .selectAll()
        .where('application_id', '=', applicationId)
        // The database uses the index of open rooms only if the number is part of the statement.
        .where('open', '=', sql.lit(1));
      if (kind === 'numeric') query = query.where('room_id', 'is not', null);
      else if (kind === 'string') query = query.where('str_room_id', 'is not', null);
      else
        query = query.where(sql<boolean>`place in (select value from ${pages.dialect.texts(kind.places)})`);
      if (after) {
        query = query.where(sql<boolean>`(known_since, place) < (${after.knownSince}, ${after.place})`);
      }
      return query.orderBy('known_since', 'desc').orderBy('place', 'desc').limit(count).execute();
    }),
  );
  return lists.flat().map(listedRoom).sort(newestFirst).slice(0, count);
}

/** Who is in a room, by their ids. */
export async function listPeople(
  { db }: JournalPages,
  { room, publishing, role, userIdPrefix, after, count }: PeopleRequest,
): Promise<ListedPerson[]> {
  const conditions: RawBuilder<unknown>[] = [
    sql`place = ${room.place}`,
    sql`here = 1`,
    sql`seen > ${room.erased}`,
    ...(publishing === undefined ? [] : [publishing ? sql`publishes = 1` : sql`publishes = 0`]),
    ...(role === undefined ? [] : [sql`role_now = ${roleNumber(role ?? undefined)}`]),
    ...(after === undefined ? [] : [sql`user_id > ${after}`]),
    // No id that begins so comes after this text: it ends with the last character there is.
    ...(userIdPrefix ? [sql`user_id >= ${userIdPrefix}`, sql`user_id < ${`${userIdPrefix}\u{10ffff}`}`] : []),
  ];
  const { rows } = await sql<ParticipantsTable>`select * from participants
    where ${sql.join(conditions, sql` and `)} order by user_id limit ${count}`.execute(db);
  return rows.flatMap((row) => {
    const presence = presenceOf(registersOf(row), room.erased);
    return presence ? [{ userId: row.user_id, ...presence }] : [];
  });
}

function newestFirst(a: ListedRoom, b: ListedRoom): number {
  return b.knownSince - a.knownSince || (a.place < b.place ? 1 : -1);
}

function listedRoom(row: RoomsTable): ListedRoom {
  const { place, application_id, room_id, str_room_id, created, erased, open } = row;
  return {
    place,
    applicationId: application_id,
    name: str_room_id === null ? { roomId: room_id ?? 0 } : { strRoomId: str_room_id },
    isOpen: open === 1,
    openedAt: openedAt(created, erased),
    knownSince: row.known_since,
    members: row.members,
    publishers: row.publishers,
    erased,
  };
}
