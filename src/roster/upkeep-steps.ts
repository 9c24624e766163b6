import { type CompiledQuery, sql } from 'kysely';
import type { JournalDatabase, ReadRows } from '../journal/journal-database.js';
import type { RoomsTable } from '../journal/roster-tables.js';
import { knownRoom, rowOfRoom } from './known-room.js';
import { firstKeyAt } from './registers.js';
import { lapsed, QUIET_MS } from './room-state.js';
import { type RosterTables, writeRooms } from './roster-rows.js';

/** Small, so that a batch hardly delays events. */
const AT_ONCE = 200;
/**
 * How long an event is remembered after it came, to recognise its repeats, and somebody who left, so that a late event does
 * not bring them back. The vendor sends an event again until it is a minute old.
 */
const REMEMBERED_MS = 15 * 60 * 1000;
/** How long a closed room is remembered after it was last heard of: a day longer than a quiet room is open. */
const CLOSED_ROOM_KEPT_MS = 2 * QUIET_MS;

type Step = (tables: RosterTables, read: ReadRows, now: number) => Promise<CompiledQuery[]>;

/** Does the first step that finds something to do. Resolves with whether one did. */
export function sweepOnce(database: JournalDatabase, tables: RosterTables, now: number): Promise<boolean> {
  return database.inTurn(async (read) => {
    for (const step of STEPS) {
      const queries = await step(tables, read, now);
      if (queries.length > 0) return { queries, result: true };
    }
    return { queries: [], result: false };
  });
}

/** Events whose repeats no longer come. The newest stays, because the next number follows from it. */
const forgetEvents: Step = async ({ db }, read, now) => {
  const [found] = await read(
    sql<{ last: number | null }>`select max(number) as last from (
      select number from room_events
      where received_at < ${now - REMEMBERED_MS} and number < (select max(number) from room_events)
      order by number limit ${AT_ONCE}) as old`.compile(db),
  );
  const last = found?.last;
  if (last === undefined || last === null) return [];
  return [
    sql`delete from room_events where number <= ${last} and received_at < ${now - REMEMBERED_MS}`.compile(db),
  ];
};

/** People who left. The room remembers that it forgot somebody. */
const forgetGone: Step = async ({ db }, read, now) => {
  const gone = await read(
    sql<{ place: string; user_id: string; newest: number }>`
      select place, user_id, case when gone > seen then gone else seen end as newest from participants
      where here = 0 and changed_at < ${now - REMEMBERED_MS} order by changed_at limit ${AT_ONCE}`.compile(
      db,
    ),
  );
  return removal(db, gone);
};

/** People of whom a dismissal of the room says that they are gone. */
const sweepErased: Step = async ({ db }, read, now) => {
  const [room] = await read(
    sql<Pick<RoomsTable, 'place' | 'erased'>>`select place, erased from rooms
      where swept < erased and erased < ${firstKeyAt(now - REMEMBERED_MS)} order by erased limit 1`.compile(
      db,
    ),
  );
  if (!room) return [];
  const { place, erased } = room;
  const stale = await read(
    sql<{ place: string; user_id: string; newest: number }>`
      select place, user_id, seen as newest from participants
      where place = ${place} and here = 1 and seen <= ${erased} limit ${AT_ONCE}`.compile(db),
  );
  if (stale.length > 0) return removal(db, stale);
  return [sql`update rooms set swept = erased where place = ${place}`.compile(db)];
};

/** Closes rooms of which nothing was heard for a day. */
const closeQuiet: Step = async (tables, read, now) => {
  const quiet = await read(
    sql<RoomsTable>`select * from rooms
      where heard_at < ${now - QUIET_MS} and (open = 1 or people > 0)
      order by heard_at limit ${AT_ONCE}`.compile(tables.db),
  );
  const closed = quiet.map((row) => {
    const room = knownRoom(row);
    room.registers = lapsed(room.registers);
    room.counts = { people: 0, members: 0, publishers: 0 };
    // Nobody of a closed room counts, so its twin makes no difference.
    return { ...rowOfRoom(room, undefined), open: 0 };
  });
  return writeRooms(tables, closed);
};

/** Closed rooms, once all their people are forgotten. */
const forgetRooms: Step = async ({ db }, read, now) => {
  const old = await read(
    sql<{ place: string }>`select place from rooms
      where open = 0 and heard_at < ${now - CLOSED_ROOM_KEPT_MS}
        and not exists (select 1 from participants where participants.place = rooms.place)
      order by heard_at limit ${AT_ONCE}`.compile(db),
  );
  return old.map(({ place }) => sql`delete from rooms where place = ${place}`.compile(db));
};

const STEPS: readonly Step[] = [forgetEvents, forgetGone, sweepErased, closeQuiet, forgetRooms];

function removal(
  db: RosterTables['db'],
  people: readonly { place: string; user_id: string; newest: number }[],
): CompiledQuery[] {
  const newest = new Map<string, number>();
  for (const person of people) {
    newest.set(person.place, Math.max(newest.get(person.place) ?? 0, person.newest));
  }
  return [
    ...[...newest].map(([place, key]) =>
      sql`update rooms set purged = ${key} where place = ${place} and purged < ${key}`.compile(db),
    ),
    ...people.map(({ place, user_id }) =>
      sql`delete from participants where place = ${place} and user_id = ${user_id}`.compile(db),
    ),
  ];
}
