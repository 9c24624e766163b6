/**
 * Measures how long it takes to bring a journal of a million actions from version 0.1.0 up to date. Prints the duration
 * of the start, the duration of putting older actions in order, and the latency of mutes during that and afterwards.
 *
 * `npm run bench:migration -- <folder>`: the folder holds a build of version 0.1.0, because its code makes the schema.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import pg from 'pg';
import { startPostgres } from '../test/postgres-server.js';
import { fillFile, fillServer } from './journal-fill.js';
import { startMutes } from './journal-readers.js';
import { percentile } from './statistics.js';

/** The folder with a build of version 0.1.0. */
const OLD = process.argv[2] ?? '';
const { openSqlite } = await import(join(OLD, 'dist/journal/sqlite-database.js'));
const { openPostgres } = await import(join(OLD, 'dist/journal/postgres-database.js'));

const MUTES = 1_000;
const figures = (ms: readonly number[]) =>
  [50, 99, 100].map((percent) => percentile(ms, percent).toFixed(1)).join(' / ');

async function measure(name: string, url: string, isDone: () => Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  const { mute, stop } = await startMutes(url);
  const first = [await mute()];
  const startMs = performance.now() - startedAt;
  const backfillFrom = performance.now();
  const during: number[] = [];
  while (!(await isDone())) {
    during.push(await mute());
    await sleep(5);
  }
  const backfillMs = performance.now() - backfillFrom;
  const after: number[] = [];
  while (after.length < MUTES) {
    after.push(await mute());
    await sleep(5);
  }
  process.stdout.write(
    `${name}: first mute answered after ${startMs.toFixed(0)} ms (itself ${first[0]?.toFixed(0)}), ` +
      `all in order after ${(backfillMs / 1000).toFixed(0)} s; mutes p50 / p99 / longest in ms: ` +
      `meanwhile ${figures(during)} (${during.length}), afterwards ${figures(after)}\n`,
  );
  await stop();
}

async function inFile(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'journal-migration-'));
  const file = join(folder, 'journal.db');
  await (await openSqlite(file)).close();
  await fillFile(file, { old: true });
  const db = new Database(file, { readonly: true });
  await measure('SQLite', `file:${file}`, async () => {
    return db.prepare('select 1 from action_order_backfill').all().length === 0;
  });
  db.close();
  rmSync(folder, { recursive: true });
}

async function onServer(): Promise<void> {
  const server = await startPostgres();
  await (await openPostgres(server.url, () => {})).close();
  await fillServer(server.url, { old: true });
  const client = new pg.Client(server.url);
  await client.connect();
  await measure('PostgreSQL', server.url, async () => {
    return (await client.query('select 1 from action_order_backfill')).rows.length === 0;
  });
  await client.end();
  await server.remove();
}

await inFile();
await onServer();
