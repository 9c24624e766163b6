/**
 * Measures how long a page of the journal takes among a million actions, in a file and on a PostgreSQL server, through
 * the gateway's own compiled schema; and how long a mute takes beside many readers. Writes `bench/JOURNAL.md`.
 *
 * `--file` and `--server` name a journal. It is filled if it is empty, and kept. Without them, a journal is made and
 * deleted afterwards.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { execute, type GraphQLSchema, parse } from 'graphql';
import type {
  ModerationActionConnection,
  ModerationActionFilter,
} from '../src/history/moderation-action.type.js';
import type { JournalDatabase } from '../src/journal/journal-database.js';
import { startPostgres } from '../test/postgres-server.js';
import { compiled } from './compiled.js';
import { fillFile, fillServer, idAt, MIDDLE, ROWS } from './journal-fill.js';
import { FILTERS, TOKENS } from './journal-queries.js';
import { type Beside, mutesBesideReaders, READERS } from './journal-readers.js';
import { ROOT } from './processes.js';
import { measuredOn } from './results.js';
import { percentile } from './statistics.js';
import { table } from './table.js';

const { Journal } = await compiled<typeof import('../src/journal/journal.js')>('journal/journal.js');
const { ReadingLine } =
  await compiled<typeof import('../src/journal/reading-line.js')>('journal/reading-line.js');
const { ReadBudget } =
  await compiled<typeof import('../src/graphql/read-budget.js')>('graphql/read-budget.js');
const { openSqlite } = await compiled<typeof import('../src/journal/sqlite-database.js')>(
  'journal/sqlite-database.js',
);
const { openPostgres } = await compiled<typeof import('../src/journal/postgres-database.js')>(
  'journal/postgres-database.js',
);
const { systemClock } = await compiled<typeof import('../src/time/clock.js')>('time/clock.js');
const { buildGatewaySchema } = await compiled<typeof import('../src/schema.js')>('schema.js');

/** How often each combination reads the first page, and a page from the middle of the time. */
const RUNS = 20;
const WARM_UP = 3;
const PAGE = parse(`query Page($filter: ModerationActionFilter, $after: String) {
  moderationActions(filter: $filter, after: $after) {
    edges {
      cursor
      node {
        id requestedAt finishedAt actor operation vendor applicationId roomId listOwnerId inboxType state
        targets { userId outcome code vendorCode }
        status code message reason idempotencyKey vendorCode vendorRequestIds attempts durationMs recovered requestId
      }
    }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`);
const DEEP = Buffer.from(idAt(MIDDLE)).toString('base64url');

interface Measured {
  token: string;
  filter: string;
  /** The time from the query to the answer, for each page. */
  ms: number[];
  /** The working time of the main thread, for each page. */
  mainThreadMs: number[];
}

type Read = (token: string, filter: ModerationActionFilter, after?: string) => Promise<number>;

function reader(database: JournalDatabase, schema: GraphQLSchema): Read {
  const gateway = {
    journal: new Journal(database, 'bench', Date.now),
    readers: new ReadingLine(systemClock),
    readOutage: { failed() {}, succeeded() {} },
  };
  const signal = new AbortController().signal;
  return async (token, filter, after) => {
    const caller = { sub: token, scopes: new Set(['moderation:audit']), ...TOKENS[token] };
    const contextValue = { gateway, caller, signal, reads: new ReadBudget() };
    const variableValues = { filter: JSON.parse(JSON.stringify(filter)), after };
    const { data, errors } = await execute({ schema, document: PAGE, contextValue, variableValues });
    if (errors) throw errors[0];
    const answer = JSON.stringify(data);
    const { moderationActions } = JSON.parse(answer) as { moderationActions: ModerationActionConnection };
    return moderationActions.edges.length;
  };
}

async function measure(read: Read, token: string, filter: string): Promise<Measured> {
  const measured: Measured = { token, filter, ms: [], mainThreadMs: [] };
  for (const after of [undefined, DEEP]) {
    for (let run = -WARM_UP; run < RUNS; run++) {
      const before = performance.eventLoopUtilization();
      const startedAt = performance.now();
      await read(token, FILTERS[filter] ?? {}, after);
      if (run < 0) continue;
      measured.ms.push(performance.now() - startedAt);
      measured.mainThreadMs.push(performance.eventLoopUtilization(before).active);
    }
  }
  return measured;
}

/** Closes `database` afterwards. */
async function measureAll(database: JournalDatabase): Promise<Measured[]> {
  const read = reader(database, buildGatewaySchema());
  const all: Measured[] = [];
  for (const token of Object.keys(TOKENS)) {
    for (const filter of Object.keys(FILTERS)) {
      const measured = await measure(read, token, filter);
      all.push(measured);
      const { ms, mainThreadMs } = measured;
      process.stdout.write(`${token} | ${filter} | ${figures(ms)} | ${figures(mainThreadMs)}\n`);
    }
  }
  await database.close();
  return all;
}

const figures = (ms: readonly number[]) =>
  [50, 99].map((percent) => percentile(ms, percent).toFixed(1)).join(' / ');

interface Results {
  name: string;
  pages: Measured[];
  mutes: Beside;
}

async function inFile(given: string | undefined): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'journal-pages-'));
  const file = given ?? join(folder, 'journal.db');
  try {
    await (await openSqlite(file)).close();
    await fillFile(file);
    const pages = await measureAll(await openSqlite(file));
    return { name: 'SQLite', pages, mutes: await mutesBesideReaders(`file:${file}`) };
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
    const pages = await measureAll(await open());
    return { name: 'PostgreSQL', pages, mutes: await mutesBesideReaders(url) };
  } finally {
    await server?.remove();
  }
}

/** One row for each token or each filter, over all of the other. */
function summary(by: 'token' | 'filter', results: readonly Results[]): string {
  const names = Object.keys(by === 'token' ? TOKENS : FILTERS);
  const rows = names.map((name) => [
    name,
    ...results.flatMap(({ pages }) => {
      const own = pages.filter((page) => page[by] === name);
      return [figures(own.flatMap(({ ms }) => ms)), figures(own.flatMap(({ mainThreadMs }) => mainThreadMs))];
    }),
  ]);
  const all = results.flatMap(({ pages }) => [
    figures(pages.flatMap(({ ms }) => ms)),
    figures(pages.flatMap(({ mainThreadMs }) => mainThreadMs)),
  ]);
  const head = results.flatMap(({ name }) => [name, `${name}, main thread`]);
  return table([by, ...head], [...rows, ['**all**', ...all]]);
}

/** The slowest combinations. */
function slowest({ name, pages }: Results): string {
  const p99 = ({ ms }: Measured) => percentile(ms, 99);
  const rows = [...pages].sort((a, b) => p99(b) - p99(a)).slice(0, 8);
  return table(
    [`${name}: token`, 'filter', 'page', 'main thread'],
    rows.map(({ token, filter, ms, mainThreadMs }) => [token, filter, figures(ms), figures(mainThreadMs)]),
  );
}

const { values } = parseArgs({ options: { file: { type: 'string' }, server: { type: 'string' } } });
const results = [await inFile(values.file), await onServer(values.server)];
const combinations = Object.keys(TOKENS).length * Object.keys(FILTERS).length;

writeFileSync(
  new URL('bench/JOURNAL.md', ROOT),
  `# Pages of the journal

Written by \`npm run bench:journal\`. ${measuredOn()} ${ROWS.toLocaleString('en')} actions of 180 days, pages of 50 with all
fields, from the query to the answer's text. Each of ${combinations} combinations of a token and a filter was asked for its first
page and for one from the middle of the time, ${RUNS} times each. Cells are p50 / p99 in milliseconds; to reach: p99 of a page
≤ 50, of the main thread's part ≤ 20.

## By token, over all filters

${summary('token', results)}

## By filter, over all tokens

${summary('filter', results)}

## The slowest combinations

${results.map(slowest).join('\n\n')}

## Mutes beside ${READERS} readers

One mute after another, of a gateway as a process of its own and a vendor that answers at once, before and while ${READERS} readers
with tokens for 1,200 rooms ask for page after page. To reach: p99 beside them ≤ 2 x quiet.

${table(
  ['', 'quiet', 'beside readers', 'p99, ratio', 'pages a second'],
  results.map(({ name, mutes: { quiet, beside, pagesPerSecond } }) => [
    name,
    figures(quiet),
    figures(beside),
    (percentile(beside, 99) / percentile(quiet, 99)).toFixed(2),
    pagesPerSecond.toFixed(0),
  ]),
)}
`,
);
