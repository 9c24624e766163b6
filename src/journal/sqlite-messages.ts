/**
 * What `sqlite-thread.ts` and its worker tell each other, as JSON: of many small values a text is made, sent and read in
 * a fraction of the time that the objects themselves take.
 */
export interface SqliteWorkerData {
  file: string;
  readonly: boolean;
}

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

/** What came of the requests of a message, in their order. */
export interface SqliteAnswers {
  answers: readonly SqliteAnswer[];
  /** Absent where nothing was written. */
  commit?: { ms: number; committed: boolean };
}

/** `rolledBack`: nothing of the request is on disk or will be. */
export type SqliteAnswer = { results: SqliteResult[] } | { error: string; rolledBack: boolean };
