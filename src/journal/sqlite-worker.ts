/**
 * The thread that owns a SQLite connection, so that the event loop never waits on the disk.
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

port.on('message', (message: readonly SqliteRequest[] | 'close') => {
  if (message === 'close') {
    db.close();
    port.close();
  } else {
    const answers: SqliteAnswers = readonly ? { answers: message.map(read) } : write(message);
    port.postMessage(answers);
  }
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

/** Writes all requests in one commit; where one of them fails, each in its own. */
function write(requests: readonly SqliteRequest[]): SqliteAnswers {
  const startedAt = performance.now();
  const together = inTransaction(requests);
  const committed = !('error' in together);
  const answers = committed
    ? together.all
    : requests.map((request) => {
        const alone = inTransaction([request]);
        return 'error' in alone ? alone : (alone.all[0] as SqliteAnswer);
      });
  return { answers, commit: { ms: performance.now() - startedAt, committed } };
}

/** Leaves nothing behind where one of the requests fails. */
function inTransaction(requests: readonly SqliteRequest[]): { all: SqliteAnswer[] } | { error: string } {
  try {
    run('BEGIN IMMEDIATE', []);
    const all = requests.map((request) => ({
      results: request.map(({ sql, parameters }) => run(sql, parameters)),
    }));
    run('COMMIT', []);
    return { all };
  } catch (error) {
    if (db.inTransaction) run('ROLLBACK', []);
    return { error: errorText(error) };
  }
}

function read(request: SqliteRequest): SqliteAnswer {
  try {
    return { results: request.map(({ sql, parameters }) => run(sql, parameters)) };
  } catch (error) {
    return { error: errorText(error) };
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
