import { type CompiledQuery, sql } from 'kysely';
import { firstIdAt } from './action-id.js';
import { wholePlace } from './action-record.js';
import { deleteFeedBefore } from './feed-retention.js';
import type { JournalDatabase } from './journal-database.js';

const DELETED_AT_ONCE = 100;
/** Tables with at most one row for each action. */
const SIDE_TABLES = ['action_str_rooms', 'undos', 'causes', 'media_instructions'] as const;

/**
 * Deletes some of the actions that were requested before `time`, with their targets. Pending actions stay. Resolves with
 * the number deleted. 0: there are none left.
 */
export async function deleteSomeBefore(database: JournalDatabase, time: number): Promise<number> {
  const { db } = database;
  // Newer actions tell whether an end still stands, so they stay until they have been considered.
  const { checked } = await db
    .selectFrom('timed_targets')
    .select((row) => row.fn.min('checked_at').as('checked'))
    .executeTakeFirstOrThrow();
  const before = Math.min(time, checked ?? time);
  const places = await deleteFeedBefore(database, before);
  return (await deleteSome(database, before)) || places;
}

async function deleteSome(database: JournalDatabase, time: number): Promise<number> {
  const { db, rowsOf } = database;
  const old = await db
    .selectFrom('actions')
    .select(['id', 'user_ids', 'acts_in'])
    .where('id', '<', firstIdAt(time))
    .where('status', '!=', 'PENDING')
    // Everything that was done about a person, undos and ends too, decides whether a restriction stands whose time is not over.
    .where(sql<boolean>`not exists (select 1 from media_instructions as standing
      where standing.place = actions.acts_in and standing.counts = 1
        and standing.ends_at is not null and standing.ended_at is null
        and (standing.user_id in (select value from ${rowsOf(sql.ref('actions.user_ids'))})
          or (standing.user_id = '' and actions.user_ids = '[]')))`)
    .orderBy('id')
    .limit(DELETED_AT_ONCE)
    .execute();
  if (old.length === 0) return deleteLeftBehind(database, firstIdAt(time));
  const ids = old.map(({ id }) => id);
  await database.write([
    ...old.map((action) => deleteTargets(database, action)),
    db.deleteFrom('action_str_rooms').where('action_id', 'in', ids).compile(),
    db
      .deleteFrom('undos')
      .where((row) => row.or([row('undone_id', 'in', ids), row('action_id', 'in', ids)]))
      .compile(),
    // An action stays automatic when its cause is deleted.
    db.deleteFrom('causes').where('action_id', 'in', ids).compile(),
    db.deleteFrom('media_instructions').where('action_id', 'in', ids).compile(),
    db.deleteFrom('media_progress').where('action_id', 'in', ids).compile(),
    db.deleteFrom('actions').where('id', 'in', ids).compile(),
  ]);
  return ids.length;
}

/**
 * Deletes some rows of actions before this id that were deleted by a gateway that does not know these tables. It can share
 * PostgreSQL with this one while gateways are replaced. Resolves with the number deleted.
 */
async function deleteLeftBehind(database: JournalDatabase, before: string): Promise<number> {
  const { db } = database;
  const without = (table: (typeof SIDE_TABLES)[number]) =>
    db
      .selectFrom(table)
      .select('action_id')
      .where('action_id', '<', before)
      .where(
        sql<boolean>`not exists (select 1 from actions where actions.id = ${sql.ref(`${table}.action_id`)})`,
      )
      .orderBy('action_id')
      .limit(DELETED_AT_ONCE);
  // They are looked for first, because there hardly ever are any, and a write takes a commit.
  const found = await Promise.all(SIDE_TABLES.map((table) => without(table).execute()));
  if (found.every((rows) => rows.length === 0)) return 0;
  const deleted = await database.write(
    SIDE_TABLES.map((table) => db.deleteFrom(table).where('action_id', 'in', without(table)).compile()),
  );
  return deleted.reduce((sum, rows) => sum + rows, 0);
}

interface OldRow {
  id: string;
  user_ids: string;
  acts_in: string | null;
}

function deleteTargets({ db, rowsOf }: JournalDatabase, { id, user_ids, acts_in }: OldRow): CompiledQuery {
  const targets = user_ids === '[]' ? JSON.stringify([wholePlace(acts_in ?? '')]) : user_ids;
  return db
    .deleteFrom('action_targets')
    .where('action_id', '=', id)
    .where('user_id', 'in', sql<string>`(select value from ${rowsOf(targets)})`)
    .compile();
}
