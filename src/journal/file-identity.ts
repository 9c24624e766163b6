import { statSync } from 'node:fs';

/**
 * The files of a SQLite journal, each identified by device and inode. SQLite keeps them open, so no new file can get
 * the same inode meanwhile.
 */
export interface JournalFiles {
  database: string | undefined;
  /** The write-ahead log. It exists from the first query until the last connection closes. */
  log: string | undefined;
  /** The length of the database file when it was opened. SQLite never makes it shorter. */
  databaseBytes: number;
}

export function filesOf(file: string): JournalFiles {
  const databaseBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return { database: identityOf(file), log: identityOf(`${file}-wal`), databaseBytes };
}

/** Undefined if there is no such file. Inodes are bigints, because they can exceed the exact range of a number. */
export function identityOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}

export type LostFile = 'database' | 'log';

/** Returns which file was replaced or cut short since it was opened. */
export function lostFile(file: string, opened: JournalFiles): LostFile | undefined {
  try {
    const { database, log, databaseBytes } = filesOf(file);
    if (database !== opened.database || databaseBytes < opened.databaseBytes) return 'database';
    return log === opened.log ? undefined : 'log';
  } catch {
    // SQLite reports a failing disk itself.
    return undefined;
  }
}

/** The message for the operator. */
export function lossOf(file: string, lost: LostFile): string {
  const name = lost === 'database' ? file : `${file}-wal`;
  return (
    `The journal's file ${name} was cut short, deleted or replaced while the gateway ran. Actions are refused until a restart. ` +
    'Before that, put back the file that was there, or restore a backup.'
  );
}
