/**
 * Measures how long a page of the journal takes among a million actions, in a file and on a PostgreSQL server, through
 * the gateway's own compiled schema; and how long a mute takes beside many readers. Writes `bench/JOURNAL.md`.
 *
 * `--file` and `--server` name a journal. It is filled if it is empty, and kept. Without them, a journal is made and
 * deleted afterwards. `--rows 20000` tries this out with a smaller journal, and writes nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { JournalDatabase } from '../src/journal/journal-database.js';
import { startPostgres } from '../test/postgres-server.js';
import { compiled } from './compiled.js';
import { atMost, type Goal, goal, goalRows, goalsTable } from './goals.js';
import { fillFile, fillServer } from './journal-fill.js';
import { TOKENS } from './journal-queries.js';
import { type Beside, mutesBesideReaders, READERS } from './journal-readers.js';
import {
  figures,
  LISTS,
  type List,
  type Measured,
  MORE_RUNS,
  measureList,
  p99,
  REACH,
  RUNS,
} from './journal-reads.js';
import { isWhole, ROWS } from './journal-world.js';
import { ROOT } from './processes.js';
import { measuredOn, today, writeGoals } from './results.js';
import { table } from './table.js';

const { openSqlite } = await compiled<typeof import('../src/journal/sqlite-database.js')>(
  'journal/sqlite-database.js',
);
const { openPostgres } = await compiled<typeof import('../src/journal/postgres-database.js')>(
  'journal/postgres-database.js',
);

const TITLE = 'Pages of the journal';

interface Results {
  name: string;
  actions: Measured[];
  restrictions: Measured[];
  mutes: Beside;
}

/** Closes `database` afterwards. */
async function measureAll(name: string, database: JournalDatabase): Promise<Omit<Results, 'mutes'>> {
  const actions = await measureList(name, database, LISTS.actions);
  const restrictions = await measureList(name, database, LISTS.restrictions);
  await database.close();
  return { name, actions, restrictions };
}

async function inFile(given: string | undefined): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'journal-pages-'));
  const file = given ?? join(folder, 'journal.db');
  try {
    await (await openSqlite(file)).close();
    await fillFile(file);
    const pages = await measureAll('SQLite', await openSqlite(file));
    return { ...pages, mutes: await mutesBesideReaders(`file:${file}`) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onServer(given: string | undefined): Promise<Results> {
  const server = given === undefined ? await startPostgres() : undefined;
  const url = given ?? server?.url ?? '';
  const open = () => openPostgres(url, (error) => process.stderr.write(`${error.message}\n`));
  try {
    await (await open()).close();
    await fillServer(url);
    const pages = await measureAll('PostgreSQL', await open());
    return { ...pages, mutes: await mutesBesideReaders(url) };
  } finally {
    await server?.remove();
  }
}

type ListName = keyof typeof LISTS;

/** One row for each token or each filter, over all of the other. */
function summary(by: 'token' | 'filter', list: ListName, results: readonly Results[]): string {
  const names = Object.keys(by === 'token' ? TOKENS : LISTS[list].filters);
  const cells = (pages: readonly Measured[]) => [
    figures(pages.flatMap(({ ms }) => ms)),
    figures(pages.flatMap(({ mainThreadMs }) => mainThreadMs)),
  ];
  const rows = names.map((name) => [
    name,
    ...results.flatMap((result) => cells(result[list].filter((page) => page[by] === name))),
  ]);
  const head = results.flatMap(({ name }) => [name, `${name}, main thread`]);
  return table([by, ...head], [...rows, ['**all**', ...results.flatMap((result) => cells(result[list]))]]);
}

/** The slowest combinations. */
function slowest(list: ListName, result: Results): string {
  const rows = [...result[list]].sort((a, b) => p99(b.ms) - p99(a.ms)).slice(0, 8);
  return table(
    [`${result.name}: token`, 'filter', 'page', 'main thread'],
    rows.map(({ token, filter, ms, mainThreadMs }) => [token, filter, figures(ms), figures(mainThreadMs)]),
  );
}

function section({ name, filters }: List, list: ListName, results: readonly Results[]): string {
  const combinations = Object.keys(TOKENS).length * Object.keys(filters).length;
  return `## Pages of ${name}

${combinations} combinations of a token and a filter.

${summary('token', list, results)}

${summary('filter', list, results)}

${results.map((result) => slowest(list, result)).join('\n\n')}`;
}

function goalsOf(result: Results): Goal[] {
  const { name, mutes } = result;
  const slowest = (list: ListName, of: 'ms' | 'mainThreadMs') =>
    Math.max(...result[list].map((page) => p99(page[of])));
  const lists: readonly ListName[] = ['actions', 'restrictions'];
  return [
    ...lists.map((list) =>
      goal(
        `${name}: a page of ${list} among ${ROWS.toLocaleString('en')} actions, p99 of the slowest token and filter; main thread`,
        atMost(slowest(list, 'ms'), REACH.pageMs, 'ms'),
        atMost(slowest(list, 'mainThreadMs'), REACH.mainThreadMs, 'ms'),
      ),
    ),
    goal(
      `${name}: mutes beside ${READERS} readers / quiet, p99`,
      atMost(p99(mutes.beside) / p99(mutes.quiet), 2),
    ),
  ];
}

const { values } = parseArgs({
  options: { file: { type: 'string' }, server: { type: 'string' }, rows: { type: 'string' } },
});
/** Times mean little on a machine that is busy with other work. */
const [loadBefore = 0] = loadavg();
const results = [await inFile(values.file), await onServer(values.server)];
const goals = results.flatMap(goalsOf);
const goalsText = goalsTable(goalRows(TITLE, goals, today()));

const page = `# Pages of the journal

Written by \`npm run bench:journal\`. ${measuredOn()} PostgreSQL runs on the same machine. The load average before was ${loadBefore.toFixed(1)}; with
much more than 0, times say little. ${ROWS.toLocaleString('en')} actions of 180 days, with all operations, restrictions, undos, timed entries
of lists, and what the gateway did by itself. Pages of 50 with all fields that the client asks for, from the query to the answer's
text. Each combination of a token and a filter was asked for its first page and for one from the middle of the time, ${RUNS} times
each, and ${MORE_RUNS} times more where a goal seemed to be missed. Cells are p50 / p99 in milliseconds.

${goalsText}

${section(LISTS.actions, 'actions', results)}

${section(LISTS.restrictions, 'restrictions', results)}

## Mutes beside ${READERS} readers

One mute after another, of a gateway as a process of its own and a vendor that answers at once, before and while ${READERS} readers
with tokens for 1,200 rooms ask for page after page.

${table(
  ['', 'quiet', 'beside readers', 'p99, ratio', 'pages a second'],
  results.map(({ name, mutes: { quiet, beside, pagesPerSecond } }) => [
    name,
    figures(quiet),
    figures(beside),
    (p99(beside) / p99(quiet)).toFixed(2),
    pagesPerSecond.toFixed(0),
  ]),
)}
`;
process.stdout.write(`\n${goalsText}\n`);
if (isWhole) {
  writeFileSync(new URL('bench/JOURNAL.md', ROOT), page);
  writeGoals(TITLE, goals);
} else process.stdout.write(`\n${page}`);
