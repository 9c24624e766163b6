import type { LostFile } from './file-identity.js';

/**
 * The messages between `sqlite-thread.ts` and its worker. They are sent as JSON: with many small values, one text is
 * made, sent and read in a fraction of the time that the objects would take.
 */
export interface SqliteWorkerData {
  file: string;
  readonly: boolean;
  /** The identity of the database file that must be found. Undefined: any file. */
  expected: string | undefined;
}

/** The worker's first message. */
export type SqliteOpened = { database: string | undefined } | { error: string };

/** A message to the worker: requests, or the notice that no more will come. */
export type SqliteMessage = readonly SqliteRequest[] | 'close';

/** Queries that run together. The writing thread runs all or none of them. */
export type SqliteRequest = readonly SqliteQuery[];

/** The text of the query, or its number. */
export type SqliteQuery = readonly [query: string | number, parameters: readonly unknown[]];

/**
 * This many query texts are sent in full once, and by number afterwards. Numbers start at 0, in the order in which the
 * texts first come. Both sides count. The writes of actions come early enough to be among them. Filters give rise to
 * any number of other texts.
 */
export const NUMBERED_QUERIES = 200;

/**
 * What a query did: its rows; or the number of rows that it changed; or, for an action that was inserted, its row id alone in an
 * object. Most queries write, so their results are short.
 */
export type SqliteResult = readonly unknown[] | number | { readonly inserted: number };

/** The longest answer, in characters. It is more than 20 actions can have. A longer answer could use up the memory. */
export const LONGEST_ANSWER = 32 * 1024 * 1024;

/** After this many characters, a message carries no further answer. */
export const LONG_MESSAGE = 4 * 1024 * 1024;

/**
 * The answers to the requests of a message, in order. If they are long, there are fewer answers than requests, and the
 * remaining requests must be sent again.
 */
export interface SqliteAnswers {
  answers: readonly SqliteAnswer[];
  /** Absent where nothing was written. */
  commit?: { ms: number; committed: boolean };
  /** The file that was replaced since it was opened. Then the worker reads and writes nothing more. */
  lost?: LostFile;
}

/** `rolledBack`: nothing of the request is on disk or will be. */
export type SqliteAnswer = { results: SqliteResult[] } | SqliteFailure;

export interface SqliteFailure {
  error: string;
  rolledBack: boolean;
}
