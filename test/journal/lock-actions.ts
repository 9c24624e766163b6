import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { expect, vi } from 'vitest';
import { BY_LIST_OWNER } from '../../src/journal/run-indexes.js';
import type { JournalTables } from '../../src/journal/tables.js';

const INDEXED = `select 1 from pg_index where indexrelid = to_regclass('${BY_LIST_OWNER.name}') and indisvalid`;

/**
 * Waits until a journal on PostgreSQL that was just opened has built its index, which happens in the background. The
 * index waits for other transactions, so one that locks the table of actions meanwhile can fail with "deadlock
 * detected".
 */
export function untilActionsAreIndexed(db: Kysely<JournalTables>): Promise<void> {
  return untilRow(async () => (await sql.raw(INDEXED).execute(db)).rows);
}

/** Locks the table of actions, so that nobody reads or writes it, until the returned client ends. */
export async function lockActions(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  await untilRow(async () => (await client.query(INDEXED)).rows);
  await client.query('begin; lock table actions in access exclusive mode');
  return client;
}

function untilRow(find: () => Promise<unknown[]>): Promise<void> {
  return vi.waitFor(async () => expect(await find()).toHaveLength(1), { timeout: 60_000, interval: 20 });
}
