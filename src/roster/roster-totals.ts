import { sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';

export interface RosterTotals {
  /** The closed ones included, as long as they are remembered. */
  rooms: number;
  openRooms: number;
  people: number;
}

/** It looks at each room. */
export async function readTotals({ db, pages }: JournalDatabase): Promise<RosterTotals> {
  // Pages have a thread of their own in a gateway on SQLite. It need not start for an empty roster.
  const any = await db.selectFrom('rooms').select('place').limit(1).executeTakeFirst();
  if (!any) return { rooms: 0, openRooms: 0, people: 0 };
  const { rows } = await sql<RosterTotals>`
    select count(*) as rooms, coalesce(sum(open), 0) as "openRooms", coalesce(sum(people), 0) as people from rooms
  `.execute(pages.db);
  const { rooms = 0, openRooms = 0, people = 0 } = rows[0] ?? {};
  // PostgreSQL's sum of bigints is a numeric, which comes as text.
  return { rooms: Number(rooms), openRooms: Number(openRooms), people: Number(people) };
}
