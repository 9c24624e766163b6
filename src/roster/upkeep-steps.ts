import { type CompiledQuery, sql } from 'kysely';
import type { JournalDatabase, ReadRows } from '../journal/journal-database.js';
import type { ParticipantsTable, RoomsTable } from '../journal/roster-tables.js';
import { knownRoom } from './known-room.js';
import { firstKeyAt } from './registers.js';
import { RoomBatch } from './room-batch.js';
import { QUIET_MS } from './room-state.js';
import { placesOf, purgeRooms, type RosterTables, removePeople } from './roster-rows.js';

/**
 * How much a step does at once. Small, so that it hardly delays events and actions, and enough to keep pace with some
 * thousand events a second at the pauses of `RosterUpkeep`.
 */
const EVENTS_AT_ONCE = 500;
const PEOPLE_AT_ONCE = 500;
const ROOMS_AT_ONCE = 200;
/**
 * How long an event is remembered after it came, to recognise its repeats; somebody who left, so that a late event does not
 * bring them back; and a closed room. The vendor sends an event again until it is a minute old.
 */
const REMEMBERED_MS = 15 * 60 * 1000;

export interface SweepOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** How many closed rooms there are beyond those that the roster may remember. */
  excessRooms: number;
}

export interface Swept {
  /** Whether there may be more to do. */
  more: boolean;
  /** How many rooms are no longer in the table. */
  rooms: number;
}

type StepResult = { queries: CompiledQuery[]; more: boolean; rooms?: number };
type Step = (tables: RosterTables, read: ReadRows, options: SweepOptions) => Promise<StepResult>;

const NOTHING: StepResult = { queries: [], more: false };

/** Does a little of each step, in turns of their own. */
export async function sweepOnce(
  database: JournalDatabase,
  tables: RosterTables,
  options: SweepOptions,
): Promise<Swept> {
  const swept = { more: false, rooms: 0 };
  for (const step of STEPS) {
    const { more, rooms = 0 } = await database.inTurn(async (read) => {
      const result = await step(tables, read, options);
      return { queries: result.queries, result };
    });
    swept.more ||= more;
    swept.rooms += rooms;
  }
  return swept;
}

/** Events whose repeats no longer come. The newest stays, because the next number follows from it. */
const forgetEvents: Step = async ({ db }, read, { now }) => {
  const oldest = await read(
    sql<{ number: number; received_at: number }>`select number, received_at from room_events
      order by number limit ${EVENTS_AT_ONCE + 1}`.compile(db),
  );
  // Those from the future came before the clock was set back.
  const firstKept = oldest.findIndex(({ received_at }) => Math.abs(now - received_at) <= REMEMBERED_MS);
  const old = oldest.slice(0, firstKept === -1 ? -1 : firstKept);
  const last = old.at(-1)?.number;
  if (last === undefined) return NOTHING;
  const queries = [sql`delete from room_events where number <= ${last}`.compile(db)];
  return { queries, more: old.length === EVENTS_AT_ONCE };
};

/** People who left. The room remembers that it forgot somebody. */
const forgetGone: Step = async (tables, read, { now }) => {
  const gone = await read(
    sql<Pick<ParticipantsTable, 'place' | 'user_id'> & { newest: number }>`
      select place, user_id, case when gone > seen then gone else seen end as newest from participants
      where here = 0 and changed_at < ${now - REMEMBERED_MS} order by changed_at limit ${PEOPLE_AT_ONCE}`.compile(
      tables.db,
    ),
  );
  const newest = new Map<string, number>();
  for (const person of gone) {
    newest.set(person.place, Math.max(newest.get(person.place) ?? 0, person.newest));
  }
  const purged = [...newest].map(([place, purged]) => ({ place, purged }));
  return {
    queries: [...purgeRooms(tables, purged), ...removePeople(tables, gone)],
    more: gone.length === PEOPLE_AT_ONCE,
  };
};

/** People of whom a dismissal of the room says that they are gone. From then on, it is judged for good. */
const sweepErased: Step = async (tables, read, { now }) => {
  const { db } = tables;
  const rooms = await read(
    sql<Pick<RoomsTable, 'place'>>`select place from rooms
      where swept < erased and erased < ${firstKeyAt(now - REMEMBERED_MS)}
      order by erased limit ${ROOMS_AT_ONCE}`.compile(db),
  );
  if (rooms.length === 0) return NOTHING;
  const given = placesOf(
    tables,
    rooms.map(({ place }) => place),
  );
  const stale = await read(
    sql<Pick<ParticipantsTable, 'place' | 'user_id'>>`select participants.place, participants.user_id
      from ${given} join rooms on rooms.place = given.place
        join participants on participants.place = rooms.place and participants.seen <= rooms.erased
      where participants.here = 1 limit ${PEOPLE_AT_ONCE}`.compile(db),
  );
  const queries = removePeople(tables, stale);
  if (stale.length === PEOPLE_AT_ONCE) return { queries, more: true };
  queries.push(
    sql`update rooms set swept = erased, dismissed = case when dismissed > erased then dismissed else erased end
      where place in (select place from ${given})`.compile(db),
  );
  return { queries, more: rooms.length === ROOMS_AT_ONCE };
};

/** Closes rooms of which nothing was heard for a day. */
const closeQuiet: Step = async (tables, read, { now }) => {
  const quiet = await read(
    sql<RoomsTable>`select * from rooms
      where heard_at < ${now - QUIET_MS} and (open = 1 or people > 0)
      order by heard_at limit ${ROOMS_AT_ONCE}`.compile(tables.db),
  );
  if (quiet.length === 0) return NOTHING;
  const batch = new RoomBatch(tables, now);
  await batch.load(
    read,
    quiet.map(knownRoom).map(({ applicationId, name }) => ({ applicationId, room: name })),
  );
  for (const { place } of quiet) batch.lapse(place);
  await batch.settle(read);
  return { queries: batch.writes(), more: quiet.length === ROOMS_AT_ONCE };
};

/** Closed rooms in which nobody is, with all that is remembered of their people. */
const forgetRooms: Step = async (tables, read, { now, excessRooms }) => {
  const { db } = tables;
  const old = await read(
    sql<Pick<RoomsTable, 'place' | 'heard_at'>>`select place, heard_at from rooms
      where open = 0 and people = 0 order by heard_at limit ${ROOMS_AT_ONCE}`.compile(db),
  );
  const rooms = old.filter(({ heard_at }, index) => heard_at < now - REMEMBERED_MS || index < excessRooms);
  if (rooms.length === 0) return NOTHING;
  const given = placesOf(
    tables,
    rooms.map(({ place }) => place),
  );
  const people = await read(
    sql<Pick<ParticipantsTable, 'place' | 'user_id'>>`select participants.place, participants.user_id
      from ${given} join participants on participants.place = given.place limit ${PEOPLE_AT_ONCE}`.compile(
      db,
    ),
  );
  const queries = removePeople(tables, people);
  if (people.length === PEOPLE_AT_ONCE) return { queries, more: true };
  queries.push(sql`delete from rooms where place in (select place from ${given})`.compile(db));
  return { queries, more: rooms.length === ROOMS_AT_ONCE, rooms: rooms.length };
};

const STEPS: readonly Step[] = [forgetEvents, closeQuiet, forgetRooms, forgetGone, sweepErased];
