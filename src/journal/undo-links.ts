import { sql } from 'kysely';
import type { JournalPages } from './journal-database.js';

/** Of two actions: `by` undoes `undone`. */
export interface UndoLink {
  undone: string;
  by: string;
}

/**
 * So many undos of one action are told. The newest counts, unless it is refused after it was looked for. Undos of which nobody
 * knows whether they were applied can be repeated without end.
 */
const UNDOS_OF_ONE = 3;

/** The undos of each of these actions, the newest first, at most `UNDOS_OF_ONE` of each. Without refused undos. */
export async function undosOf({ db, dialect }: JournalPages, ids: readonly string[]): Promise<UndoLink[]> {
  const { rows } = await sql<UndoLink>`
    select undone, "by" from (
      select undone_id as undone, action_id as "by",
        row_number() over (partition by undone_id order by action_id desc) as place
      from undos inner join actions on actions.id = undos.action_id
      where undone_id in ${dialect.ids(ids)} and actions.status not in ('REFUSED', 'DENIED')
    ) as link
    where place <= ${sql.lit(UNDOS_OF_ONE)}
    order by "by" desc`.execute(db);
  return rows;
}

/** For each of these actions that undoes another one, unless it was refused: both ids. */
export function undoneBy({ db, dialect }: JournalPages, ids: readonly string[]): Promise<UndoLink[]> {
  return db
    .selectFrom('undos')
    .innerJoin('actions', 'actions.id', 'undos.action_id')
    .where('actions.status', 'not in', ['REFUSED', 'DENIED'])
    .where(sql<boolean>`action_id in ${dialect.ids(ids)}`)
    .select(['undone_id as undone', 'action_id as by'])
    .execute();
}
