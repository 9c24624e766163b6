/** What `sqlite-database.ts` and its worker threads tell each other. */
export interface SqliteWorkerData {
  file: string;
  readonly: boolean;
}

export interface SqliteRequest {
  id: number;
  queries: readonly { sql: string; parameters: readonly unknown[] }[];
}

export interface SqliteResult {
  rows: unknown[];
  changes: number;
}

/** What a thread has done at once. */
export interface SqliteAnswers {
  answers: readonly SqliteAnswer[];
  /** Absent where nothing was to be written. */
  commit?: { ms: number; committed: boolean };
}

export type SqliteAnswer = { id: number; results: SqliteResult[] } | { id: number; error: string };
