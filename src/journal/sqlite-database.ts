import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import Database from 'libsql';
import {
  type JournalDatabase,
  type JournalPages,
  JournalUnusable,
  type OnCommit,
} from './journal-database.js';
import { migrateSqlite } from './migrate-sqlite.js';
import { SQLITE } from './sql-dialect.js';
import { SqliteThread } from './sqlite-thread.js';
import type { JournalTables } from './tables.js';

/** A gateway that is ending, after a signal or a crash, has let go of its file by then. */
const LOCK_WAIT_MS = 2_000;

/**
 * Opens a journal in a file, which it makes where there is none. One thread writes, and looks up what an action needs;
 * another reads pages, so that a long query holds up no action. Rejects with `JournalUnusable` when the file cannot be
 * written, or another gateway has it.
 */
export async function openSqlite(file: string, onCommit?: OnCommit): Promise<JournalDatabase> {
  const lock = lockFile(file);
  let writer: SqliteThread | undefined;
  let closed = false;
  // A thread takes some 40 ms to start, and 10 MB; many a gateway is never asked for a page.
  const pages = kyselyOn(async () => {
    if (closed) throw new Error('the journal is closed');
    return SqliteThread.open({ file, readonly: true });
  });
  const close = async () => {
    if (closed) return;
    closed = true;
    await pages.destroy();
    await writer?.close();
    lock.exec('ROLLBACK');
    lock.close();
  };
  try {
    const thread = await SqliteThread.open({ file, readonly: false }, onCommit);
    writer = thread;
    const db = kyselyOn(async () => thread);
    await migrateSqlite(db, (queries) => thread.run(queries));
    return {
      db,
      pages: { db: pages, dialect: SQLITE },
      nowMs: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
      rowsOf: (jsonArray) => sql<{ value: string }>`json_each(${jsonArray})`,
      async write(queries) {
        const results = await thread.run(queries);
        return results.map(({ changes }) => changes);
      },
      async ping() {
        await thread.run([]);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens a journal for reading only, beside the gateway that has it. Rejects with `JournalUnusable`. */
export async function openSqliteForReading(file: string): Promise<JournalPages & { close(): Promise<void> }> {
  const db = kyselyOn(() => SqliteThread.open({ file, readonly: true }));
  try {
    // SQLite would make what is not there.
    closeSync(openSync(file, 'r'));
    const tables = await sql`select 1 from sqlite_master where name = 'actions'`.execute(db);
    if (tables.rows.length === 0) throw new Error('no gateway has used it yet');
    return { db, dialect: SQLITE, close: () => db.destroy() };
  } catch (error) {
    await db.destroy();
    throw new JournalUnusable(`The journal ${file} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * Keeps a second gateway from the file, which would take this one's actions under way for a dead one's. The system
 * gives the lock up with the process, however that ends.
 */
function lockFile(file: string): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Who may read the folder need not be who may read the journal.
    for (const name of [file, `${file}-lock`]) closeSync(openSync(name, 'a', 0o600));
  } catch (error) {
    throw new JournalUnusable(`The journal ${file} cannot be written: ${(error as Error).message}`);
  }
  const lock = new Database(`${file}-lock`);
  try {
    lock.pragma(`busy_timeout = ${LOCK_WAIT_MS}`);
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new JournalUnusable(
      `The journal ${file} belongs to another gateway that runs: give each a file of its own, or have them share a ` +
        'PostgreSQL database (DATABASE_URL).',
    );
  }
}

/** `open` is called with the first query, and what it gives is closed with `destroy`. */
function kyselyOn(open: () => Promise<SqliteThread>): Kysely<JournalTables> {
  return new Kysely<JournalTables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new ThreadDriver(open),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** Hands Kysely's queries to a thread. There are no transactions across queries: `write` has what belongs together. */
class ThreadDriver implements Driver {
  readonly #open: () => Promise<SqliteThread>;
  #thread: SqliteThread | undefined;

  constructor(open: () => Promise<SqliteThread>) {
    this.#open = open;
  }

  async init(): Promise<void> {
    this.#thread = await this.#open();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const thread = this.#thread;
    if (!thread) throw new Error('a driver that Kysely has not started');
    return {
      async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
        const [result] = await thread.run([query]);
        return {
          rows: (result?.rows ?? []) as Row[],
          numAffectedRows: BigInt(result?.changes ?? 0),
        };
      },
      streamQuery() {
        throw new Error('not supported');
      },
    };
  }

  async beginTransaction(): Promise<void> {
    throw new Error('not supported');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {
    await this.#thread?.close();
  }
}
