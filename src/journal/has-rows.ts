import { sql } from 'kysely';
import type { JournalDatabase } from './journal-database.js';

/**
 * Whether the table has any rows. What a gateway looks for by itself, again and again, asks this before it reads through `pages`: on
 * SQLite these have a thread of their own, which need not start for an empty table.
 */
export async function hasRows(
  { db }: Pick<JournalDatabase, 'db'>,
  table: 'rooms' | 'timed_targets' | 'media_instructions' | 'media_people',
): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
  return rows.length > 0;
}
