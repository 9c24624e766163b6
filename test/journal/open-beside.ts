import Database from 'libsql';

/**
 * A connection of somebody else to a journal's file. The gateway writes to its journal between mutations too, and a
 * statement that meets such a write waits for its end. Without that it fails with "database is locked".
 */
export function openBeside(file: string, options: Database.Options = {}): Database.Database {
  return new Database(file, { timeout: 15_000, ...options } as Database.Options);
}
