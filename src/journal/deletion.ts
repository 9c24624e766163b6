import { type CompiledQuery, sql } from 'kysely';
import { firstIdAt } from './action-id.js';
import type { JournalDatabase } from './journal-database.js';
import { oldAction } from './old-actions.js';

const DELETED_AT_ONCE = 100;

/** An old action is normally the first on its targets. It can be further on only if clocks differed widely. */
const LOOKED_AT = 1_000;

/**
 * Deletes some of the actions that were requested before `time`, with their rows in other tables. Pending actions stay.
 * Resolves with the number deleted.
 */
export async function deleteSomeBefore(database: JournalDatabase, time: number): Promise<number> {
  const { db, pages } = database;
  const { place, number } = oldAction('actions', pages.dialect.name);
  const old = await db
    .selectFrom('actions')
    .select(['id', 'user_ids'])
    .select([
      sql<string | null>`coalesce(acts_in, ${place})`.as('place'),
      // `order-backfill.ts` gives such an action this number, or will do so.
      sql<number | null>`case when acts_in is null then ${number} end`.as('number'),
    ])
    .where('id', '<', firstIdAt(time))
    .where('status', '!=', 'PENDING')
    .orderBy('id')
    .limit(DELETED_AT_ONCE)
    .execute();
  if (old.length === 0) return 0;
  const ids = old.map(({ id }) => id);
  await database.write([
    ...old.flatMap((action) => [deleteTargets(database, action), deleteOrder(database, action)]),
    db.deleteFrom('action_str_rooms').where('action_id', 'in', ids).compile(),
    db.deleteFrom('actions').where('id', 'in', ids).compile(),
  ]);
  return ids.length;
}

interface OldRow {
  id: string;
  user_ids: string;
  place: string | null;
  number: number | null;
}

function deleteTargets({ db, rowsOf }: JournalDatabase, { id, user_ids }: OldRow): CompiledQuery {
  return db
    .deleteFrom('action_targets')
    .where('action_id', '=', id)
    .where('user_id', 'in', sql<string>`(select value from ${rowsOf(user_ids)})`)
    .compile();
}

function deleteOrder({ db, rowsOf }: JournalDatabase, action: OldRow): CompiledQuery {
  const { id, place } = action;
  const users =
    action.user_ids === '[]'
      ? sql`(select '' as value)`
      : sql`(select value from ${rowsOf(action.user_ids)})`;
  const number =
    action.number === null
      ? sql`(select number from (
          select number, action_id from action_order
          where place = ${place} and user_id = target.value order by number limit ${sql.lit(LOOKED_AT)}
        ) as first where action_id = ${id} limit 1)`
      : sql`cast(${action.number} as bigint)`;
  return db
    .deleteFrom('action_order')
    .where('place', '=', place)
    .where('action_id', '=', id)
    .where(sql<boolean>`(user_id, number) in (select target.value, ${number} from ${users} as target)`)
    .compile();
}
