/**
 * Measures how long it takes to bring a journal of a million actions from version 0.1.0 up to date. Prints the duration of
 * the start and the latency of mutes afterwards. On PostgreSQL it prints the latency of a gateway of 0.1.0 that serves all the time too.
 *
 * `npm run bench:migration -- <folder> [sqlite | postgres | file:… | postgres://…]`: the folder holds a build of version
 * 0.1.0, because its code makes the schema. The second argument names one database, or one that is filled already.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../test/postgres-server.js';
import { fillFile, fillServer } from './journal-fill.js';
import { startMutes } from './journal-readers.js';
import { percentile } from './statistics.js';

/** The folder with a build of version 0.1.0. */
const OLD = resolve(process.argv[2] ?? '');
const { openSqlite } = await import(join(OLD, 'dist/journal/sqlite-database.js'));
const { openPostgres } = await import(join(OLD, 'dist/journal/postgres-database.js'));

/** Absolute: gateways are started elsewhere. */
const OLD_BUNDLE = resolve(OLD, 'dist/bundle/main.js');

const MUTES = 1_000;
const PAUSE_MS = 5;
const figures = (ms: readonly number[]) =>
  [50, 99, 100].map((percent) => percentile(ms, percent).toFixed(1)).join(' / ');

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

/** How long the version of before takes to start and to answer its first mute, to compare with. */
async function startOld(name: string, url: string) {
  const startedAt = performance.now();
  const old = await startMutes(url, OLD_BUNDLE);
  await old.mute();
  const startMs = performance.now() - startedAt;
  process.stdout.write(`${name}: 0.1.0 answers its first mute after ${startMs.toFixed(0)} ms\n`);
  return old;
}

async function measure(name: string, url: string): Promise<void> {
  const startedAt = performance.now();
  const { mute, stop } = await startMutes(url);
  const first = await mute();
  const startMs = performance.now() - startedAt;
  const after: number[] = [];
  while (after.length < MUTES) {
    after.push(await mute());
    await sleep(PAUSE_MS);
  }
  process.stdout.write(
    `${name}: first mute answered after ${startMs.toFixed(0)} ms (itself ${first.toFixed(0)}), ` +
      `mutes afterwards p50 / p99 / longest in ms: ${figures(after)}\n`,
  );
  await stop();
}

/** The same, and what it is like meanwhile for the version of before, which serves on the same database. */
async function measureBesideOld(
  name: string,
  url: string,
  isMigrated: () => Promise<boolean>,
): Promise<void> {
  const old = await startOld(name, url);
  const mutes = keepMuting(old.mute);
  await sleep(10_000);
  const before = mutes.taken();
  let migration: number[] = [];
  const migrating = (async () => {
    while (!(await isMigrated())) await sleep(20);
    // Whoever waited for the migration is answered by then.
    await sleep(2_000);
    migration = mutes.taken();
  })();
  await measure(name, url);
  await migrating;
  const after = mutes.taken();
  await mutes.stop();
  await old.stop();
  process.stdout.write(
    `${name}: mutes of a gateway of 0.1.0 beside it, p50 / p99 / longest in ms: alone ${figures(before)}, ` +
      `while the schema is changed ${figures(migration)} (${migration.length}), ` +
      `afterwards ${figures(after)} (${after.length})\n`,
  );
}

/** `kept`: a file that is filled already and stays. */
async function inFile(kept?: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'journal-migration-'));
  const file = kept ?? join(folder, 'journal.db');
  await (await openSqlite(file)).close();
  await fillFile(file, { old: true });
  await (await startOld('SQLite', `file:${file}`)).stop();
  await measure('SQLite', `file:${file}`);
  rmSync(folder, { recursive: true });
}

/** `kept`: the address of a database that is filled already and stays. */
async function onServer(kept?: string): Promise<void> {
  const server = kept === undefined ? await startPostgres() : { url: kept, remove: async () => {} };
  await (await openPostgres(server.url, () => {})).close();
  await fillServer(server.url, { old: true });
  const client = new pg.Client(server.url);
  await client.connect();
  const isMigrated = async () => {
    const { rows } = await client.query("select to_regclass('action_number') is not null as there");
    return rows[0].there;
  };
  await measureBesideOld('PostgreSQL', server.url, isMigrated);
  await client.end();
  await server.remove();
}

const [, , , only] = process.argv;
if (!only?.startsWith('postgres')) await inFile(/^file:(.*)/.exec(only ?? '')?.[1]);
if (!/^(sqlite|file:)/.test(only ?? '')) await onServer(only?.startsWith('postgres:') ? only : undefined);
