import { sql } from 'kysely';
import type { JournalPages } from './journal-database.js';

/** Failed undos of one action can be many. */
const MOST_UNDOS = 1_000;

/** For each of `ids` that is undone by an action, or undoes one: both ids, the newest first. Without refused undos. */
export async function undosAmong(
  { db, dialect }: JournalPages,
  ids: readonly string[],
): Promise<{ undone: string; by: string }[]> {
  const among = (column: 'undone_id' | 'action_id') =>
    sql<boolean>`${sql.ref(column)} in ${dialect.ids(ids)}`;
  return db
    .selectFrom('undos')
    .innerJoin('actions', 'actions.id', 'undos.action_id')
    .where('actions.status', 'not in', ['REFUSED', 'DENIED'])
    .select(['undone_id as undone', 'action_id as by'])
    .where((row) => row.or([among('undone_id'), among('action_id')]))
    .orderBy('action_id', 'desc')
    .limit(MOST_UNDOS)
    .execute();
}
