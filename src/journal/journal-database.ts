import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';
import type { Patience } from './patience.js';
import type { SqlDialect } from './sql-dialect.js';
import type { JournalTables } from './tables.js';

/** What the journal needs from a database. `sqlite-database.ts` and `postgres-database.ts` implement it. */
export interface JournalDatabase {
  /** For quick lookups that an action needs, and for building the queries that `write` takes. */
  readonly db: Kysely<JournalTables>;
  /** For slow reads. They use a connection of their own, so that they hold up no action. */
  readonly pages: JournalPages;
  /** The database's clock, in milliseconds since the epoch. */
  readonly nowMs: RawBuilder<number>;
  /** More queries for the write probe. Without them succeeding, no action can be carried out. They change nothing. */
  readonly alsoProbed?: readonly CompiledQuery[];
  /** A table with the strings of a JSON array, in a column `value`. */
  rowsOf(jsonArray: string | RawBuilder<unknown>): RawBuilder<{ value: string }>;
  /**
   * The number for a new action, to be used in the statement that inserts it. It is greater than the numbers of all
   * recorded actions in the same place, regardless of clocks. Absent: the database numbers new rows by itself.
   */
  readonly nextNumber?: RawBuilder<number>;
  /**
   * Writes all `queries` or none, in the order of the calls. Several calls share one commit. Resolves once they are on
   * disk, with the number of rows that each query changed. Rejects with `NotWritten` if none of them is on disk or will
   * be, and with any other error if they may be.
   */
  write(queries: readonly CompiledQuery[], options?: WriteOptions): Promise<number[]>;
  /** The same for queries some of which read. What they read is what holds when the others are on disk. */
  writeAndRead(queries: readonly CompiledQuery[], options?: WriteOptions): Promise<Written[]>;
  /**
   * Runs `work` when no other turn of any gateway is under way, and writes all the queries that it returns, or none. What
   * it reads is what all turns before have written. Rejects with `TurnRefused` if what it reads or writes may be to blame,
   * and otherwise as `write` does, or as `work` does.
   */
  inTurn<Result>(work: Work<Result>): Promise<Result>;
  /**
   * Checks for damage that no write would notice. Returns at once. Throws if the journal cannot be used. Absent: there
   * is nothing to check.
   */
  check?(): void;
  /** Resolves once every accepted write has succeeded or failed. */
  close(): Promise<void>;
}

/** What a query changed, and what it read. */
export interface Written {
  readonly changes: number;
  /** The number of an action that was inserted, if the database tells it: a greater one is newer. */
  readonly number?: number | undefined;
  readonly rows: readonly unknown[];
}

/** Reads what it needs, and returns what to write. */
export type Work<Result> = (read: ReadRows) => Promise<{
  queries: readonly CompiledQuery[];
  result: Result;
}>;

export type ReadRows = <Row>(query: CompiledQuery<Row>) => Promise<Row[]>;

/** The tables, for reading pages. */
export interface JournalPages {
  readonly db: Kysely<JournalTables>;
  readonly dialect: SqlDialect;
}

export interface WriteOptions {
  /** Written in a transaction of its own, because it may wait for another gateway's transaction. */
  alone?: boolean;
  /**
   * The places of the actions that these queries begin. Until the write is on disk, no other transaction begins an
   * action there.
   */
  places?: readonly string[];
  /** Absent: the write waits without a limit. */
  patience?: Patience | undefined;
}

/** Called after each transaction, with its duration in milliseconds and whether it is on disk. */
export type OnCommit = (ms: number, committed: boolean) => void;

/** The journal cannot be opened, for a reason that an operator can fix. The message says how. */
export class JournalUnusable extends Error {
  override readonly name = 'JournalUnusable';
}

export { NotWritten } from './not-written.js';
