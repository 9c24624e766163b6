import { type Kysely, sql } from 'kysely';
import type { Dialect } from './old-actions.js';
import { FEED, LOCK_CLASS } from './place-locks.js';

/**
 * How actions were over before they were corrected: another gateway had taken theirs for dead. So the feed shows an end as it was
 * at its place. Triggers write the rows, and hardly ever: an action that is not corrected has none.
 */
export interface SupersededEndsTable {
  action_id: string;
  /** The last place of the feed at which the action was as it is here. */
  up_to: number;
  status: string;
  answer: string | null;
  vendor_code: string | null;
  vendor_request_ids: string;
  attempts: number;
  duration_ms: number | null;
  finished_at: number | null;
  recovered: number;
}

/** What the end of an action sets, and a correction sets anew. */
export const OUTCOME = [
  'status',
  'answer',
  'vendor_code',
  'vendor_request_ids',
  'attempts',
  'duration_ms',
  'finished_at',
  'recovered',
] as const;

/** How long the new trigger waits for others that use `actions`. Whoever comes behind it waits as long. */
const LOCK_TIMEOUT = '1200ms';

export async function createSupersededEnds(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('superseded_ends')
    .addColumn('action_id', dialect === 'postgres' ? 'uuid' : 'text', (column) => column.notNull())
    .addColumn('up_to', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('vendor_code', 'text')
    .addColumn('vendor_request_ids', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('duration_ms', 'integer')
    .addColumn('finished_at', 'bigint')
    .addColumn('recovered', 'integer', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addPrimaryKeyConstraint('superseded_ends_key', ['action_id', 'up_to'])
    .execute();
  await (dialect === 'sqlite' ? triggerOnSqlite(db) : triggerOnPostgres(db));
}

const columns = OUTCOME.join(', ');
const corrected = "old.status <> 'PENDING'";

/** Before the update, so that the row is still what it was, and the feed does not have the correction's place yet. */
async function triggerOnSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create trigger end_superseded before update of status on actions when ${sql.raw(corrected)} begin
      insert into superseded_ends (action_id, up_to, ${sql.raw(columns)})
        select id, (select max(place) from feed), ${sql.raw(columns)} from actions where id = new.id
        on conflict do nothing;
    end`.execute(db);
}

/**
 * Deferred, as the triggers of the feed are, and before them: PostgreSQL calls the triggers of one change in the order of their
 * names. Under the feed's lock, all places up to the sequence's last value can be read, and no greater one is given yet.
 */
async function triggerOnPostgres(db: Kysely<unknown>): Promise<void> {
  const before = OUTCOME.map((column) => `old.${column}`).join(', ');
  await sql`create function keep_superseded_end() returns trigger language plpgsql as ${sql.raw(`$$
    begin
      perform pg_advisory_xact_lock(${LOCK_CLASS}, ${FEED});
      insert into superseded_ends (action_id, up_to, ${columns})
        values (old.id, (select last_value from feed_place), ${before})
        on conflict do nothing;
      return null;
    end $$`)}`.execute(db);
  await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(db);
  await sql`create constraint trigger end_superseded after update of status on actions deferrable initially deferred
    for each row when (${sql.raw(corrected)}) execute function keep_superseded_end()`.execute(db);
}
