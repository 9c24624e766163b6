import { type Kysely, type Migration, sql } from 'kysely';
import { JournalUnusable } from './journal-database.js';
import type { Dialect } from './old-actions.js';
import { orderFunctions, orderTriggers } from './order-triggers.js';

/** Where it is noted which migrations a database has had. */
export const MIGRATIONS_TABLE = 'journal_migrations';

/** Throws `JournalUnusable` where a gateway has used the journal that knew more migrations than this one. */
export function refuseNewer(done: readonly string[], known: Record<string, Migration>): void {
  const newer = done.find((name) => !known[name]);
  if (newer === undefined) return;
  throw new JournalUnusable(
    `The journal was last used by a newer gateway, which made '${newer}'. Start that version, or a later one.`,
  );
}

/** By name; they run in the order of their names, each once. */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '2026-11-journal': { up: (db) => createJournal(db, dialect) },
    '2026-11-order': { up: (db) => createOrder(db, dialect) },
  };
}

async function createJournal(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // PostgreSQL compares uuids byte by byte, as SQLite does text: both sort UUIDv7s by time.
  const id = dialect === 'postgres' ? 'uuid' : 'text';
  await createActions(db, id);
  await indexActions(db);
  await createTargets(db, id, dialect);
  if (dialect === 'postgres') {
    await db.schema
      .createTable('shared_quotas')
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .execute();
  }
}

async function createActions(db: Kysely<unknown>, id: 'uuid' | 'text'): Promise<void> {
  await db.schema
    .createTable('actions')
    .ifNotExists()
    .addColumn('id', id, (column) => column.primaryKey().notNull())
    .addColumn('requested_at', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('application_id', 'bigint', (column) => column.notNull())
    .addColumn('room_id', 'bigint')
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'bigint')
    .addColumn('lease_owner', 'text')
    .addColumn('finished_at', 'bigint')
    .addColumn('duration_ms', 'integer')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('recovered', 'integer', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('list_owner_id', 'text')
    .addColumn('idempotency_key', 'text')
    .addColumn('held_key', 'text')
    .addColumn('input_digest', 'text')
    .addColumn('vendor_code', 'text')
    .addColumn('reason', 'text')
    .addColumn('vendor_request_ids', 'text', (column) => column.notNull())
    // What can be long comes last: SQLite need not read it to get at the rest.
    .addColumn('user_ids', 'text', (column) => column.notNull())
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('answer', 'text')
    .execute();
}

async function indexActions(db: Kysely<unknown>): Promise<void> {
  // What `action-pages.ts` merges: what a run has in common, then the id that it is in the order of, then what else may
  // be asked for, so that an action that does not fit need not be read. An action gets there once it is over.
  const runs = {
    status: ['status', 'operation', 'id'],
    application: ['application_id', 'status', 'operation', 'id'],
    actor: ['actor', 'status', 'operation', 'id', 'application_id'],
    room: ['room_id', 'id', 'status', 'operation', 'actor', 'application_id'],
  };
  for (const [name, columns] of Object.entries(runs)) {
    await db.schema
      .createIndex(`actions_by_${name}`)
      .ifNotExists()
      .on('actions')
      .columns(columns)
      .where(sql.ref('status'), '!=', sql.lit('PENDING'))
      .execute();
  }
  await db.schema
    .createIndex('actions_by_held_key')
    .ifNotExists()
    .unique()
    .on('actions')
    .columns(['actor', 'operation', 'held_key'])
    .where(sql.ref('held_key'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('actions_pending')
    .ifNotExists()
    .on('actions')
    .columns(['id'])
    .where(sql.ref('status'), '=', sql.lit('PENDING'))
    .execute();
}

async function createTargets(db: Kysely<unknown>, id: 'uuid' | 'text', dialect: Dialect): Promise<void> {
  const targets = db.schema
    .createTable('action_targets')
    .ifNotExists()
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('action_id', id, (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('application_id', 'bigint', (column) => column.notNull())
    .addColumn('room_id', 'bigint')
    .addColumn('actor', 'text', (column) => column.notNull());
  if (dialect === 'sqlite') {
    // The whole table is its key's index.
    await targets
      .addPrimaryKeyConstraint('action_targets_key', ['user_id', 'action_id'])
      .modifyEnd(sql`without rowid`)
      .execute();
  } else {
    await targets.execute();
    await db.schema
      .createIndex('action_targets_by_user')
      .ifNotExists()
      .on('action_targets')
      .columns(['user_id', 'action_id', 'operation', 'application_id', 'room_id', 'actor'])
      .execute();
  }
}

/** Comes after the id of every action. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Waiting for a lock on `actions`, a migration holds up all gateways that write there. An autovacuum of the table gives
 * way after `deadlock_timeout`, a second by default; for whatever holds the lock longer the migration does not wait, and
 * is tried again.
 */
const LOCK_TIMEOUT = '1200ms';

/** Old rows are not touched: `order-backfill.ts` puts them in order while the gateway serves. */
async function createOrder(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const order = db.schema
    .createTable('action_order')
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('action_id', dialect === 'postgres' ? 'uuid' : 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('action_order_key', ['place', 'user_id', 'number', 'action_id']);
  await (dialect === 'sqlite' ? order.modifyEnd(sql`without rowid`) : order).execute();
  await db.schema
    .createTable('action_order_backfill')
    .addColumn('before_id', dialect === 'postgres' ? 'uuid' : 'text', (column) => column.notNull())
    .execute();
  if (dialect === 'postgres') {
    await sql`create sequence action_order_number`.execute(db);
    for (const statement of orderFunctions()) await statement.execute(db);
    await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(db);
  }
  const changes = [
    // Queries of gateways that run meanwhile have names of their own beside the table's, 'place' among them.
    sql`alter table actions add column acts_in text`,
    sql`insert into action_order_backfill (before_id)
      select ${sql.lit(LAST_ID)}${dialect === 'postgres' ? sql`::uuid` : sql``} where exists (select 1 from actions)`,
  ];
  if (dialect === 'sqlite') {
    for (const change of changes) await change.execute(db);
    return;
  }
  // From here on nobody else can use `actions`. In one message, so that a slow network does not prolong that.
  await sql.join([...changes, ...orderTriggers()], sql`; `).execute(db);
}
