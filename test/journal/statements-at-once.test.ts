import { type CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JournalDatabase, NotWritten } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { UnansweredProxy } from './unanswered-proxy.js';

let postgres: PostgresServer;
/** Sessions of the test's own: one that looks, and one that holds a lock. */
let other: pg.Client;
let holder: pg.Client;
let proxy: UnansweredProxy;
let database: JournalDatabase;
beforeAll(async () => {
  postgres = await startPostgres();
  other = new pg.Client(postgres.url);
  holder = new pg.Client(postgres.url);
  for (const client of [other, holder]) await client.connect();
  await other.query('create table free (id int primary key); create table locked (id int primary key)');
});
afterAll(async () => {
  for (const client of [other, holder]) await client.end();
  await postgres.remove();
});
beforeEach(async () => {
  await other.query('truncate free, locked');
  proxy = await UnansweredProxy.before(postgres.url);
  database = await openPostgres(proxy.addressOf(postgres.url), () => {});
});
afterEach(async () => {
  await holder.query('rollback');
  await database.close();
  await proxy.close();
});

const statement = (text: string) => sql.raw(text).compile(database.db);
const insert = (id: number, table = 'free') => statement(`insert into ${table} values (${id})`);

/** What is not possible, as a statement of the transaction. */
const IMPOSSIBLE: Record<string, () => CompiledQuery> = {
  'is refused by the server': () => statement('insert into nowhere values (1)'),
  'has a value that the server refuses': () => insert(1),
  'has a value that cannot be sent': () => {
    const unsendable = {
      toPostgres() {
        throw new Error('cannot be sent');
      },
    };
    return sql`insert into free values (${unsendable})`.compile(database.db);
  },
};

async function expectNothingOfIt(): Promise<void> {
  const { rows } = await other.query('select id from free union all select id from locked');
  expect(rows).toEqual([]);
  const open = async () =>
    (await other.query("select query from pg_stat_activity where state like 'idle in transaction%'")).rows;
  await expect.poll(open).toEqual([]);
  await database.write([insert(1), insert(2)]);
  expect((await other.query('select id from free order by id')).rows).toEqual([{ id: 1 }, { id: 2 }]);
}

/** The process of the gateway that waits for a lock. */
async function waiting(): Promise<number | undefined> {
  const { rows } = await other.query("select pid from pg_stat_activity where wait_event_type = 'Lock'");
  return rows[0]?.pid;
}

/** Expects that a transaction is refused if this happens while one of its statements waits for a lock. */
async function expectRefusedOnce(happens: () => Promise<void>): Promise<void> {
  await holder.query('begin; lock table locked');
  const written = database.write([insert(1), insert(1, 'locked'), insert(2)]);
  const refused = expect(written).rejects.toThrow(NotWritten);
  await expect.poll(waiting).toBeDefined();
  await happens();
  await refused;
  await holder.query('rollback');
  await expectNothingOfIt();
}

describe('statements of a transaction that are sent before the first is answered', () => {
  it.each(Object.keys(IMPOSSIBLE).flatMap((what) => [0, 2, 4].map((at) => [what, at] as const)))(
    'leave nothing, and hold up nothing, where one %s, as the one after %i others',
    async (what, at) => {
      const queries = [insert(1), insert(2), insert(3), insert(4)];
      const impossible = IMPOSSIBLE[what]?.() as CompiledQuery;
      // It is refused wherever it stands, if another comes before or after it.
      queries.splice(at, 0, impossible);
      await expect(database.write(queries)).rejects.toThrow(NotWritten);
      await expectNothingOfIt();
    },
  );

  it('end when one of them has waited too long for a lock', async () => {
    await holder.query('begin; lock table locked');
    const written = database.write([insert(1), insert(1, 'locked'), insert(2)]);
    await expect(written).rejects.toThrow(/statement timeout/);
    await expect(written).rejects.toThrow(NotWritten);
    await holder.query('rollback');
    await expectNothingOfIt();
  });

  it('end when their session ends while one of them waits', async () => {
    await expectRefusedOnce(async () => {
      await other.query('select pg_terminate_backend($1)', [await waiting()]);
    });
  });

  it('end when nothing comes back any more, and the next go through another session', async () => {
    await expectRefusedOnce(async () => proxy.keepAnswersBack());
  });

  it('are followed by those of others that wait, also while the session before has not ended', async () => {
    const refused = expect(database.write([insert(1), statement('nonsense'), insert(2)])).rejects.toThrow(
      NotWritten,
    );
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    const after = Array.from({ length: 20 }, (_, index) =>
      database.write([insert(10 + index), insert(50 + index)]),
    );
    await refused;
    await Promise.all(after);
    expect((await other.query('select count(*)::int as count from free')).rows).toEqual([{ count: 40 }]);
  });
});
