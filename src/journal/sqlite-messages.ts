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

export type SqliteAnswer = { id: number; results: SqliteResult[] } | { id: number; error: string };
