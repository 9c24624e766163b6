import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';
import type { Patience } from './patience.js';
import type { SqlDialect } from './sql-dialect.js';
import type { JournalTables } from './tables.js';

/** What the journal needs of a database; `sqlite-database.ts` and `postgres-database.ts` have it. */
export interface JournalDatabase {
  /** For what an action needs to know, which an index finds at once, and for making up what `write` takes. */
  readonly db: Kysely<JournalTables>;
  /** For reading what may take long, by other means than `db`. */
  readonly pages: JournalPages;
  /** The database's clock, in milliseconds since the epoch. */
  readonly nowMs: RawBuilder<number>;
  /** What else must be possible for actions to be carried out; it changes nothing. */
  readonly alsoProbed?: readonly CompiledQuery[];
  /** The strings of a JSON array, a row each, in a column `value`. */
  rowsOf(jsonArray: string | RawBuilder<unknown>): RawBuilder<{ value: string }>;
  /**
   * A number for an action on a target, in the statement that inserts it into `action_order`. It is greater than those
   * of all actions on the target that are there, whatever the clocks say and whatever has been deleted.
   */
  nextNumber(place: string, userId: RawBuilder<unknown>): RawBuilder<number>;
  /** A statement takes so long to get there that two inserts are better made by one. */
  readonly insertsTogether: boolean;
  /**
   * Writes all of `queries` or none, in the order of the calls, and resolves once they are on disk, with the number of
   * rows that each changed. Several calls share one commit. Rejects with `NotWritten` when nothing of them is on disk
   * or will be, and with any other error when they may be.
   */
  write(queries: readonly CompiledQuery[], options?: WriteOptions): Promise<number[]>;
  /**
   * Looks for what no write would notice. Takes no time; throws when the journal must not be used, or cannot be for now.
   * Absent: there is nothing to look for.
   */
  check?(): void;
  /** Resolves once all that was to be written is, or cannot be. */
  close(): Promise<void>;
}

/** The tables, to be read a page at a time. */
export interface JournalPages {
  readonly db: Kysely<JournalTables>;
  readonly dialect: SqlDialect;
}

export interface WriteOptions {
  /** Kept out of others' transactions, since it may wait for another gateway's. */
  alone?: boolean;
  /** The places of actions that are begun. Until they are on disk, nobody else begins one there. */
  places?: readonly string[];
  /** Absent: it is sent however long that takes. */
  patience?: Patience | undefined;
}

/** Told of each transaction: how many milliseconds it took, and whether it is on disk. */
export type OnCommit = (ms: number, committed: boolean) => void;

/** A journal that cannot be opened for a reason that an operator can mend. The message says what to do. */
export class JournalUnusable extends Error {
  override readonly name = 'JournalUnusable';
}

export { NotWritten } from './not-written.js';
