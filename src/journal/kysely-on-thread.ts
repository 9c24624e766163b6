import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteThread } from './sqlite-thread.js';
import type { JournalTables } from './tables.js';

/** `open` is called with the first query. The caller of `kyselyOn` closes the thread. */
export function kyselyOn(open: () => Promise<SqliteThread>): Kysely<JournalTables> {
  return new Kysely<JournalTables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new ThreadDriver(open),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/**
 * Passes Kysely's queries to a thread. It supports no transactions across queries: `write` takes the queries that
 * belong together.
 */
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
    if (!thread) throw new Error('Kysely has not started this driver');
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

  beginTransaction(): Promise<void> {
    throw new Error('not supported');
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}
