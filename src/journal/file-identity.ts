import { statSync } from 'node:fs';

/**
 * The files of a SQLite journal, each as its device and inode. SQLite has them open, so no other file can get the same
 * ones meanwhile.
 */
export interface JournalFiles {
  database: string | undefined;
  /** Its write-ahead log, which is there from the first query until the last connection ends. */
  log: string | undefined;
  /** How long the database file was when it was opened; it does not become shorter. */
  databaseBytes: number;
}

export function filesOf(file: string): JournalFiles {
  const databaseBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return { database: identityOf(file), log: identityOf(`${file}-wal`), databaseBytes };
}

/** Undefined: there is no such file. Inodes can be larger than a number is exact. */
export function identityOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}

export type LostFile = 'database' | 'log';

/** Which of the files under their names are not those that were opened, or are not whole. */
export function lostFile(file: string, opened: JournalFiles): LostFile | undefined {
  try {
    const { database, log, databaseBytes } = filesOf(file);
    if (database !== opened.database || databaseBytes < opened.databaseBytes) return 'database';
    return log === opened.log ? undefined : 'log';
  } catch {
    // What is wrong with the disk, SQLite says itself.
    return undefined;
  }
}

/** What to tell an operator. */
export function lossOf(file: string, lost: LostFile): string {
  const name = lost === 'database' ? file : `${file}-wal`;
  return (
    `The journal's file ${name} was cut short, deleted or replaced while the gateway ran. Actions are refused until a restart. ` +
    'Before that, put back the file that was there, or restore a backup.'
  );
}
