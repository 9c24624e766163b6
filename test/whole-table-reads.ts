/**
 * Vitest runs this before each file of tests. All statements that gateways of the file ran on SQLite are looked at when it is over: none may
 * read a whole table that grows. Such a statement is quick in every test, and takes longer with each action on record.
 */
import { subscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import Database from 'libsql';
import { afterAll, expect } from 'vitest';
import { openSqlite } from '../src/journal/sqlite-database.js';
import type { SqliteMessage } from '../src/journal/sqlite-messages.js';
import { openBeside } from './journal/open-beside.js';
import { wholeTablesRead } from './tables-read.js';

/** Kept from file to file: a worker runs this anew for each of them. */
interface Known {
  /** What was run since the last look. */
  run: Set<string>;
  readonly lookedAt: Set<string>;
  journal?: Promise<Database.Database>;
}

const KEY = Symbol.for('statements on SQLite');
const kept = globalThis as { [KEY]?: Known };
if (!kept[KEY]) {
  const known: Known = { run: new Set(), lookedAt: new Set() };
  kept[KEY] = known;
  subscribe('worker_threads', (message) => {
    const { worker } = message as { worker: Worker };
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (sent, ...others) => {
      for (const text of textsIn(sent)) if (!known.lookedAt.has(text)) known.run.add(text);
      post(sent, ...others);
    };
  });
}
const known = kept[KEY] as Known;

afterAll(async () => {
  const run = [...known.run];
  known.run = new Set();
  if (run.length === 0) return;
  known.journal ??= emptyJournal();
  const journal = await known.journal;
  known.run.clear();
  for (const text of run) known.lookedAt.add(text);
  const found = run.flatMap((text) => wholeTablesRead(journal, text).map((table) => `${table}: ${text}`));
  expect(found, 'statements that read a whole table that grows (test/tables-read.ts)').toEqual([]);
});

/** The texts of statements that are sent to a thread that has a journal. */
function textsIn(sent: unknown): string[] {
  if (typeof sent !== 'string' || !sent.startsWith('[[')) return [];
  const message = JSON.parse(sent) as Exclude<SqliteMessage, 'close'>;
  return message.flat().flatMap(([query]) => (typeof query === 'string' ? [query] : []));
}

/** In memory, with the tables of a new journal. */
export async function emptyJournal(): Promise<Database.Database> {
  const folder = mkdtempSync(join(tmpdir(), 'whole-table-reads-'));
  const file = join(folder, 'journal.db');
  await (await openSqlite(file)).close();
  const made = openBeside(file);
  const texts = made
    .prepare("select sql from sqlite_master where sql is not null and name not like 'sqlite_%'")
    .all() as { sql: string }[];
  made.close();
  rmSync(folder, { recursive: true });
  const journal = new Database(':memory:');
  for (const { sql } of texts) journal.exec(sql);
  return journal;
}
