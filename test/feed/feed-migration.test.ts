import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { v7 } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { readFeed } from '../../src/journal/feed-rows.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { bothDatabases } from '../history/both-databases.js';

const ACTIONS = 100_000;
const AT_ONCE = 10_000;
/** No lock above a second, and what else a statement takes on a busy machine. */
const LONGEST_WAIT_MS = 2_000;
const COLUMNS = `id, requested_at, request_id, actor, operation, acts_in, application_id, room_id, user_ids, input,
  status, vendor_request_ids, attempts, recovered, finished_at, answer, lease_until, lease_owner`;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(url: string): Promise<JournalDatabase> {
  const database = url.startsWith('file:')
    ? await openSqlite(url.slice('file:'.length))
    : await openPostgres(url, () => {});
  closers.push(() => database.close());
  return database;
}

const isPostgres = ({ pages }: JournalDatabase) => pages.dialect.name === 'postgres';

/** Takes back what gateways have needed since they kept corrected ends. */
async function takeBackEnds(database: JournalDatabase): Promise<void> {
  const { db } = database;
  if (isPostgres(database)) await sql`drop function keep_superseded_end cascade`.execute(db);
  else await sql`drop trigger end_superseded`.execute(db);
  await sql`drop table superseded_ends`.execute(db);
  await sql`delete from journal_migrations where name = '2026-12-witnessed-ends'`.execute(db);
}

/** Takes back the migration that came after the feed. */
async function takeBackEnforcement({ db }: JournalDatabase): Promise<void> {
  await sql`drop table media_progress`.execute(db);
  await sql`drop index media_instructions_enforced`.execute(db);
  await sql`drop index media_people_owed`.execute(db);
  const added = {
    media_instructions: ['enforced', 'plain', 'except_ids', 'applied', 'applied_at', 'violated_at'],
    media_people: ['answered_at', 'seen_to', 'blocked', 'owed_since', 'enforced_at'],
  };
  for (const [table, columns] of Object.entries(added)) {
    for (const column of columns) {
      await sql`alter table ${sql.table(table)} drop column ${sql.ref(column)}`.execute(db);
    }
  }
}

/** Makes the journal one of a gateway without the feed. */
async function takeBackFeed(database: JournalDatabase): Promise<void> {
  const { db } = database;
  await takeBackEnds(database);
  await takeBackEnforcement(database);
  if (isPostgres(database)) {
    await sql`drop function put_into_feed cascade`.execute(db);
    await sql`drop sequence feed_place`.execute(db);
  } else {
    await sql`drop trigger feed_begun`.execute(db);
    await sql`drop trigger feed_ended`.execute(db);
  }
  await sql`drop table feed`.execute(db);
  await sql`delete from journal_migrations where name >= '2026-12-watched-actions'`.execute(db);
}

async function fill(database: JournalDatabase): Promise<void> {
  const id = isPostgres(database)
    ? "lpad(to_hex(at), 32, '0')::uuid"
    : "printf('00000000-0000-0000-0000-%012x', at)";
  // A journal limits how long a statement may take.
  for (let from = 1; from < ACTIONS; from += AT_ONCE) {
    const last = from + AT_ONCE - 1;
    await sql`insert into actions (${sql.raw(COLUMNS)})
      with recursive numbers(at) as (select ${sql.lit(from)} union all select at + 1 from numbers where at < ${sql.lit(last)})
      select ${sql.raw(id)}, 1, 'request', 'moderator', 'SET_USER_MEDIA_STATE', 'room/1/2', 1, 2, '["7"]', '{"input":"of an action"}',
        'APPLIED', '[]', 1, 0, 2, '{}', null, null from numbers`.execute(database.db);
  }
}

/** Begins or ends an action as a gateway does that knows no feed. */
const statements = (text: (at: number) => string) => ({
  begin: `insert into actions (${COLUMNS}) values (${text(1)}, 1, 'request', 'old', 'SET_USER_MEDIA_STATE', 'room/1/2', 1, 2,
    '["7"]', '{}', 'PENDING', '[]', 0, 0, null, null, 9, 'an old gateway')`,
  end: `update actions set status = 'APPLIED', answer = '{}', finished_at = 3, lease_owner = null where id = ${text(1)}`,
});

async function begin({ db }: JournalDatabase, id: string): Promise<void> {
  await sql.raw(statements(() => `'${id}'`).begin).execute(db);
}
async function end({ db }: JournalDatabase, id: string): Promise<void> {
  await sql.raw(statements(() => `'${id}'`).end).execute(db);
}

/** A gateway of before, which writes all the time. Resolves with what it did and the longest that it waited. */
async function writeAllTheTime(url: string, isOver: () => boolean) {
  const client = new pg.Client(url);
  await client.connect();
  const { begin, end } = statements((at) => `$${at}`);
  const ids: string[] = [];
  let longestMs = 0;
  while (!isOver()) {
    const id = v7();
    for (const statement of [begin, end]) {
      const startedAt = performance.now();
      await client.query(statement, [id]);
      longestMs = Math.max(longestMs, performance.now() - startedAt);
    }
    ids.push(id);
    await sleep(2);
  }
  await client.end();
  return { ids, longestMs };
}

async function storyOf({ pages }: JournalDatabase, ids: ReadonlySet<string>): Promise<string[]> {
  const { rows } = await sql<{ place: number; id: string }>`
    select place, action_id as id from feed order by place limit 1`.execute(pages.db);
  const story: string[] = [];
  for (let [from] = rows; from; ) {
    const read = await readFeed(pages, from, 1_000);
    if (read === 'too-old') throw new Error('the feed has a gap');
    for (const { kind, id } of read) if (ids.has(id)) story.push(`${kind} ${id}`);
    from = read.at(-1);
  }
  return story;
}

describe.each(bothDatabases())('a journal of before the feed on %s', (name, url) => {
  it('with 100,000 actions gets one while it is used, without holding anybody up', async () => {
    const before = await open(url());
    await takeBackFeed(before);
    await fill(before);
    const pending = Array.from({ length: 3 }, () => v7());
    for (const id of pending) await begin(before, id);
    if (name === 'SQLite') await closers.pop()?.();

    let isOver = false;
    const old = name === 'SQLite' ? undefined : writeAllTheTime(url(), () => isOver);
    const startedAt = performance.now();
    const database = await open(url());
    if (name === 'PostgreSQL') {
      // While somebody writes, the schema may be changed at a later attempt.
      await expect
        .poll(
          () =>
            new Journal(database, 'young', Date.now).tryToWrite().then(
              () => true,
              () => false,
            ),
          { timeout: 30_000 },
        )
        .toBe(true);
    } else {
      expect(performance.now() - startedAt).toBeLessThan(LONGEST_WAIT_MS);
    }
    const { rows } = await sql<{ places: number }>`select count(*) as places from feed`.execute(database.db);
    // Actions that were over have none.
    expect(Number(rows[0]?.places)).toBeLessThan(ACTIONS / 2);
    for (const id of pending) await end(database, id);
    await sleep(300);
    isOver = true;
    const { ids = [], longestMs = 0 } = (await old) ?? {};
    expect(longestMs).toBeLessThan(LONGEST_WAIT_MS);

    const story = await storyOf(database, new Set([...pending, ...ids]));
    for (const id of pending) {
      expect(story.filter((event) => event.endsWith(id))).toEqual([`BEGUN ${id}`, `ENDED ${id}`]);
    }
    // Each of the old gateway since the triggers are there has both of its places, the first of them perhaps only its end.
    const told = ids.filter((id) => story.includes(`BEGUN ${id}`));
    for (const id of told) expect(story.indexOf(`ENDED ${id}`)).toBeGreaterThan(story.indexOf(`BEGUN ${id}`));
    expect(told).toEqual(ids.slice(ids.length - told.length));
    if (old) expect(told.length).toBeGreaterThan(10);
  }, 120_000);

  it('that has a feed, and corrected ends not yet, keeps its places', async () => {
    const before = await open(url());
    const id = v7();
    await begin(before, id);
    await end(before, id);
    const story = await storyOf(before, new Set([id]));
    await takeBackEnds(before);
    await closers.pop()?.();
    const database = await open(url());
    expect(story).toEqual([`BEGUN ${id}`, `ENDED ${id}`]);
    expect(await storyOf(database, new Set([id]))).toEqual(story);
    await sql`update actions set status = 'UNKNOWN' where id = ${id}`.execute(database.db);
    const { rows } = await sql<{ status: string }>`select status from superseded_ends`.execute(database.db);
    expect(rows).toEqual([{ status: 'APPLIED' }]);
  });
});
