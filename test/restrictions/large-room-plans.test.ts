import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { POSTGRES } from '../../src/journal/sql-dialect.js';
import type { JournalTables } from '../../src/journal/tables.js';
import { EnforcedPeople } from '../../src/restrictions/enforced-people.js';
import { RoomCalls } from '../../src/restrictions/room-calls.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';

const PEOPLE = 2_000;
const PLACE = 'room/1400188366/30000';
const ACTION = '01a21cf5-2407-708b-a77b-04c6a6614a86';
const NOW = 1_796_083_200_000;
/** Each row of each table, some times. Each row with each other row would be 4,000,000. */
const MOST_ROWS = 20 * PEOPLE;

interface PlanNode {
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: PlanNode[];
  [removed: `Rows Removed by ${string}`]: number | undefined;
}

let postgres: PostgresServer;
let pool: pg.Pool;

/** The rows that a statement looked at, however often. */
function rowsIn(node: PlanNode): number {
  const removed = (['Filter', 'Join Filter', 'Index Recheck'] as const).map(
    (by) => node[`Rows Removed by ${by}`] ?? 0,
  );
  const own = [node['Actual Rows'], ...removed].reduce((sum, rows) => sum + rows, 0) * node['Actual Loops'];
  return (node.Plans ?? []).reduce((sum, part) => sum + rowsIn(part), own);
}

async function rowsLookedAt({ sql: text, parameters }: CompiledQuery): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query(`explain (analyze, format json) ${text}`, [...parameters]);
    await client.query('rollback');
    return rowsIn(rows[0]['QUERY PLAN'][0].Plan);
  } finally {
    client.release();
  }
}

/** The journal's database, and every statement that is run there. */
function watchedDatabase(pool: pg.Pool): { database: JournalDatabase; run: CompiledQuery[] } {
  const run: CompiledQuery[] = [];
  const db = new Kysely<JournalTables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      run.push(query);
    },
  });
  const rowsOf = (json: unknown) => sql<{ value: string }>`jsonb_array_elements_text(cast(${json} as jsonb))`;
  return { database: { db, pages: { db, dialect: POSTGRES }, rowsOf } as never, run };
}

// A room fills sooner than PostgreSQL counts its people, so it expects few.
describe('a room of many people whom PostgreSQL has not counted', () => {
  beforeAll(async () => {
    postgres = await startPostgres();
    await (await startSandboxWithoutEvents({ DATABASE_URL: postgres.url })).close();
    pool = new pg.Pool({ connectionString: postgres.url });
    for (const table of ['participants', 'media_people', 'media_instructions', 'media_progress', 'rooms']) {
      await pool.query(`alter table ${table} set (autovacuum_enabled = false)`);
    }
    await pool.query(`insert into actions (id, requested_at, status, operation, application_id, actor, attempts, recovered,
        request_id, vendor_request_ids, user_ids, input)
      values ('${ACTION}', 1, 'APPLIED', 'X', 1400188366, 'a', 0, 0, 'r', '[]', '[]', '{}')`);
    const { rows } = await pool.query(
      "select column_name as name, data_type as type from information_schema.columns where table_name = 'rooms'",
    );
    const values = rows.map(({ name, type }) => {
      if (name === 'place') return `'${PLACE}'`;
      return name === 'erased' ? '0' : type === 'text' ? "''" : '1';
    });
    await pool.query(`insert into rooms (${rows.map(({ name }) => name)}) values (${values})`);
    await pool.query(`insert into participants (place, user_id, seen, gone, entered, role, video, audio, screen, here, publishes,
        role_now, changed_at)
      select '${PLACE}', 'person-' || n, 16 * ${NOW}, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0 from generate_series(1, ${PEOPLE}) as n`);
    await pool.query(`insert into media_people (place, user_id, call, owned_until, turns, audio, video, sent_at, blocked, seen_to)
      select '${PLACE}', 'person-' || n, '{}', 0, 0, 0, 1, ${NOW}, 1, ${NOW} from generate_series(1, ${PEOPLE}) as n`);
    await pool.query(`insert into media_instructions (action_id, place, user_id, number, actor, application_id, audio, given_at, ends_at,
        enforced, plain) values ('${ACTION}', '${PLACE}', '', 1, 'a', 1400188366, 0, ${NOW}, 8640000000000000, 1, 0)`);
    await pool.query(`insert into media_progress (action_id, user_id, state, frees, rank, due_at)
      select '${ACTION}', 'other-' || n, 'WANTED', 0, 0, 1 from generate_series(1, ${PEOPLE}) as n`);
  }, 60_000);
  afterAll(async () => {
    await pool?.end();
    await postgres?.remove();
  });

  it.each([undefined, ['person-1']])(
    'is read once for what is said of it (excepted: %j)',
    async (exceptUserIds) => {
      const { database } = watchedDatabase(pool);
      const about = { place: PLACE, media: ['audio'] as const, exceptUserIds };
      const begun = new RoomCalls(database, () => NOW).begin(ACTION, about);
      expect(begun.length).toBeGreaterThan(1);
      for (const query of begun) expect(await rowsLookedAt(query)).toBeLessThan(MOST_ROWS);
    },
  );

  it('is read once in a look for people of whom something must be set', async () => {
    const { database, run } = watchedDatabase(pool);
    expect(await new EnforcedPeople(database, () => NOW).unseen({ place: '', userId: '' }, 200)).toEqual([]);
    const look = run.at(-1);
    expect(look?.sql).toContain('participants');
    if (look) expect(await rowsLookedAt(look)).toBeLessThan(MOST_ROWS);
  });
});
