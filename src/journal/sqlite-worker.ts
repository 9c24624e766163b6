/** Runs in a thread and owns a SQLite connection, so that the event loop never waits for the disk. */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'libsql';
import { filesOf, identityOf, type LostFile, lossOf, lostFile } from './file-identity.js';
import {
  LONG_MESSAGE,
  LONGEST_ANSWER,
  NUMBERED_QUERIES,
  type SqliteAnswer,
  type SqliteAnswers,
  type SqliteFailure,
  type SqliteMessage,
  type SqliteOpened,
  type SqliteQuery,
  type SqliteRequest,
  type SqliteResult,
  type SqliteWorkerData,
} from './sqlite-messages.js';
import { withdrawIntents } from './withdrawal.js';

/** A checkpoint or a backup may hold the file for a moment. Callers wait longer than twice this. */
const BUSY_TIMEOUT_MS = 2_000;
const MAX_STATEMENTS = 250;
/** Log pages of 4 KB before a checkpoint. A page that changes often is copied less often than by default. */
const CHECKPOINT_PAGES = 8_000;
/** An action on a thousand users changes one index page for each. By default, half of these fit. */
const CACHE_KB = 4_800;
/** A page of actions looks at some thousand index entries. All queries use the same upper pages of the indexes. */
const READER_CACHE_KB = 8_000;

if (!parentPort) throw new Error('this file is a worker');
const port = parentPort;
const { file, readonly, expected } = workerData as SqliteWorkerData;

let lost: LostFile | undefined = isExpected() ? undefined : 'database';
const db = openOrSay();
const numbered: string[] = [];
const statements = new Map<string, Prepared>();
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const rollback = db.prepare('ROLLBACK');
const files = filesOf(file);
if (!isExpected()) lost = 'database';
/** The row ids that the message inserted into `actions`. */
let inserted: (number | bigint)[] = [];
/** The characters in the message's answers so far. */
let answered = 0;

port.on('message', (json: string) => {
  const message: SqliteMessage = JSON.parse(json);
  if (message === 'close') {
    db.close();
    port.close();
  } else {
    // Before any query runs, because the other side has counted them all, even those that will fail.
    for (const [query] of message.flat()) {
      if (typeof query === 'string' && numbered.length < NUMBERED_QUERIES) numbered.push(query);
    }
    port.postMessage(JSON.stringify(answersTo(message)));
  }
});
const first: SqliteOpened = { database: files.database };
port.postMessage(JSON.stringify(first));

function answersTo(requests: readonly SqliteRequest[]): SqliteAnswers {
  answered = 0;
  inserted = [];
  // If a file is already lost, nothing of the message is written.
  const before = lookForLoss();
  if (before) {
    const failure = { error: lossOf(file, before), rolledBack: true };
    const answers = requests.map(() => failure);
    return { answers, ...(!readonly && { commit: { ms: 0, committed: false } }), lost: before };
  }
  const done = readonly ? { answers: inOrder(requests, read) } : write(requests);
  const after = lookForLoss();
  if (!after) return done;
  const failure = { error: lossOf(file, after), rolledBack: false };
  const answers = done.answers.map((answer) => ('error' in answer ? answer : failure));
  return { answers, ...(done.commit && { commit: { ...done.commit, committed: false } }), lost: after };
}

/** Looks for a lost file. After a restart, SQLite would not find data under another name, or under none. */
function lookForLoss(): LostFile | undefined {
  if (lost) return lost;
  lost = lostFile(file, files);
  if (lost && !readonly) saveAnswered(lost);
  return lost;
}

/** Saves earlier, answered writes. They may be only in the log, which may have lost its name. */
function saveAnswered(missing: LostFile): void {
  try {
    // Their callers learn that nothing was sent.
    if (inserted.length > 0) withdrawIntents(db, inserted);
    if (missing === 'log') db.pragma('wal_checkpoint(FULL)');
  } catch {
    // The files stay as they are.
  }
}

interface Prepared {
  statement: Database.Statement;
  /** Whether the statement returns rows. */
  reads: boolean;
  insertsAction: boolean;
}

/** Posts the message of a failed open. A thrown SQLite error would reach the other side without its message. */
function openOrSay(): Database.Database {
  try {
    return open();
  } catch (error) {
    const failed: SqliteOpened = { error: errorText(error) };
    port.postMessage(JSON.stringify(failed));
    process.exit();
  }
}

/** Whether the file is the expected one. */
function isExpected(): boolean {
  return expected === undefined || identityOf(file) === expected;
}

/** Opens only an existing file: if SQLite created the file, it would delete the log beside it. */
function open(): Database.Database {
  const connection = new Database(lost ? ':memory:' : `${pathToFileURL(file)}?mode=rw`);
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  if (readonly) {
    connection.pragma('query_only = ON');
    connection.pragma(`cache_size = -${READER_CACHE_KB}`);
    openLog(connection);
    return connection;
  }
  connection.pragma('journal_mode = WAL');
  // Syncs each commit to the disk before it is answered.
  connection.pragma('synchronous = FULL');
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  connection.pragma(`cache_size = -${CACHE_KB}`);
  openLog(connection);
  return connection;
}

/** Runs a query, because SQLite opens the write-ahead log with the first one. */
function openLog(connection: Database.Database): void {
  connection.prepare('SELECT 1 FROM sqlite_master').all();
}

/** Writes all requests in one commit. If one is refused, each gets a commit of its own. */
function write(requests: readonly SqliteRequest[]): SqliteAnswers {
  const startedAt = performance.now();
  const together = inTransaction(requests);
  const committed = !('error' in together);
  const answers = committed ? together.all : apart(requests, together);
  // Requests that only read made no commit.
  const wrote = !committed || together.all.some(({ results }) => results.some(hasChanged));
  return { answers, ...(wrote && { commit: { ms: performance.now() - startedAt, committed } }) };
}

/** An action that was inserted is told by an object. */
function hasChanged(result: SqliteResult): boolean {
  return !Array.isArray(result) && result !== 0;
}

function apart(requests: readonly SqliteRequest[], together: Failed): SqliteAnswer[] {
  // Writes that may be on disk must not be repeated. If even BEGIN failed, each request would wait as long and fail
  // alike.
  if (!together.rolledBack || !together.begun) return requests.map(() => together);
  answered = 0;
  return inOrder(requests, (request) => {
    const result = inTransaction([request]);
    return 'error' in result ? result : (result.all[0] as SqliteAnswer);
  });
}

interface Failed extends SqliteFailure {
  begun: boolean;
}

function inTransaction(requests: readonly SqliteRequest[]): { all: { results: SqliteResult[] }[] } | Failed {
  let step: 'begin' | 'run' | 'commit' = 'begin';
  try {
    begin.run();
    step = 'run';
    const all = inOrder(requests, (request) => ({ results: request.map(run) }));
    step = 'commit';
    commit.run();
    return { all };
  } catch (error) {
    const rolledBack = isRolledBack() && !(step === 'commit' && mayBeOnDisk(error));
    return { error: errorText(error), rolledBack, begun: step !== 'begin' };
  }
}

/** Stops when the answers are long enough for one message. */
function inOrder<Answer>(
  requests: readonly SqliteRequest[],
  answer: (request: SqliteRequest) => Answer,
): Answer[] {
  const answers: Answer[] = [];
  for (const request of requests) {
    if (answered > LONG_MESSAGE) break;
    answers.push(answer(request));
  }
  return answers;
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
 * A COMMIT that failed to sync has already put its last frame into the write-ahead log, where the next start may find
 * it. A COMMIT that found the disk full has not: its last frame is missing, and that frame makes the commit.
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

function run([query, parameters]: SqliteQuery): SqliteResult {
  const { statement, reads, insertsAction } = statementOf(query);
  // Parameters go as one array, because libsql would copy single values twice.
  if (reads) return rowsOf(statement, parameters);
  const { changes, lastInsertRowid } = statement.run(parameters);
  if (!insertsAction || changes === 0) return changes;
  inserted.push(lastInsertRowid);
  return { inserted: Number(lastInsertRowid) };
}

function rowsOf(statement: Database.Statement, parameters: readonly unknown[]): unknown[] {
  let rows: unknown[] = [];
  let length = 0;
  // Reads to the end even if the answer is too long: an open statement would keep its place in the log.
  for (const row of statement.iterate(parameters)) {
    length += lengthOf(row as object);
    if (length > LONGEST_ANSWER) rows = [];
    else rows.push(row);
  }
  if (length > LONGEST_ANSWER) throw new Error(`an answer of ${length} characters is too long`);
  answered += length;
  return rows;
}

function lengthOf(row: object): number {
  let length = 0;
  for (const value of Object.values(row)) length += typeof value === 'string' ? value.length : 8;
  return length;
}

function statementOf(query: string | number): Prepared {
  const text = typeof query === 'number' ? numbered[query] : query;
  if (text === undefined) throw new Error(`no query has the number ${query}`);
  let prepared = statements.get(text);
  if (!prepared) {
    const statement = db.prepare(orRollback(text));
    prepared = {
      statement,
      reads: statement.reader,
      insertsAction: text.startsWith('insert into "actions"'),
    };
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    statements.set(text, prepared);
  }
  return prepared;
}

/**
 * An error undoes the whole transaction. SQLite need not be able to undo a statement alone: for that, it would copy each page
 * before the statement changes it, which takes a third of the time of the update that ends an action.
 */
function orRollback(text: string): string {
  return text.replace(/^\s*(insert|update)\b(?! or\b)/i, '$1 or rollback');
}

function errorText(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return code ? `${code}: ${message}` : message;
}
