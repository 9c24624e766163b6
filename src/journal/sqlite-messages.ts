import type { LostFile } from './file-identity.js';

/**
 * What `sqlite-thread.ts` and its worker tell each other, as JSON: of many small values a text is made, sent and read in
 * a fraction of the time that the objects themselves take.
 */
export interface SqliteWorkerData {
  file: string;
  readonly: boolean;
  /** The database file that is to be there, by its identity. Undefined: any. */
  expected: string | undefined;
}

/** The worker's first message. */
export type SqliteOpened = { database: string | undefined } | { error: string };

/** A message to the worker: requests, or that there will be no more. */
export type SqliteMessage = readonly SqliteRequest[] | 'close';

/** Queries that are run together, and where they write, all or none of them. */
export type SqliteRequest = readonly SqliteQuery[];

/** The query's text, or its number. */
export type SqliteQuery = readonly [query: string | number, parameters: readonly unknown[]];

/**
 * So many texts are sent in full once, and by number ever after, from 0 in the order of their first coming; both sides
 * count. The writes of actions are among them; what people look for comes in any number of texts.
 */
export const NUMBERED_QUERIES = 200;

export interface SqliteResult {
  rows: unknown[];
  changes: number;
}

/** Characters of an answer, which is more than 20 actions can have. A longer one could take all memory. */
export const LONGEST_ANSWER = 32 * 1024 * 1024;

/** Characters after which a message carries no further answer. */
export const LONG_MESSAGE = 4 * 1024 * 1024;

/** What came of the requests of a message, in their order; fewer, where they are long: the rest is to be sent again. */
export interface SqliteAnswers {
  answers: readonly SqliteAnswer[];
  /** Absent where nothing was written. */
  commit?: { ms: number; committed: boolean };
  /** The file that is not the one that was opened; nothing is read or written any more. */
  lost?: LostFile;
}

/** `rolledBack`: nothing of the request is on disk or will be. */
export type SqliteAnswer = { results: SqliteResult[] } | SqliteFailure;

export interface SqliteFailure {
  error: string;
  rolledBack: boolean;
}
