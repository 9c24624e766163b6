import { closeSync, existsSync, openSync } from 'node:fs';
import type { FastifyBaseLogger } from 'fastify';
import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import { type LostFile, lossOf } from './file-identity.js';
import { refusePipes } from './file-kinds.js';
import {
  type JournalDatabase,
  type JournalPages,
  JournalUnusable,
  type OnCommit,
  type Work,
  type WriteOptions,
  type Written,
} from './journal-database.js';
import { kyselyOn } from './kysely-on-thread.js';
import { checkLog } from './log-check.js';
import { migrateSqlite } from './migrate-sqlite.js';
import { SQLITE } from './sql-dialect.js';
import { FileLock } from './sqlite-lock.js';
import { SqliteThread } from './sqlite-thread.js';
import { sqliteTurnError } from './turn-refused.js';

export interface SqliteOptions {
  onCommit?: OnCommit;
  /** Called when a thread has died. Another takes its place. */
  onThreadDeath?(): void;
  /** Called when the journal can no longer be used. A reader may have found it, before any write has failed. */
  onLoss?(): void;
  log?: Pick<FastifyBaseLogger, 'warn' | 'error'>;
}

/**
 * Opens a journal in a file, and creates the file if there is none. One thread writes and looks up what an action
 * needs. Another reads pages, so that a long query holds up no action. Rejects with `JournalUnusable` if the file
 * cannot be written, another gateway has it, or its write-ahead log is damaged.
 */
export async function openSqlite(file: string, options: SqliteOptions = {}): Promise<JournalDatabase> {
  const lock = FileLock.take(file);
  const journal = new SqliteJournal(file, lock, options);
  try {
    const warning = checkLog(file);
    if (warning) options.log?.warn(warning);
    await journal.open();
    return journal;
  } catch (error) {
    await journal.close();
    if (error instanceof JournalUnusable) throw error;
    // SQLite's own words, such as "file is not a database".
    const words = `The journal ${file} cannot be used: ${(error as Error).message}`;
    throw new JournalUnusable(/[.!]$/.test(words) ? words : `${words}.`, { cause: error });
  }
}

class SqliteJournal implements JournalDatabase {
  readonly #file: string;
  readonly #lock: FileLock;
  readonly #options: SqliteOptions;
  readonly db = kyselyOn(async () => this.#writing());
  // The reading thread starts with the first page: it takes some 40 ms and 10 MB, and many gateways never read a page.
  readonly pages = { db: kyselyOn(() => this.#openReader()), dialect: SQLITE };
  readonly nowMs = sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;
  #writer: SqliteThread | undefined;
  #reader: Promise<SqliteThread> | undefined;
  /** Why the journal can no longer be used. */
  #ended: Error | undefined;
  #closed = false;
  /** The turn under way, and those that wait. */
  #turns: Promise<unknown> = Promise.resolve();

  constructor(file: string, lock: FileLock, options: SqliteOptions) {
    this.#file = file;
    this.#lock = lock;
    this.#options = options;
  }

  async open(): Promise<void> {
    const { onCommit } = this.#options;
    const writer = await SqliteThread.open({
      file: this.#file,
      readonly: false,
      ...(onCommit && { onCommit }),
      onDeath: (error) => {
        this.#died(error);
        // The writes that the thread had may not be on disk.
        onCommit?.(0, false);
      },
      onLoss: (lost) => this.#lose(lossOf(this.#file, lost), lost),
    });
    this.#writer = writer;
    await migrateSqlite(this.db, (queries) => writer.run(queries));
  }

  rowsOf(jsonArray: string | RawBuilder<unknown>) {
    return sql<{ value: string }>`json_each(${jsonArray})`;
  }

  async write(queries: readonly CompiledQuery[], options?: WriteOptions): Promise<number[]> {
    return (await this.writeAndRead(queries, options)).map(({ changes }) => changes);
  }

  writeAndRead(queries: readonly CompiledQuery[], { patience }: WriteOptions = {}): Promise<Written[]> {
    return this.#writing().run(queries, patience);
  }

  /** This process alone writes the file, so a turn only excludes its other turns. */
  inTurn<Result>(work: Work<Result>): Promise<Result> {
    const turn = this.#turns.then(() => this.#turn(work));
    this.#turns = turn.catch(() => {});
    return turn;
  }

  async #turn<Result>(work: Work<Result>): Promise<Result> {
    try {
      const { queries, result } = await work(async (query) => {
        const [answer] = await this.#writing().run([query]);
        return (answer?.rows ?? []) as never;
      });
      if (queries.length > 0) await this.write(queries);
      return result;
    } catch (error) {
      throw sqliteTurnError(error);
    }
  }

  /** Checks the lock. The threads check the other files. */
  check(): void {
    if (this.#ended) throw this.#ended;
    if (!this.#lock.isHeld()) this.#retakeLock();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#ended ??= new Error('the journal is closed');
    const reader = await this.#reader?.catch(() => undefined);
    await reader?.close();
    await this.#writer?.close();
    this.#lock.release();
  }

  #writing(): SqliteThread {
    if (!this.#writer) throw new Error('the journal is not open');
    return this.#writer;
  }

  async #openReader(): Promise<SqliteThread> {
    if (this.#ended) throw this.#ended;
    this.#reader = SqliteThread.open({
      file: this.#file,
      readonly: true,
      expected: this.#writing().database,
      onDeath: (error) => this.#died(error),
      onLoss: (lost) => this.#lose(lossOf(this.#file, lost), lost),
    });
    return this.#reader;
  }

  #died(error: Error): void {
    this.#options.log?.error({ err: error }, 'a thread of the journal ended, and is started again');
    this.#options.onThreadDeath?.();
  }

  /** Stops all reading and writing. Logs the reason, once. */
  #lose(words: string, lost?: LostFile): Error {
    if (!this.#ended) {
      const ended = new Error(words);
      this.#ended = ended;
      this.#options.log?.error(words);
      this.#options.onLoss?.();
      const writer = this.#writer;
      // On any message, the writing thread finds that the log is lost, and saves its contents.
      const saved = lost === 'log' ? writer?.run([]) : undefined;
      if (saved) saved.catch(() => {}).finally(() => writer?.end(ended));
      else writer?.end(ended);
      this.#reader?.then((reader) => reader.end(ended)).catch(() => {});
    }
    return this.#ended;
  }

  #retakeLock(): void {
    const name = `${this.#file}-lock`;
    try {
      this.#lock.retake();
    } catch (error) {
      if (!(error instanceof JournalUnusable)) throw error;
      throw this.#lose(
        `The journal's lock ${name} was deleted or replaced while the gateway ran, and another gateway has taken it. ` +
          'Actions are refused until a restart: end one of the two gateways, or give each a file of its own.',
      );
    }
    this.#options.log?.warn(
      `The journal's lock ${name} was deleted or replaced while the gateway ran. It has been taken again; nothing was lost.`,
    );
  }
}

/**
 * Opens a journal for reading only, beside a gateway that may have it. Rejects with `JournalUnusable` if it cannot be
 * read. If no gateway runs, a damaged write-ahead log is a reason too: SQLite would drop what it cannot read of it.
 */
export async function openSqliteForReading(file: string): Promise<JournalPages & { close(): Promise<void> }> {
  let thread: SqliteThread | undefined;
  const db = kyselyOn(async () => {
    thread = await SqliteThread.open({ file, readonly: true });
    return thread;
  });
  const close = async () => {
    await db.destroy();
    await thread?.close();
  };
  try {
    refusePipes(file);
    checkIdleLog(file);
    // SQLite would create a missing file.
    closeSync(openSync(file, 'r'));
    const tables = await sql`select 1 from sqlite_master where name = 'actions'`.execute(db);
    if (tables.rows.length === 0) throw new Error('no gateway has used it yet');
    return { db, dialect: SQLITE, close };
  } catch (error) {
    await close();
    if (error instanceof JournalUnusable) throw error;
    throw new JournalUnusable(`The journal ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Checks the log only if no gateway is writing it. A log that is being written sometimes looks damaged. */
function checkIdleLog(file: string): void {
  if (!existsSync(`${file}-lock`)) {
    checkLog(file);
    return;
  }
  const lock = FileLock.takeIfFree(file);
  try {
    if (lock) checkLog(file);
  } finally {
    lock?.release();
  }
}
