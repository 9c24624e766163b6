import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ActionFilter,
  isVisible,
  type Slice,
  type SliceRooms,
} from '../../src/journal/action-filter.js';
import { readPage } from '../../src/journal/action-pages.js';
import { ACTION_STATUSES, type ActionStatus, type Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { WHOLE_ACTIONS } from '../../src/journal/read-actions.js';
import { BY_LIST_OWNER } from '../../src/journal/run-indexes.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { seededRandom } from '../vendors/calling/sliding-second-vendor.js';
import { untilActionsAreIndexed } from './lock-actions.js';

const ACTIONS = 400;
const START = Date.UTC(2026, 0, 1);
const ACTORS = ['service', 'moderator', 'long-gone', 'nobody'];
const ROOMS = [1, 2, 3, 4, 5, 4294967294];
/** Some have the digits of numeric rooms. */
const STR_ROOMS = ['1', '2', 'stage', '4294967294', ' '];
const LIST_OWNERS = ['10001', '10002', '9223372036854775807'];
const MEDIA_APPS = [1400188366, 1400188367, 7];
const BLACKLIST_APPS = [123456, 654321, 7];
const OPERATIONS = ['SET_USER_MEDIA_STATE', 'ADD_TO_BLACKLIST'];
/** An operation of a newer gateway, which an older gateway never shows. */
const NEWER_OPERATION = 'REMOVE_FROM_ROOM';
const USERS = ['robot', 'alice', 'bob', '10001', "o'neil", '用户'];

interface Made extends Intent {
  status: ActionStatus;
  requestedAt: number;
}

/** A few values are common and the others rare. Several actions have the same millisecond. */
function madeActions(): Made[] {
  const random = seededRandom(7);
  const one = <Value>(values: readonly Value[]) => values[Math.floor(values.length * random() ** 2)] as Value;
  return Array.from({ length: ACTIONS }, (_, index) => {
    const requestedAt = START + Math.floor(index / 3) * 1_000;
    const time = requestedAt.toString(16).padStart(12, '0');
    const operation = one([...OPERATIONS, NEWER_OPERATION]);
    const isMedia = operation !== 'ADD_TO_BLACKLIST';
    const users = new Set(Array.from({ length: isMedia ? 1 : 3 }, () => one(USERS)));
    return {
      id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${index.toString(16).padStart(12, '0')}`,
      requestedAt,
      requestId: `request-${index}`,
      actor: one(ACTORS.slice(0, 3)),
      operation,
      place: 'somewhere',
      applicationId: one(isMedia ? MEDIA_APPS : BLACKLIST_APPS),
      ...(isMedia
        ? one([{ roomId: one(ROOMS) }, { strRoomId: one(STR_ROOMS) }])
        : { listOwnerId: one(LIST_OWNERS) }),
      userIds: [...users],
      input: JSON.stringify({ index, padding: 'x'.repeat(one([10, 1_000, 5_000])) }),
      status: one(['APPLIED', 'PENDING', 'REFUSED', 'PARTIAL', 'DENIED', 'UNKNOWN'] as const),
    };
  });
}

/** Newest first. */
const MADE = madeActions().reverse();

async function fill(journal: Journal): Promise<void> {
  await Promise.all(
    MADE.map(async ({ status, requestedAt: _, ...intent }) => {
      await journal.begin(intent, 3_600_000);
      if (status === 'PENDING') return;
      const answer = JSON.stringify({ __typename: 'SetUserMediaStateSuccess' });
      await journal.end(intent.id, { status, answer, vendorRequestIds: [], attempts: 1, freesKey: false });
    }),
  );
}

function isWanted(action: Made, filter: ActionFilter): boolean {
  const { actor, operations, statuses, roomId, strRoomId, listOwnerId, targetUserId, from, to, visible } =
    filter;
  return (
    (actor === undefined || action.actor === actor) &&
    (!operations || operations.includes(action.operation)) &&
    (!statuses || statuses.includes(action.status)) &&
    (roomId === undefined || action.roomId === roomId) &&
    (strRoomId === undefined || action.strRoomId === strRoomId) &&
    (listOwnerId === undefined || action.listOwnerId === listOwnerId) &&
    (targetUserId === undefined || action.userIds.includes(targetUserId)) &&
    (from === undefined || action.requestedAt >= from) &&
    (to === undefined || action.requestedAt < to) &&
    (!visible || isVisible(action, visible))
  );
}

const some = <Id>(ids: readonly Id[]) => fc.array(fc.constantFrom(...ids), { maxLength: 8 });
const allowed = (ids: readonly number[]) => fc.oneof(fc.constant('all' as const), some([...ids, 999]));
/** One slice for each kind of rooms, or one for both. */
const rooms: fc.Arbitrary<SliceRooms[]> = fc.oneof(
  fc.constant<SliceRooms[]>(['all']),
  fc.tuple(
    fc.oneof(fc.constant('numeric' as const), fc.record({ roomIds: some([...ROOMS, 999]) })),
    fc.oneof(fc.constant('string' as const), fc.record({ strRoomIds: some([...STR_ROOMS, '999']) })),
  ),
);
const inRooms = (operation: string) =>
  fc
    .tuple(allowed(MEDIA_APPS), rooms)
    .map(([applicationIds, rooms]) => rooms.map((some) => ({ operation, applicationIds, rooms: some })));
const visibility: fc.Arbitrary<Slice[]> = fc
  .tuple(
    inRooms('SET_USER_MEDIA_STATE'),
    allowed(BLACKLIST_APPS).map((applicationIds) => [
      { operation: 'ADD_TO_BLACKLIST', applicationIds, rooms: 'none' as const },
    ]),
    inRooms(NEWER_OPERATION),
  )
  .chain((slices) => fc.subarray(slices.flat()));
const time = fc.integer({ min: START - 10_000, max: START + 150_000 });
const filters: fc.Arbitrary<ActionFilter> = fc.record(
  {
    actor: fc.constantFrom(...ACTORS),
    operations: fc.array(fc.constantFrom(...OPERATIONS, NEWER_OPERATION), { maxLength: 3 }),
    statuses: fc.array(fc.constantFrom(...ACTION_STATUSES), { maxLength: 4 }),
    roomId: fc.constantFrom(...ROOMS, 999),
    strRoomId: fc.constantFrom(...STR_ROOMS, '999'),
    listOwnerId: fc.constantFrom(...LIST_OWNERS, '7'),
    targetUserId: fc.constantFrom(...USERS, 'nobody'),
    from: time,
    to: time,
    visible: visibility,
  },
  { requiredKeys: [] },
);
const limits = fc.record({
  count: fc.constantFrom(1, 2, 7, 50, 200),
  maxBytes: fc.constantFrom(1, 3_000, 20_000, 10_000_000),
  work: fc.constantFrom(
    undefined,
    { covered: 1, lookedUp: 1, runs: 1 },
    { covered: 20, lookedUp: 5, runs: 2 },
    { covered: 40, lookedUp: 300, runs: 3 },
  ),
});

let postgres: PostgresServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journal-pages-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.remove();
  rmSync(folder, { recursive: true });
});

const databases: Record<string, () => Promise<JournalDatabase>> = {
  SQLite: () => openSqlite(join(folder, 'journal.db')),
  PostgreSQL: () => openPostgres(postgres.url, () => {}),
  'PostgreSQL before the index by list owner is built': openWithoutListIndex,
};

async function openWithoutListIndex(): Promise<JournalDatabase> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('create database unindexed');
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = '/unindexed';
  const database = await openPostgres(url.href, () => {});
  await untilActionsAreIndexed(database.db);
  await sql.raw(`drop index ${BY_LIST_OWNER.name}`).execute(database.db);
  return database;
}

describe.each(Object.entries(databases))('pages of a journal on %s', (_, open) => {
  let database: JournalDatabase;
  beforeAll(async () => {
    database = await open();
    await fill(new Journal(database, 'gateway', Date.now));
  });
  afterAll(() => database.close());

  it('have every action that matches filter and grant, once and in order, for any size of page', async () => {
    const walks = fc.asyncProperty(filters, limits, async (filter, { count, maxBytes, work }) => {
      const found: string[] = [];
      let before: string | undefined;
      do {
        const request = { filter, count, before, wanted: WHOLE_ACTIONS, maxBytes, ...(work && { work }) };
        const { actions, next } = await readPage(database.pages, request);
        expect(actions.length).toBeLessThanOrEqual(count);
        // Whatever the page contains, the next page begins further on.
        if (next !== undefined && before !== undefined) expect(next < before).toBe(true);
        found.push(...actions.map(({ id }) => id));
        before = next;
      } while (before !== undefined);
      expect(found).toEqual(MADE.filter((action) => isWanted(action, filter)).map(({ id }) => id));
    });
    await fc.assert(walks, { numRuns: 400, seed: 20_261_126 });
  });
});
