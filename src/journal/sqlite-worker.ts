/**
 * The thread that owns a SQLite connection, so that the event loop never waits on the disk. All that arrives while a
 * commit is on its way to the disk is written in the next one.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'libsql';
import type { SqliteAnswer, SqliteAnswers, SqliteRequest, SqliteWorkerData } from './sqlite-messages.js';

/** A checkpoint, or a backup that somebody takes, may hold the file for a moment. */
const BUSY_TIMEOUT_MS = 5_000;
const MAX_STATEMENTS = 200;

if (!parentPort) throw new Error('this file is a worker');
const port = parentPort;
const { file, readonly } = workerData as SqliteWorkerData;

const db = open();
const statements = new Map<string, Database.Statement>();
let waiting: SqliteRequest[] = [];

port.on('message', (message: SqliteRequest | 'close') => {
  if (message === 'close') {
    writeAll();
    db.close();
    port.close();
    return;
  }
  if (waiting.length === 0) setImmediate(readonly ? readAll : writeAll);
  waiting.push(message);
});
port.postMessage('open');

function open(): Database.Database {
  const connection = new Database(file);
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  if (readonly) {
    connection.pragma('query_only = ON');
    return connection;
  }
  connection.pragma('journal_mode = WAL');
  // A commit is on the disk before it is answered.
  connection.pragma('synchronous = FULL');
  return connection;
}

function readAll(): void {
  const requests = waiting;
  waiting = [];
  port.postMessage({ answers: requests.map(attempt) } satisfies SqliteAnswers);
}

function writeAll(): void {
  const requests = waiting;
  waiting = [];
  if (requests.length === 0) return;
  const startedAt = performance.now();
  let answers: SqliteAnswer[];
  let committed = false;
  try {
    db.exec('BEGIN IMMEDIATE');
    answers = requests.map(attemptWhole);
    db.exec('COMMIT');
    committed = true;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    answers = requests.map(({ id }) => ({ id, error: errorText(error) }));
  }
  const commit = { ms: performance.now() - startedAt, committed };
  port.postMessage({ answers, commit } satisfies SqliteAnswers);
}

/** A request that fails leaves nothing behind, and the others of its commit alone. */
function attemptWhole(request: SqliteRequest): SqliteAnswer {
  if (request.queries.length === 1) return attempt(request);
  db.exec('SAVEPOINT request');
  const answer = attempt(request);
  if ('error' in answer) db.exec('ROLLBACK TO request');
  db.exec('RELEASE request');
  return answer;
}

function attempt({ id, queries }: SqliteRequest): SqliteAnswer {
  try {
    return { id, results: queries.map(({ sql, parameters }) => run(sql, parameters)) };
  } catch (error) {
    return { id, error: errorText(error) };
  }
}

function run(sql: string, parameters: readonly unknown[]) {
  let statement = statements.get(sql);
  if (!statement) {
    statement = db.prepare(sql);
    // Texts are few; what people filter by makes some more.
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    statements.set(sql, statement);
  }
  if (statement.reader) return { rows: statement.all(...parameters), changes: 0 };
  return { rows: [], changes: statement.run(...parameters).changes };
}

function errorText(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return code ? `${code}: ${message}` : message;
}
