/**
 * Measures how long it takes to bring a journal of a million actions from version 0.1.0 up to date, and how long mutes take
 * meanwhile and afterwards. On PostgreSQL, a gateway of 0.1.0 serves all the time. Writes `bench/MIGRATION.md`.
 *
 * `npm run bench:migration -- <folder>`: the folder holds a build of version 0.1.0, because its code makes the schema.
 * `--rows 20000` tries this out with a smaller journal, and writes nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../test/postgres-server.js';
import { compiled } from './compiled.js';
import { atMost, type Goal, goal, goalRows, goalsTable } from './goals.js';
import { fillFile, fillServer } from './journal-fill.js';
import { startMutes } from './journal-readers.js';
import { isWhole, ROWS } from './journal-world.js';
import { ROOT } from './processes.js';
import { measuredOn, today, writeGoals } from './results.js';
import { percentile } from './statistics.js';
import { table } from './table.js';

const { positionals } = parseArgs({ options: { rows: { type: 'string' } }, allowPositionals: true });
/** The folder with a build of version 0.1.0. */
const OLD = resolve(positionals[0] ?? '');
const { openSqlite } = await import(join(OLD, 'dist/journal/sqlite-database.js'));
const { openPostgres } = await import(join(OLD, 'dist/journal/postgres-database.js'));
const { migrations } = await compiled<typeof import('../src/journal/migrations.js')>('journal/migrations.js');
const { BY_LIST_OWNER } =
  await compiled<typeof import('../src/journal/run-indexes.js')>('journal/run-indexes.js');

/** Absolute: gateways are started elsewhere. */
const OLD_BUNDLE = resolve(OLD, 'dist/bundle/main.js');
const TITLE = 'A migration';
const ALONE_MS = isWhole ? 10_000 : 1_000;
const PAUSE_MS = 5;
/** Nothing waits so long because of the migration. */
const LONGEST_MS = 1_000;

/** Mutes, one after another, until it is told to stop. */
function keepMuting(mute: () => Promise<number>) {
  const ms: number[] = [];
  let over = false;
  const muting = (async () => {
    while (!over) {
      ms.push(await mute());
      await sleep(PAUSE_MS);
    }
  })();
  return {
    /** How long each has taken since this was asked last. */
    taken: () => ms.splice(0),
    async stop() {
      over = true;
      await muting;
    },
  };
}

/** Starts a gateway, and mutes somebody. */
async function started(url: string, bundle?: string) {
  const startedAt = performance.now();
  const { mute, stop } = await startMutes(url, bundle);
  await mute();
  return { mutes: keepMuting(mute), startMs: performance.now() - startedAt, stop };
}

/** The times of mutes, in milliseconds. */
interface Waits {
  when: string;
  ms: number[];
}

interface Results {
  name: string;
  /** From the start of the process to its first answer. */
  oldStartMs: number;
  startMs: number;
  waits: Waits[];
  /** Until the last index is there, from the start. Undefined: it is there at the first answer. */
  indexedMs?: number;
}

async function inFile(): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'journal-migration-'));
  const file = join(folder, 'journal.db');
  try {
    await (await openSqlite(file)).close();
    await fillFile(file, { old: true });
    const old = await started(`file:${file}`, OLD_BUNDLE);
    await sleep(ALONE_MS);
    const before = old.mutes.taken();
    await old.mutes.stop();
    await old.stop();
    const current = await started(`file:${file}`);
    await sleep(ALONE_MS);
    const after = current.mutes.taken();
    await current.mutes.stop();
    await current.stop();
    const waits = [
      { when: '0.1.0, before', ms: before },
      { when: 'this version, after its start', ms: after },
    ];
    return { name: 'SQLite', oldStartMs: old.startMs, startMs: current.startMs, waits };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onServer(): Promise<Results> {
  const server = await startPostgres();
  const client = new pg.Client(server.url);
  try {
    await (await openPostgres(server.url, () => {})).close();
    await fillServer(server.url, { old: true });
    await client.connect();
    return await besideOld(server.url, client);
  } finally {
    await client.end();
    await server.remove();
  }
}

async function besideOld(url: string, client: pg.Client): Promise<Results> {
  const old = await started(url, OLD_BUNDLE);
  await sleep(ALONE_MS);
  const before = old.mutes.taken();
  const startedAt = performance.now();
  const starting = started(url);
  await until(() => isMigrated(client));
  // Whoever waited for the migration is answered by then.
  await sleep(2_000);
  const changing = old.mutes.taken();
  const current = await starting;
  await until(() => isIndexed(client));
  const indexedMs = performance.now() - startedAt;
  const indexing = { old: old.mutes.taken(), current: current.mutes.taken() };
  await sleep(ALONE_MS);
  const waits = [
    { when: '0.1.0, alone', ms: before },
    { when: '0.1.0, while the schema is changed', ms: changing },
    { when: `0.1.0, while \`${BY_LIST_OWNER.name}\` is built`, ms: indexing.old },
    { when: 'this version, meanwhile', ms: indexing.current },
    { when: '0.1.0, afterwards', ms: old.mutes.taken() },
    { when: 'this version, afterwards', ms: current.mutes.taken() },
  ];
  for (const each of [old, current]) {
    await each.mutes.stop();
    await each.stop();
  }
  return { name: 'PostgreSQL', oldStartMs: old.startMs, startMs: current.startMs, waits, indexedMs };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

async function isMigrated(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('select name from journal_migrations');
  const done = new Set(rows.map(({ name }) => name));
  return Object.keys(migrations('postgres')).every((name) => done.has(name));
}

async function isIndexed(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from pg_index where indexrelid = to_regclass('${BY_LIST_OWNER.name}') and indisvalid`,
  );
  return rows.length > 0;
}

function goalsOf({ name, waits }: Results): Goal[] {
  const longest = Math.max(...waits.slice(1).flatMap(({ ms }) => ms));
  return [
    goal(`${name}: the longest mute during the migration and after it`, atMost(longest, LONGEST_MS, 'ms')),
  ];
}

function figures(ms: readonly number[]): string {
  return ms.length === 0
    ? 'none'
    : [50, 99, 100].map((percent) => percentile(ms, percent).toFixed(1)).join(' / ');
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** Times mean little on a machine that is busy with other work. */
const [loadBefore = 0] = loadavg();
const results = [await inFile(), await onServer()];
const goals = results.flatMap(goalsOf);
const goalsText = goalsTable(goalRows(TITLE, goals, today()));
const HOW = `To run it, a build of 0.1.0 is needed, because its code makes the schema:

\`\`\`sh
git worktree add ../gateway-0.1.0 aecda9d
(cd ../gateway-0.1.0 && npm ci && npm run build)
npm run bench:migration -- ../gateway-0.1.0
\`\`\``;
const page = `# A journal of 0.1.0 is brought up to date

Written by \`npm run bench:migration -- <a folder with version 0.1.0, built>\`. ${measuredOn()} PostgreSQL runs on the same machine,
without fsync. The load average before was ${loadBefore.toFixed(1)}; with much more than 0, times say little. ${ROWS.toLocaleString('en')} actions that 0.1.0 has written. The
migrations: ${Object.keys(migrations('postgres')).join(', ')}. On PostgreSQL, the index \`${BY_LIST_OWNER.name}\` is built
while gateways serve; in a file, its gateway builds it at its start.

${HOW}

${goalsText}

${table(
  ['', ...results.map(({ name }) => name)],
  [
    ['0.1.0, from its start to its first answer', ...results.map(({ oldStartMs }) => seconds(oldStartMs))],
    ['this version, the same with the migration', ...results.map(({ startMs }) => seconds(startMs))],
    [
      `until \`${BY_LIST_OWNER.name}\` is there, from the start`,
      ...results.map(({ indexedMs, startMs }) => seconds(indexedMs ?? startMs)),
    ],
  ],
)}

One mute after another, ${PAUSE_MS} ms apart. Times are p50 / p99 / longest in milliseconds.

${table(
  ['', 'mutes of', 'number', 'took'],
  results.flatMap(({ name, waits }) =>
    waits.map(({ when, ms }) => [name, when, `${ms.length}`, figures(ms)]),
  ),
)}
`;
process.stdout.write(`\n${page}`);
if (isWhole) {
  writeFileSync(new URL('bench/MIGRATION.md', ROOT), page);
  writeGoals(TITLE, goals);
}
