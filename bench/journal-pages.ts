/**
 * How long a page of the journal takes among a million actions, in a file and on a PostgreSQL server of its own, through
 * the gateway's own code in compiled form. Writes `bench/JOURNAL.md`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import pg from 'pg';
import type { ActionFilter } from '../src/journal/action-pages.js';
import type { ActionStatus, Intent } from '../src/journal/action-record.js';
import type { JournalDatabase } from '../src/journal/journal-database.js';
import { startPostgres } from '../test/postgres-server.js';
import { seededRandom } from '../test/vendors/sliding-second-vendor.js';
import { compiled } from './compiled.js';
import { ROOT } from './processes.js';
import { measuredOn, table } from './results.js';
import { median } from './statistics.js';

const { rowOf } = await compiled<typeof import('../src/journal/action-rows.js')>('journal/action-rows.js');
const { Journal } = await compiled<typeof import('../src/journal/journal.js')>('journal/journal.js');
const { openSqlite } = await compiled<typeof import('../src/journal/sqlite-database.js')>(
  'journal/sqlite-database.js',
);
const { openPostgres } = await compiled<typeof import('../src/journal/postgres-database.js')>(
  'journal/postgres-database.js',
);

const ROWS = 1_000_000;
const BATCH = 5_000;
const DAY_MS = 86_400_000;
const NEWEST = Date.UTC(2026, 0, 1);
const STEP_MS = (180 * DAY_MS) / ROWS;
const OLDEST = NEWEST - ROWS * STEP_MS;
const MIDDLE = NEWEST - (ROWS / 2) * STEP_MS;
/** Half a year ago there was an application, a room and a moderator, which have been gone since. */
const LONG_AGO = OLDEST + DAY_MS;

const PAGE = 51;
const RUNS = 25;
const MAX_MS_A_QUERY = 5_000;

const APP = 1400188366;
const OTHER_APP = 1400188367;
const OLD_APP = 1400188368;
const VOLC_APP = 123456;

/** The same rows each time. */
const random = seededRandom(1);
const upTo = (count: number) => Math.floor(random() * count);
const hex = (digits: number) =>
  upTo(16 ** digits)
    .toString(16)
    .padStart(digits, '0');

function idAt(time: number): string {
  const stamp = Math.floor(time).toString(16).padStart(12, '0');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

/** One service does most, two hundred moderators and many owners of lists the rest. */
function actorAt(time: number): string {
  if (time < LONG_AGO && random() < 0.01) return 'long-gone';
  const share = random();
  if (share < 0.6) return 'service';
  return share < 0.9 ? `moderator-${upTo(200)}` : `user-${upTo(5_000)}`;
}

/** A few rooms see most of it; one, a tenth of all. */
function roomAt(time: number): number {
  if (time < LONG_AGO && random() < 0.005) return 999_999;
  return random() < 0.15 ? 10006 : 20_000 + Math.floor(2_000 * random() ** 3);
}

/** A robot that is muted and unmuted all day to see whether it works: 100,000 actions. */
function mutedUser(): string {
  return random() < 1 / 7 ? 'robot' : `user-${Math.floor(50_000 * random() ** 2)}`;
}

function intentAt(time: number): Intent {
  const id = idAt(time);
  const common = { id, requestId: `request-${id.slice(-12)}`, actor: actorAt(time) };
  if (random() < 0.7) {
    const old = time < LONG_AGO && random() < 0.01;
    const applicationId = old ? OLD_APP : random() < 0.05 ? OTHER_APP : APP;
    const [roomId, userId] = [roomAt(time), mutedUser()];
    const call = { sdkAppId: applicationId, roomId, userId, state: 'AUDIO_DISABLED', region: 'ap-singapore' };
    return {
      ...common,
      operation: 'SET_USER_MEDIA_STATE',
      applicationId,
      roomId,
      userIds: [userId],
      input: JSON.stringify(call),
      ...(random() < 0.3 && { reason: 'spam in the chat, third time today' }),
    };
  }
  const ownerId = `${9_000_000_000_000_000n + BigInt(upTo(20_000))}`;
  const users = Array.from({ length: 1 + upTo(7) }, () => ({ userId: `${10_000 + upTo(100_000)}` }));
  return {
    ...common,
    operation: 'ADD_TO_BLACKLIST',
    applicationId: VOLC_APP,
    listOwnerId: ownerId,
    userIds: users.map(({ userId }) => userId),
    input: JSON.stringify({ appId: VOLC_APP, ownerId, inboxType: 0, users }),
  };
}

/** Doubts were many in an outage half a year ago, and are few since. */
function statusAt(time: number, { operation }: Intent): ActionStatus {
  if (time < LONG_AGO && random() < 0.05) return 'UNKNOWN';
  const share = random();
  if (share < 0.93) return 'APPLIED';
  if (share < 0.97) return 'REFUSED';
  if (share < 0.985) return operation === 'ADD_TO_BLACKLIST' ? 'PARTIAL' : 'REFUSED';
  return share < 0.99999 ? 'DENIED' : 'UNKNOWN';
}

function finishedRow(time: number) {
  const intent = intentAt(time);
  const status = statusAt(time, intent);
  const refused = status !== 'APPLIED' && status !== 'PARTIAL';
  const answer = {
    __typename: refused ? 'RoomNotFoundError' : 'SetUserMediaStateSuccess',
    ...JSON.parse(intent.input),
    vendorRequestId: `vendor-request-${intent.id}`,
    actionId: intent.id,
  };
  const row = {
    ...rowOf(intent),
    status,
    answer: JSON.stringify(answer),
    vendor_code: refused ? 'FailedOperation.RoomNotExist' : null,
    vendor_request_ids: JSON.stringify([answer.vendorRequestId]),
    attempts: 1,
    recovered: 0,
    duration_ms: 40 + upTo(100),
    finished_at: Math.floor(time) + 150,
    lease_owner: null,
    lease_until: null,
  };
  const { id, operation, application_id, room_id, actor } = row;
  const targets = [...new Set(intent.userIds)].map((user_id) => ({
    user_id,
    action_id: id,
    operation,
    application_id,
    room_id,
    actor,
  }));
  return { row, targets };
}

type Insert = (table: string, rows: readonly object[]) => Promise<void>;

async function fill(insert: Insert): Promise<void> {
  for (let first = 0; first < ROWS; first += BATCH) {
    const made = Array.from({ length: BATCH }, (_, index) => finishedRow(OLDEST + (first + index) * STEP_MS));
    await insert(
      'actions',
      made.map(({ row }) => row),
    );
    await insert(
      'action_targets',
      made.flatMap(({ targets }) => targets),
    );
  }
}

async function fillFile(file: string): Promise<void> {
  const connection = new Database(file);
  // Faster than the gateway may: nobody misses these when the power fails.
  for (const setting of ['synchronous = OFF', 'cache_size = -1000000']) connection.pragma(setting);
  await fill(async (table, rows) => {
    const columns = Object.keys(rows[0] ?? {});
    const statement = connection.prepare(
      `insert into ${table} (${columns}) values (${columns.map(() => '?')})`,
    );
    connection.exec('BEGIN');
    for (const row of rows) statement.run(...Object.values(row));
    connection.exec('COMMIT');
  });
  connection.close();
}

async function fillServer(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('set synchronous_commit = off');
  await fill(async (table, rows) => {
    const columns = Object.keys(rows[0] ?? {});
    await client.query(
      `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  });
  // What autovacuum does by and by.
  await client.query('vacuum analyze');
  await client.end();
}

const everything = {
  media: { applicationIds: 'all', roomIds: 'all' },
  blacklist: { applicationIds: 'all' },
} as const;
const defaultApps = {
  media: { applicationIds: [APP], roomIds: 'all' },
  blacklist: { applicationIds: [VOLC_APP] },
} as const;
const forRooms = (...roomIds: number[]) => ({
  media: { applicationIds: [APP], roomIds },
  blacklist: { applicationIds: [] },
});
const quietRooms = Array.from({ length: 50 }, (_, index) => 21_900 + index);

const QUERIES: Readonly<Record<string, ActionFilter>> = {
  'everything, to a token for everything': { visible: everything },
  'everything, to a token for the default applications': { visible: defaultApps },
  'everything, to a token for an application with few actions, long ago': {
    visible: { media: { applicationIds: [OLD_APP], roomIds: 'all' }, blacklist: { applicationIds: [] } },
  },
  'everything, to a token for one busy room': { visible: forRooms(10006) },
  'everything, to a token for 50 quiet rooms': { visible: forRooms(...quietRooms) },
  'everything, to a token for a room with few actions, long ago': { visible: forRooms(999_999) },
  'everything, to a token for a room without any': { visible: forRooms(7) },
  'the actor of most actions': { actor: 'service', visible: everything },
  'a rare actor': { actor: 'long-gone', visible: everything },
  'a rare actor, with the commonest status': {
    actor: 'long-gone',
    statuses: ['APPLIED'],
    visible: everything,
  },
  'the actor of most actions, with a rare status': {
    actor: 'service',
    statuses: ['UNKNOWN'],
    visible: everything,
  },
  'the actor of most actions, in a busy room, with a status that none has': {
    actor: 'service',
    roomId: 10006,
    statuses: ['PENDING'],
    visible: everything,
  },
  'a rare actor, in a busy room': { actor: 'long-gone', roomId: 10006, visible: everything },
  'the actor of most actions, in a room with few': { actor: 'service', roomId: 999_999, visible: everything },
  'the actor of most actions, to a token for an application with few': {
    actor: 'service',
    visible: { media: { applicationIds: [OLD_APP], roomIds: 'all' }, blacklist: { applicationIds: [] } },
  },
  'one operation': { operations: ['ADD_TO_BLACKLIST'], visible: everything },
  'one operation, with a status that it never has': {
    operations: ['SET_USER_MEDIA_STATE'],
    statuses: ['PARTIAL'],
    visible: everything,
  },
  'one operation of a moderator, with two statuses': {
    actor: 'moderator-7',
    operations: ['ADD_TO_BLACKLIST'],
    statuses: ['PARTIAL', 'UNKNOWN'],
    visible: everything,
  },
  'a rare status': { statuses: ['UNKNOWN'], visible: everything },
  'a status that none has': { statuses: ['PENDING'], visible: everything },
  'all that went wrong': {
    statuses: ['PARTIAL', 'REFUSED', 'UNKNOWN', 'DENIED'],
    visible: defaultApps,
  },
  'a rare status, in the newer half of the time': {
    statuses: ['UNKNOWN'],
    from: MIDDLE,
    to: NEWEST,
    visible: everything,
  },
  'one hour': { from: MIDDLE, to: MIDDLE + DAY_MS / 24, visible: defaultApps },
  'a busy room': { roomId: 10006, visible: everything },
  'a quiet room': { roomId: 21_999, visible: everything },
  'a busy room, with a status that none has': { roomId: 10006, statuses: ['PENDING'], visible: everything },
  'a user with 100,000 actions': { targetUserId: 'robot', visible: everything },
  'a user with 100,000 actions, with a rare status': {
    targetUserId: 'robot',
    statuses: ['UNKNOWN'],
    visible: everything,
  },
  'a user with 100,000 actions, with an operation that none is of': {
    targetUserId: 'robot',
    operations: ['ADD_TO_BLACKLIST'],
    visible: everything,
  },
  'a user with 100,000 actions, in a room without any': {
    targetUserId: 'robot',
    roomId: 7,
    visible: everything,
  },
  'a user with 100,000 actions, to a token for a room with few': {
    targetUserId: 'robot',
    visible: forRooms(999_999),
  },
  'a user with 100,000 actions, by a rare actor': {
    targetUserId: 'robot',
    actor: 'long-gone',
    visible: everything,
  },
  'a user with few actions': { targetUserId: 'user-49999', visible: defaultApps },
  'a user with few actions, with the commonest status': {
    targetUserId: 'user-49999',
    statuses: ['APPLIED'],
    visible: defaultApps,
  },
  'a user without any': { targetUserId: 'nobody', visible: everything },
};

interface Times {
  rows: number;
  median: number;
  worst: number;
}

async function measure(
  journal: InstanceType<typeof Journal>,
  filter: ActionFilter,
  before?: string,
): Promise<Times> {
  const times: number[] = [];
  const until = performance.now() + MAX_MS_A_QUERY;
  let rows = 0;
  while (times.length < RUNS && (times.length < 3 || performance.now() < until)) {
    const startedAt = performance.now();
    rows = (await journal.list(filter, PAGE, before)).length;
    times.push(performance.now() - startedAt);
  }
  return { rows, median: median(times), worst: Math.max(...times) };
}

/** Closes `database`, too. */
async function measureAll(database: JournalDatabase): Promise<Map<string, [Times, Times]>> {
  const journal = new Journal(database, 'bench', Date.now);
  const deep = idAt(MIDDLE);
  const measured = new Map<string, [Times, Times]>();
  for (const [name, filter] of Object.entries(QUERIES)) {
    const times: [Times, Times] = [await measure(journal, filter), await measure(journal, filter, deep)];
    measured.set(name, times);
    const cells = times.map(
      ({ rows, median, worst }) => `${median.toFixed(1)} (${worst.toFixed(1)}) ${rows}`,
    );
    process.stdout.write(`${name}: ${cells.join(' | ')}\n`);
  }
  await database.close();
  return measured;
}

async function inFile(): Promise<Map<string, [Times, Times]>> {
  const folder = mkdtempSync(join(tmpdir(), 'journal-pages-'));
  const file = join(folder, 'journal.db');
  try {
    await (await openSqlite(file)).close();
    await timed('SQLite', () => fillFile(file));
    return await measureAll(await openSqlite(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onServer(): Promise<Map<string, [Times, Times]>> {
  const server = await startPostgres();
  const open = () => openPostgres(server.url, (error) => process.stderr.write(`${error.message}\n`));
  try {
    await (await open()).close();
    await timed('PostgreSQL', () => fillServer(server.url));
    return await measureAll(await open());
  } finally {
    await server.remove();
  }
}

async function timed(name: string, fill: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await fill();
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`\n${name}: ${ROWS} actions in ${seconds} s\n`);
}

const file = await inFile();
const server = await onServer();

const cell = (times: Times | undefined) =>
  times ? `${times.median.toFixed(1)} (${times.worst.toFixed(1)})` : '';
const rows = Object.keys(QUERIES).map((name) => {
  const [first, deep] = file.get(name) ?? [];
  const [firstOnServer, deepOnServer] = server.get(name) ?? [];
  return [name, `${first?.rows}`, ...[first, deep, firstOnServer, deepOnServer].map(cell)];
});
writeFileSync(
  new URL('bench/JOURNAL.md', ROOT),
  `# Pages of the journal

Written by \`npm run bench:journal\`. ${measuredOn()} ${ROWS.toLocaleString('en')} actions of 180 days, pages of
${PAGE - 1} (and one more, to know whether there is more); the deep page begins in the middle of the time. Each cell is the
median of ${RUNS} and, in brackets, the worst, in milliseconds. What takes more than a few reads through all actions of
one room, one user or one actor for those that fit: so it grows with these, not with the journal.

${table(['actions asked for', 'rows', 'SQLite, first page', 'deep page', 'PostgreSQL, first page', 'deep page'], rows)}
`,
);
