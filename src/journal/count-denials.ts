import { sql } from 'kysely';
import { firstIdAt } from './action-id.js';
import type { JournalDatabase } from './journal-database.js';

/** Counts the denials of `actor` since `time`, up to `limit`. */
export async function countDenials(
  { db }: Pick<JournalDatabase, 'db'>,
  actor: string,
  operations: readonly string[],
  time: number,
  limit: number,
): Promise<number> {
  const denials = await db
    .selectFrom('actions')
    .select('id')
    .where('actor', '=', actor)
    .where('status', '=', sql.lit('DENIED'))
    // The index holds only finished actions. The database uses it only if the query repeats the index's condition.
    .where('status', '!=', sql.lit('PENDING'))
    .where('operation', 'in', operations)
    .where('id', '>=', firstIdAt(time))
    .limit(limit)
    .execute();
  return denials.length;
}
