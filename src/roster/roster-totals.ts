import { sql } from 'kysely';
import { hasRows } from '../journal/has-rows.js';
import type { JournalDatabase } from '../journal/journal-database.js';

export interface RosterTotals {
  /** The closed ones included, as long as they are remembered. */
  rooms: number;
  openRooms: number;
  people: number;
}

/** It looks at each room. */
export async function readTotals(database: JournalDatabase): Promise<RosterTotals> {
  if (!(await hasRows(database, 'rooms'))) return { rooms: 0, openRooms: 0, people: 0 };
  const { rows } = await sql<RosterTotals>`
    select count(*) as rooms, coalesce(sum(open), 0) as "openRooms", coalesce(sum(people), 0) as people from rooms
  `.execute(database.pages.db);
  const { rooms = 0, openRooms = 0, people = 0 } = rows[0] ?? {};
  // PostgreSQL's sum of bigints is a numeric, which comes as text.
  return { rooms: Number(rooms), openRooms: Number(openRooms), people: Number(people) };
}
