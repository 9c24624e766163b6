import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GroupCommit } from '../../src/journal/group-commit.js';
import { type JournalDatabase, NotWritten } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { openBeside } from './open-beside.js';

let database: JournalDatabase;

const insert = (name: string) =>
  sql`insert into shared_quotas (name, state) values (${name}, '')`.compile(database.db);
const update = (state: string) => sql`update shared_quotas set state = ${state}`.compile(database.db);

/** The error that `write` rejects with. */
async function failure(queries: readonly CompiledQuery[]): Promise<unknown> {
  return database.write(queries).then(
    () => undefined,
    (error) => error,
  );
}

async function names(): Promise<string[]> {
  const rows = await database.db.selectFrom('shared_quotas').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

describe('a write to PostgreSQL rejects with NotWritten', () => {
  let postgres: PostgresServer;
  let admin: pg.Client;
  let url: string;

  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.remove());
  beforeEach(async () => {
    admin = new pg.Client(postgres.url);
    // A server that stops ends this connection too.
    admin.on('error', () => {});
    await admin.connect();
    await admin.query('drop database if exists journal');
    await admin.query('create database journal');
    url = postgres.url.replace(/postgres$/, 'journal');
    database = await openPostgres(url, () => {});
  });
  afterEach(async () => {
    postgres.resume();
    await database.close();
    await admin.end().catch(() => {});
  });

  it.each([
    ['one statement', () => [insert('a')]],
    ['several statements', () => [insert('b'), insert('a')]],
  ])('when the server refuses %s', async (_, queries) => {
    await database.write([insert('a')]);
    const error = await failure(queries());
    expect(error).toBeInstanceOf(NotWritten);
    expect((error as Error).cause).toMatchObject({ code: '23505' });
    expect(await names()).toEqual(['a']);
  });

  it('when the database is read-only, and leaves no row', async () => {
    await admin.query('alter database journal set default_transaction_read_only = on');
    await database.close();
    database = await openPostgres(url, () => {});
    for (const queries of [[insert('a')], [insert('a'), update('x')]]) {
      expect(await failure(queries)).toBeInstanceOf(NotWritten);
    }
    expect(await names()).toEqual([]);
  });

  it('when no connection can be made, and so do the writes that waited', async () => {
    await postgres.stop();
    const errors = await Promise.all(
      Array.from({ length: 450 }, (_, index) => failure([insert(`${index}`)])),
    );
    // A connection that was open may have sent the first group.
    for (const error of errors.slice(200)) expect(error).toBeInstanceOf(NotWritten);
    expect(await failure([insert('a')])).toBeInstanceOf(NotWritten);
    await postgres.start();
    await expect.poll(() => failure([insert('z')])).toBe(undefined);
    expect(await names()).toEqual(['z']);
  });

  it('when the server ends the connection before the last statement', async () => {
    const terminate = sql`select pg_terminate_backend(pg_backend_pid())`.compile(database.db);
    expect(await failure([insert('a'), terminate, insert('b')])).toBeInstanceOf(NotWritten);
    expect(await names()).toEqual([]);
  });

  it('when the database has no tables yet', async () => {
    await database.close();
    await postgres.stop();
    database = await openPostgres(url, () => {});
    expect(await failure([insert('a')])).toBeInstanceOf(NotWritten);
    await postgres.start();
  });

  it('but with another error when the server does not answer a statement that commits by itself', async () => {
    await database.write([insert('a')]);
    postgres.suspend();
    const error = await failure([update('x')]);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(NotWritten);
  });

  it('but with another error when the server ends while it may have committed', async () => {
    const terminate = sql`select pg_terminate_backend(pg_backend_pid())`.compile(database.db);
    const error = await failure([terminate]);
    expect(error).toMatchObject({ code: '57P01' });
    expect(error).not.toBeInstanceOf(NotWritten);
  });

  it('when a deferred constraint refuses the commit', async () => {
    const deferred = sql`alter table shared_quotas add unique (state) deferrable initially deferred`;
    await database.write([deferred.compile(database.db)]);
    for (const queries of [[insert('a'), insert('b')], [insert('c')], [insert('d')]]) {
      const error = await failure(queries);
      if (queries[0]?.parameters[0] === 'c') expect(error).toBe(undefined);
      else expect(error).toBeInstanceOf(NotWritten);
    }
    expect(await names()).toEqual(['c']);
  });
});

describe('a write to SQLite', () => {
  let directory: string;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'not-written-'));
    database = await openSqlite(join(directory, 'journal.db'));
    await database.write([
      sql`create table shared_quotas (name text primary key, state text)`.compile(database.db),
    ]);
  });
  afterEach(async () => {
    await database.close();
    rmSync(directory, { recursive: true });
  });

  it('rejects with NotWritten when a statement is refused, and leaves no row', async () => {
    await database.write([insert('a')]);
    expect(await failure([insert('b'), insert('a')])).toBeInstanceOf(NotWritten);
    expect(await names()).toEqual(['a']);
  });

  it('rejects with NotWritten when the disk is full', async () => {
    const pages = sql`pragma max_page_count = 20`.compile(database.db);
    await database.db.executeQuery(pages);
    expect(await failure([insert('x'.repeat(1_000_000))])).toBeInstanceOf(NotWritten);
    expect(await failure([insert('a')])).toBe(undefined);
    expect(await names()).toEqual(['a']);
  });

  it('rejects with NotWritten while another process writes to the file', async () => {
    const other = openBeside(join(directory, 'journal.db'));
    other.exec('begin immediate');
    expect(await failure([insert('a')])).toBeInstanceOf(NotWritten);
    other.exec('rollback');
    other.close();
    expect(await failure([insert('a')])).toBe(undefined);
  });

  it('rejects with NotWritten once the journal is closed', async () => {
    await database.close();
    expect(await failure([insert('a')])).toBeInstanceOf(NotWritten);
  });
});

it('a write that may be on disk is not repeated', async () => {
  let times = 0;
  const commits = new GroupCommit(async () => {
    times++;
    // Five characters, as in the server's own codes.
    throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
  });
  const writes = [1, 2, 3].map(() => commits.write({ queries: [], alone: false }));
  for (const { status } of await Promise.allSettled(writes)) expect(status).toBe('rejected');
  expect(times).toBe(1);
});
