/**
 * The thread that owns a SQLite connection, so that the event loop never waits on the disk.
 */
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

/** A checkpoint, or a backup that somebody takes, may hold the file for a moment. Callers wait for more than two of these. */
const BUSY_TIMEOUT_MS = 2_000;
const MAX_STATEMENTS = 250;
/** Pages of 4 KB that may wait in the WAL. A page that changes often reaches the file less often than by default. */
const CHECKPOINT_PAGES = 8_000;
/** An action on a thousand users changes a page of the index for each; by default, half of these fit. */
const CACHE_KB = 4_800;
/** A page looks at some thousand entries of indexes, whose upper pages are the same for all. */
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
/** The rows of `actions` that the message inserted. */
let inserted: (number | bigint)[] = [];
/** Characters of the message's answers so far. */
let answered = 0;

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
    port.postMessage(JSON.stringify(answersTo(message)));
  }
});
const first: SqliteOpened = { database: files.database };
port.postMessage(JSON.stringify(first));

function answersTo(requests: readonly SqliteRequest[]): SqliteAnswers {
  answered = 0;
  inserted = [];
  // Nothing of the message is written where something is missing already.
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

/** What is on the disk under another name, or under none, the next start will not find. */
function lookForLoss(): LostFile | undefined {
  if (lost) return lost;
  lost = lostFile(file, files);
  if (lost && !readonly) saveAnswered(lost);
  return lost;
}

/** What was answered before may be in nothing but the log, which may have no name any more. */
function saveAnswered(missing: LostFile): void {
  try {
    withdraw();
    if (missing === 'log') db.pragma('wal_checkpoint(FULL)');
  } catch {
    // Then the files stay as they are.
  }
}

/** Their callers are told that nothing was sent, so no recovery may carry them out. */
function withdraw(): void {
  if (inserted.length === 0) return;
  const rows = JSON.stringify(inserted.map(Number));
  const pending = "rowid in (select value from json_each(?)) and status = 'PENDING'";
  begin.run();
  try {
    db.prepare(
      `delete from action_targets where (user_id, action_id) in
        (select user.value, actions.id from actions, json_each(user_ids) as user where actions.${pending})`,
    ).run(rows);
    db.prepare(
      `delete from action_order where (place, user_id, action_id) in
        (select acts_in, coalesce(user.value, ''), actions.id
          from actions left join json_each(user_ids) as user where actions.${pending})`,
    ).run(rows);
    db.prepare(`delete from actions where ${pending}`).run(rows);
    commit.run();
  } finally {
    if (db.inTransaction) rollback.run();
  }
}

interface Prepared {
  statement: Database.Statement;
  /** Gives rows. */
  reads: boolean;
  insertsAction: boolean;
}

/** An error of SQLite's own would come to the other side without its words. */
function openOrSay(): Database.Database {
  try {
    return open();
  } catch (error) {
    const failed: SqliteOpened = { error: errorText(error) };
    port.postMessage(JSON.stringify(failed));
    process.exit();
  }
}

/** Whether the file is the one that is to be opened. */
function isExpected(): boolean {
  return expected === undefined || identityOf(file) === expected;
}

/** Opens only what is there: SQLite deletes the log that it finds beside a file that it makes. */
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
  // A commit is on the disk before it is answered.
  connection.pragma('synchronous = FULL');
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  connection.pragma(`cache_size = -${CACHE_KB}`);
  openLog(connection);
  return connection;
}

/** SQLite opens the write-ahead log with the first query. */
function openLog(connection: Database.Database): void {
  connection.prepare('SELECT 1 FROM sqlite_master').all();
}

/** Writes all requests in one commit; where one of them is refused, each in its own. */
function write(requests: readonly SqliteRequest[]): SqliteAnswers {
  const startedAt = performance.now();
  const together = inTransaction(requests);
  const committed = !('error' in together);
  const answers = committed ? together.all : apart(requests, together);
  // What only looked something up was no commit.
  const wrote = !committed || together.all.some(({ results }) => results.some(({ changes }) => changes > 0));
  return { answers, ...(wrote && { commit: { ms: performance.now() - startedAt, committed } }) };
}

function apart(requests: readonly SqliteRequest[], together: Failed): SqliteAnswer[] {
  // What may be on disk must not be written twice, and what could not even begin would fail alike, and wait as long.
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

/** Stops after the answers of a long message. */
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

function run([query, parameters]: SqliteQuery): SqliteResult {
  const { statement, reads, insertsAction } = statementOf(query);
  // As one array: libsql would copy single values twice.
  if (reads) return { rows: rowsOf(statement, parameters), changes: 0 };
  const { changes, lastInsertRowid } = statement.run(parameters);
  if (insertsAction && changes > 0) inserted.push(lastInsertRowid);
  return { rows: [], changes };
}

function rowsOf(statement: Database.Statement, parameters: readonly unknown[]): unknown[] {
  let rows: unknown[] = [];
  let length = 0;
  // To the end in any case, or the statement would keep its place in the log.
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
    const statement = db.prepare(text);
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

function errorText(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return code ? `${code}: ${message}` : message;
}
