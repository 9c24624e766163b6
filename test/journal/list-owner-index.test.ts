import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { listedActions } from './listed-actions.js';

const APPLIED = {
  status: 'APPLIED',
  answer: '{}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
} as const;
const INDEX = 'actions_by_list_owner';
const WAIT = { timeout: 60_000, interval: 50 };
const ids = new ActionIds(Date.now);

let server: PostgresServer;
let database: JournalDatabase;
let journal: Journal;

async function open(): Promise<void> {
  database = await openPostgres(server.url, () => {});
  journal = new Journal(database, 'gateway', Date.now);
}

/** Records an action on somebody's list. */
async function change(listOwnerId: string): Promise<string> {
  const id = ids.next();
  const place = `list/1/${listOwnerId}/0`;
  const intent = { id, requestId: 'request', actor: 'moderator', operation: 'ADD_TO_BLACKLIST', place };
  await journal.begin({ ...intent, applicationId: 1, listOwnerId, userIds: ['7'], input: '{}' }, 60_000);
  await journal.end(id, APPLIED);
  return id;
}

const onList = async (listOwnerId: string) =>
  (await listedActions(journal, { listOwnerId })).map(({ id }) => id);

async function isUsable(): Promise<boolean | undefined> {
  const found = sql<{ usable: boolean }>`
    select indisvalid as usable from pg_index where indexrelid = to_regclass(${INDEX})`;
  return (await found.execute(database.db)).rows[0]?.usable;
}

const untilUsable = () => vi.waitFor(async () => expect(await isUsable()).toBe(true), WAIT);

beforeAll(async () => {
  server = await startPostgres();
  await open();
});
afterAll(async () => {
  await database.close();
  await server.remove();
});

describe('the index by list owner on PostgreSQL', { timeout: 120_000 }, () => {
  it('is read for the actions on one list', async () => {
    await untilUsable();
    const id = await change('10001');
    expect(await onList('10001')).toEqual([id]);
    const scans = sql<{ scans: number }>`
      select idx_scan as scans from pg_stat_user_indexes where indexrelname = ${INDEX}`;
    await vi.waitFor(async () => {
      expect((await scans.execute(database.db)).rows[0]?.scans).toBeGreaterThan(0);
    }, WAIT);
  });

  it('is built while actions are recorded and read, although an old transaction delays it', async () => {
    const before = await change('20001');
    await database.close();
    const other = new pg.Client({ connectionString: server.url });
    await other.connect();
    await other.query(`drop index ${INDEX}`);
    // An open transaction that has read and written the table, as a long report has.
    await other.query('begin isolation level repeatable read');
    await other.query("update actions set request_id = 'other' where list_owner_id = '10001'");
    await open();
    await vi.waitFor(async () => expect(await isUsable()).toBe(false), WAIT);
    const during = await change('20001');
    expect(await onList('20001')).toEqual([during, before]);
    expect(await isUsable()).toBe(false);
    // Longer than a statement of the gateway may take.
    await setTimeout(4_500);
    await other.query('commit');
    await other.end();
    await untilUsable();
    const after = await change('20001');
    expect(await onList('20001')).toEqual([after, during, before]);
  });

  it('is built anew if an earlier attempt was interrupted', async () => {
    await database.close();
    const other = new pg.Client({ connectionString: server.url });
    await other.connect();
    await other.query(`drop index ${INDEX}`);
    const holder = new pg.Client({ connectionString: server.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query("update actions set request_id = 'held' where list_owner_id = '10001'");
    await other.query("set statement_timeout = '500ms'");
    const building = other.query(`create index concurrently ${INDEX} on actions (list_owner_id, id)`);
    await expect(building).rejects.toThrow('statement timeout');
    await holder.query('rollback');
    await Promise.all([holder.end(), other.end()]);
    await open();
    await untilUsable();
    const { rows } = await sql<{ definition: string }>`
      select pg_get_indexdef(to_regclass(${INDEX})) as definition`.execute(database.db);
    expect(rows[0]?.definition).toContain('application_id');
  });

  it('is built once by gateways that start at the same time', async () => {
    await database.close();
    const other = new pg.Client({ connectionString: server.url });
    await other.connect();
    await other.query(`drop index ${INDEX}`);
    await other.end();
    const others = await Promise.all([0, 1, 2].map(() => openPostgres(server.url, () => {})));
    await open();
    await untilUsable();
    await Promise.all(others.map((database) => database.close()));
  });
});
