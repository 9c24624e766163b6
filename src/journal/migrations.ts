import { type Kysely, type Migration, sql } from 'kysely';
import { createFeed } from './feed-tables.js';
import { JournalUnusable } from './journal-database.js';
import { createListOwnerIndex } from './list-owner-index.js';
import { addEnforcement, createMedia } from './media-tables.js';
import type { Dialect } from './old-actions.js';
import { orderFunction, orderTrigger } from './order-trigger.js';
import { createRoster } from './roster-tables.js';
import { createSupersededEnds } from './superseded-tables.js';
import { createTimedTargets } from './timed-target-tables.js';

/** Records which migrations a database has had. */
export const MIGRATIONS_TABLE = 'journal_migrations';

/** Throws `JournalUnusable` if a gateway with more migrations than this one has used the journal. */
export function refuseNewer(done: readonly string[], known: Record<string, Migration>): void {
  const newer = done.find((name) => !known[name]);
  if (newer === undefined) return;
  throw new JournalUnusable(
    `The journal was last used by a newer gateway, which made '${newer}'. Start that version, or a later one.`,
  );
}

/** The migrations by name. They run in the order of their names, each once. */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '2026-11-journal': { up: (db) => createJournal(db, dialect) },
    '2026-11-number': { up: (db) => addOrder(db, dialect) },
    '2026-11-str-rooms': { up: (db) => createStrRooms(db, dialect) },
    '2026-11-undos': { up: (db) => createUndos(db, dialect) },
    '2026-12-roster': { up: (db) => createRoster(db, dialect) },
    // On PostgreSQL, `list-owner-index.ts` builds it without holding up writes.
    '2026-12-searched-lists': {
      up: async (db) => {
        if (dialect === 'sqlite') await createListOwnerIndex(db);
      },
    },
    '2026-12-timed-media': { up: (db) => createMedia(db, dialect) },
    '2026-12-timed-origins': { up: (db) => createCauses(db, dialect) },
    '2026-12-timed-users': { up: (db) => createTimedTargets(db, dialect) },
    '2026-12-watched-actions': { up: (db) => createFeed(db, dialect) },
    '2026-12-whole-rooms': { up: (db) => addEnforcement(db, dialect) },
    '2026-12-witnessed-ends': { up: (db) => createSupersededEnds(db, dialect) },
  };
}

async function createJournal(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // PostgreSQL compares uuids byte by byte, as SQLite compares text. Both sort UUIDv7s by time.
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
    // Long columns come last, because SQLite need not read them to get at the columns before them.
    .addColumn('user_ids', 'text', (column) => column.notNull())
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('answer', 'text')
    .execute();
}

async function indexActions(db: Kysely<unknown>): Promise<void> {
  // `listed-ids.ts` merges runs of these indexes. The columns before the id name the run. The columns after it let a
  // query skip actions that do not match without reading the table. An action enters these indexes once it is finished.
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
    // Without a rowid, the table itself is the index of its key.
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

/**
 * While a migration waits for a lock on `actions`, every gateway that writes there waits behind it. An autovacuum of
 * the table gives way after `deadlock_timeout`, one second by default. If something else holds the lock longer, the
 * migration gives up and is tried again.
 */
const LOCK_TIMEOUT = '1200ms';

/**
 * Leaves old rows as they are: `old-actions.ts` derives their places and numbers when they are read. SQLite's rowids are
 * the numbers there.
 */
async function addOrder(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // The column is not called `place`: older gateways that run meanwhile use that name in their own queries, and it would
  // become ambiguous.
  const place = sql`alter table actions add column acts_in text`;
  if (dialect === 'sqlite') {
    await place.execute(db);
    return;
  }
  const number = sql`alter table actions add column number bigint`;
  await sql`create sequence action_number`.execute(db);
  await orderFunction().execute(db);
  await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(db);
  // These statements lock `actions`. They go in one message, so that a slow network does not prolong the lock.
  await sql.join([place, number, orderTrigger()], sql`; `).execute(db);
}

/** Locks no table that older gateways use. */
async function createStrRooms(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const rooms = db.schema
    .createTable('action_str_rooms')
    .addColumn('str_room_id', 'text', (column) => column.notNull())
    .addColumn('action_id', dialect === 'postgres' ? 'uuid' : 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('application_id', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull());
  if (dialect === 'sqlite') {
    // Without a rowid, the table itself is the index of its key.
    await rooms
      .addPrimaryKeyConstraint('action_str_rooms_key', ['str_room_id', 'action_id'])
      .modifyEnd(sql`without rowid`)
      .execute();
  } else {
    await rooms.execute();
    await db.schema
      .createIndex('action_str_rooms_by_room')
      .on('action_str_rooms')
      .columns(['str_room_id', 'action_id', 'operation', 'application_id', 'actor'])
      .execute();
  }
  await db.schema
    .createIndex('action_str_rooms_by_action')
    .unique()
    .on('action_str_rooms')
    .columns(['action_id'])
    .execute();
}

async function createUndos(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? 'uuid' : 'text';
  await db.schema
    .createTable('undos')
    .addColumn('undone_id', id, (column) => column.notNull())
    .addColumn('action_id', id, (column) => column.primaryKey().notNull())
    .execute();
  await db.schema.createIndex('undos_by_undone').on('undos').columns(['undone_id', 'action_id']).execute();
}

/** Locks no table that older gateways use. */
async function createCauses(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? 'uuid' : 'text';
  await db.schema
    .createTable('causes')
    .addColumn('action_id', id, (column) => column.primaryKey().notNull())
    .addColumn('cause_id', id, (column) => column.notNull())
    .execute();
}
