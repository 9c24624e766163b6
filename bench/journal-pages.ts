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

const PAGE = 51;
const RUNS = 25;
const MAX_MS_A_QUERY = 5_000;

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
