import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JournalDatabase, NotWritten } from '../../src/journal/journal-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { sendText } from '../graphql-client.js';
import { sampleValue, scrape } from '../observability/scrape.js';
import { WatchedGateway } from './watched-gateway.js';

let folder: string;
/** The threads of journals, oldest first. */
let threads: Worker[];
const onThread = (thread: Worker) => void threads.push(thread);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-thread-'));
  threads = [];
  process.on('worker', onThread);
});
afterEach(() => {
  process.off('worker', onThread);
  rmSync(folder, { recursive: true });
});

/**
 * Ends a thread by a message that it cannot read, after the messages that it already has. `terminate()` would sometimes
 * end the whole process: libsql aborts it when its thread is stopped while it prepares a statement.
 */
async function kill(thread: Worker | undefined): Promise<void> {
  if (!thread) throw new Error('there is no such thread');
  const exit = new Promise((resolve) => thread.once('exit', resolve));
  thread.postMessage('no JSON');
  await exit;
}

describe('a gateway whose journal is in a file', () => {
  let gateway: WatchedGateway;
  let writer: Worker | undefined;
  beforeEach(async () => {
    gateway = await WatchedGateway.start(`file:${join(folder, 'journal.db')}`, { METRICS_PORT: '0' });
    await gateway.becomesReady();
    // The first thread writes. What the gateway does by itself needs no other, as long as nothing is known of any room.
    expect(threads).toHaveLength(1);
    await page();
    expect(threads).toHaveLength(2);
    writer = threads[0];
  });
  afterEach(() => gateway.close());

  async function killWriter(): Promise<void> {
    const before = threads.length;
    await kill(writer);
    await expect.poll(() => threads.length).toBe(before + 1);
    writer = threads.at(-1);
  }

  async function page(): Promise<unknown[]> {
    const query = '{ moderationActions(first: 10) { edges { node { id } } } }';
    const { data } = await sendText(gateway.sandbox, query);
    return (data as { moderationActions: { edges: unknown[] } } | null)?.moderationActions.edges ?? [];
  }

  const restarts = async () =>
    sampleValue(await scrape(gateway.sandbox), 'gateway_journal_thread_restarts_total');

  it('reads the next page after its reading thread has died', async () => {
    await gateway.expectApplied();
    expect(await page()).toHaveLength(1);
    for (let times = 1; times <= 3; times++) {
      await kill(threads.at(-1));
      await gateway.expectApplied();
      expect(await page()).toHaveLength(1 + times);
      expect(await restarts()).toBe(times);
    }
    expect(await gateway.readiness()).toEqual({ status: 200, journal: 'writable' });
    const line = { level: 50, msg: 'a thread of the journal ended, and is started again' };
    expect(gateway.journalLines()).toMatchObject([line, line, line]);
    expect(gateway.journalLines()[0]?.err?.message).toMatch(/^the journal's thread ended: /);
  });

  it('carries out actions after its writing thread has died', async () => {
    for (let times = 1; times <= 3; times++) {
      await gateway.expectApplied();
      await killWriter();
      await gateway.becomesReady();
      await gateway.expectApplied();
    }
    expect(await page()).toHaveLength(6);
    expect(await restarts()).toBe(3);
  });

  it('starts its writing thread again without any action', async () => {
    await killWriter();
    await gateway.becomesReady();
  });

  it('loses no answered action when the writing thread dies under load', async () => {
    const answered: string[] = [];
    let over = false;
    const client = async () => {
      while (!over) {
        const { answer } = await gateway.mute();
        if (answer.__typename === 'SetUserMediaStateSuccess') answered.push(answer.actionId ?? '');
      }
    };
    const clients = Array.from({ length: 10 }, client);
    for (let times = 1; times <= 3; times++) {
      await expect.poll(() => answered.length).toBeGreaterThan(20 * times);
      await killWriter();
    }
    await expect.poll(() => answered.length).toBeGreaterThan(100);
    over = true;
    await Promise.all(clients);
    for (const id of answered) {
      const { data } = await sendText(gateway.sandbox, `{ moderationAction(id: "${id}") { status } }`);
      expect(data).toEqual({ moderationAction: { status: 'APPLIED' } });
    }
  });
});

describe('a thread of a journal in a file', () => {
  let database: JournalDatabase;
  beforeEach(async () => {
    database = await openSqlite(join(folder, 'journal.db'));
    await database.write([sql`create table texts (id integer primary key, text text)`.compile(database.db)]);
  });
  afterEach(() => database.close());

  /** Rows of a million characters. */
  const rows = (count: number) =>
    sql<{
      text: string;
    }>`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${count})
      select hex(zeroblob(500000)) as text from numbers`;
  const connectionOf = (use: 'db' | 'pages') => (use === 'db' ? database.db : database.pages.db);
  const insert = (id: number) => sql`insert into texts values (${id}, 'x')`.compile(database.db);

  it.each(['db', 'pages'] as const)('refuses only the answer that is too long, from %s', async (kysely) => {
    const [before, tooLong, after] = await Promise.allSettled([
      rows(1).execute(connectionOf(kysely)),
      rows(40).execute(connectionOf(kysely)),
      rows(2).execute(connectionOf(kysely)),
    ]);
    expect(before).toMatchObject({ status: 'fulfilled' });
    expect(tooLong).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching(/40000000 characters is too long/) },
    });
    expect(after).toMatchObject({ status: 'fulfilled' });
    expect(threads).toHaveLength(kysely === 'db' ? 1 : 2);
  });

  it.each(['db', 'pages'] as const)(
    'gives many long answers that were asked for at once, from %s',
    async (kysely) => {
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => rows(10).execute(connectionOf(kysely))),
      );
      for (const { rows } of answers) expect(rows).toHaveLength(10);
      expect(threads).toHaveLength(kysely === 'db' ? 1 : 2);
    },
    60_000,
  );

  it('writes the statements beside long answers once, in their order', async () => {
    const reads: Promise<unknown>[] = [];
    const writes: Promise<unknown>[] = [];
    for (let id = 1; id <= 20; id++) {
      reads.push(rows(3).execute(database.db));
      writes.push(database.write([insert(id)]));
    }
    await Promise.all([...reads, ...writes]);
    const texts = await sql<{ id: number }>`select id from texts order by rowid`.execute(database.db);
    expect(texts.rows.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('that runs out of memory loses only its current statements, which may be on disk', async () => {
    // A hundred rows are read before they are measured. These rows take more memory than a thread may have.
    const huge = sql<object>`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 100)
      select hex(zeroblob(5000000)) as text from numbers`;
    const [read, beside, later] = await Promise.allSettled([
      huge.execute(database.db),
      database.write([insert(1)]),
      new Promise(setImmediate).then(() => new Promise(setImmediate)).then(() => database.write([insert(2)])),
    ]);
    expect(read.status).toBe('rejected');
    expect(beside.status).toBe('rejected');
    if (beside.status === 'rejected') expect(beside.reason).not.toBeInstanceOf(NotWritten);
    expect(later.status).toBe('fulfilled');
    expect(threads).toHaveLength(2);
    await database.write([insert(3)]);
  });

  it('knows its prepared queries again after a restart', async () => {
    for (let id = 1; id <= 5; id++) await database.write([insert(id)]);
    await kill(threads.at(-1));
    for (let id = 6; id <= 10; id++) await database.write([insert(id)]);
    const texts = await sql`select * from texts`.execute(database.db);
    expect(texts.rows).toHaveLength(10);
  });

  it('does not open another file that has replaced the opened one', async () => {
    rmSync(join(folder, 'journal.db'));
    await kill(threads.at(-1));
    await expect(database.write([insert(1)])).rejects.toThrow(NotWritten);
    await expect(database.write([insert(1)])).rejects.toThrow(/deleted or replaced while the gateway ran/);
  });
});
