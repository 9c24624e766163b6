/**
 * The thread that owns a SQLite connection, so that the event loop never waits on the disk.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'libsql';
import {
  NUMBERED_QUERIES,
  type SqliteAnswer,
  type SqliteAnswers,
  type SqliteMessage,
  type SqliteQuery,
  type SqliteRequest,
  type SqliteResult,
  type SqliteWorkerData,
} from './sqlite-messages.js';

/** A checkpoint, or a backup that somebody takes, may hold the file for a moment. */
const BUSY_TIMEOUT_MS = 5_000;
const MAX_STATEMENTS = 250;
/** Pages of 4 KB that may wait in the WAL. A page that changes often reaches the file less often than by default. */
const CHECKPOINT_PAGES = 8_000;
/** An action on a thousand users changes a page of the index for each; by default, half of these fit. */
const CACHE_KB = 4_800;

if (!parentPort) throw new Error('this file is a worker');
const port = parentPort;
const { file, readonly } = workerData as SqliteWorkerData;

const db = open();
const numbered: string[] = [];
const statements = new Map<string, Prepared>();
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const rollback = db.prepare('ROLLBACK');

port.on('message', (json: string) => {
  const message: SqliteMessage = JSON.parse(json);
  if (message === 'close') {
    db.close();
    port.close();
  } else {
    // Before any is run, since the other side has counted them, whatever becomes of them.
    for (const [query] of message.flat()) {
      if (typeof query === 'string' && numbered.length < NUMBERED_QUERIES) numbered.push(query);
    }
    const answers: SqliteAnswers = readonly ? { answers: message.map(read) } : write(message);
    port.postMessage(JSON.stringify(answers));
  }
});
port.postMessage('open');

interface Prepared {
  statement: Database.Statement;
  /** Gives rows. */
  reads: boolean;
}

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
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  connection.pragma(`cache_size = -${CACHE_KB}`);
  return connection;
}

/** Writes all requests in one commit; where one of them is refused, each in its own. */
function write(requests: readonly SqliteRequest[]): SqliteAnswers {
  const startedAt = performance.now();
  const together = inTransaction(requests);
  const committed = !('error' in together);
  const answers = committed ? together.all : requests.map((request) => alone(request, together));
  // What only looked something up was no commit.
  const wrote = !committed || together.all.some(({ results }) => results.some(({ changes }) => changes > 0));
  return { answers, ...(wrote && { commit: { ms: performance.now() - startedAt, committed } }) };
}

function alone(request: SqliteRequest, together: Failed): SqliteAnswer {
  // What may be on disk must not be written twice.
  if (!together.rolledBack) return together;
  const result = inTransaction([request]);
  return 'error' in result ? result : (result.all[0] as SqliteAnswer);
}

type Failed = Extract<SqliteAnswer, { error: string }>;

function inTransaction(requests: readonly SqliteRequest[]): { all: { results: SqliteResult[] }[] } | Failed {
  let committing = false;
  try {
    begin.run();
    const all = requests.map((request) => ({ results: request.map(run) }));
    committing = true;
    commit.run();
    return { all };
  } catch (error) {
    const rolledBack = isRolledBack() && !(committing && mayBeOnDisk(error));
    return { error: errorText(error), rolledBack };
  }
}

function isRolledBack(): boolean {
  try {
    if (db.inTransaction) rollback.run();
    return !db.inTransaction;
  } catch {
    return false;
  }
}

/**
 * A COMMIT that could not sync has already put its last frame into the write-ahead log, where the next start would find
 * it. One for which the disk had no room has not: the last frame is what makes a commit.
 */
function mayBeOnDisk(error: unknown): boolean {
  return (error as { code?: string }).code !== 'SQLITE_FULL';
}

function read(request: SqliteRequest): SqliteAnswer {
  try {
    return { results: request.map(run) };
  } catch (error) {
    return { error: errorText(error), rolledBack: false };
  }
}

function run([query, parameters]: SqliteQuery) {
  const { statement, reads } = statementOf(query);
  // As one array: libsql would copy single values twice.
  if (reads) return { rows: statement.all(parameters), changes: 0 };
  return { rows: [], changes: statement.run(parameters).changes };
}

function statementOf(query: string | number): Prepared {
  const text = typeof query === 'number' ? numbered[query] : query;
  if (text === undefined) throw new Error(`no query has the number ${query}`);
  let prepared = statements.get(text);
  if (!prepared) {
    const statement = db.prepare(text);
    prepared = { statement, reads: statement.reader };
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    statements.set(text, prepared);
  }
  return prepared;
}

function errorText(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return code ? `${code}: ${message}` : message;
}
