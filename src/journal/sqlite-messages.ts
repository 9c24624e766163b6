/** What `sqlite-database.ts` and its worker threads tell each other. */
export interface SqliteWorkerData {
  file: string;
  readonly: boolean;
}

/** Queries that are run together, and where they write, all or none of them. A message has several requests. */
export type SqliteRequest = readonly { sql: string; parameters: readonly unknown[] }[];

export interface SqliteResult {
  rows: unknown[];
  changes: number;
}

/** What came of the requests of a message, in their order. */
export interface SqliteAnswers {
  answers: readonly SqliteAnswer[];
  /** Absent where nothing was to be written. */
  commit?: { ms: number; committed: boolean };
}

export type SqliteAnswer = { results: SqliteResult[] } | { error: string };
