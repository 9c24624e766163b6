import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { identityOf } from './file-identity.js';
import { refusePipes } from './file-kinds.js';
import { JournalUnusable } from './journal-database.js';

/** Within this time, a gateway that is ending, after a signal or a crash, has released its file. */
const LOCK_WAIT_MS = 2_000;

/**
 * Keeps a second gateway from using the file. It would believe that this gateway is dead, and take over its pending
 * actions. The operating system releases the lock when the process ends, however it ends.
 */
export class FileLock {
  readonly #file: string;
  /** The open journal file. While it is open, no other file can get the same identity. */
  #descriptor: number | undefined;
  #lock: Database.Database;
  #identity: string | undefined;

  private constructor(file: string, waitMs: number) {
    this.#file = file;
    this.#lock = lock(file, waitMs);
    this.#identity = identityOf(`${file}-lock`);
  }

  /** Takes the lock. Creates the journal's file and folder if they are missing. Throws `JournalUnusable`. */
  static take(file: string): FileLock {
    const descriptor = makeFiles(file);
    try {
      const lock = new FileLock(file, LOCK_WAIT_MS);
      lock.#descriptor = descriptor;
      return lock;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Takes the lock if it is free. Undefined: a gateway has it, or this user may not take it. */
  static takeIfFree(file: string): FileLock | undefined {
    try {
      return new FileLock(file, 0);
    } catch {
      return undefined;
    }
  }

  /**
   * Whether this gateway still has the lock. False: the lock's file was deleted or replaced, so another gateway could
   * take the new one.
   */
  isHeld(): boolean {
    return identityOf(`${this.#file}-lock`) === this.#identity;
  }

  /** Takes the lock on the file that now has its name. Throws `JournalUnusable` if another gateway has it. */
  retake(): void {
    closeSync(openSync(`${this.#file}-lock`, 'a', 0o600));
    const former = this.#lock;
    this.#lock = lock(this.#file, 0);
    this.#identity = identityOf(`${this.#file}-lock`);
    release(former);
  }

  /**
   * Call this only after SQLite has closed the journal: closing any descriptor of the file releases SQLite's own locks.
   */
  release(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    release(this.#lock);
  }
}

/** Creates the files and returns the descriptor of the journal's file. */
function makeFiles(file: string): number {
  try {
    refusePipes(file);
    makeFolder(dirname(file));
    // Only this user may read the journal, even if others may read the folder.
    closeSync(openSync(`${file}-lock`, 'a', 0o600));
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw new JournalUnusable(`The journal ${file} cannot be written: ${(error as Error).message}`);
  }
}

/** Node's own recursive creation never ends where the system answers ENOENT below an existing folder, as in `/proc`. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    const parent = dirname(folder);
    if (code !== 'ENOENT' || existsSync(parent)) throw error;
    makeFolder(parent);
    makeFolder(folder);
  }
}

function lock(file: string, waitMs: number): Database.Database {
  const lock = new Database(`${file}-lock`);
  try {
    lock.pragma(`busy_timeout = ${waitMs}`);
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new JournalUnusable(
      `The journal ${file} belongs to another gateway that runs: give each a file of its own, or have them share a ` +
        'PostgreSQL database (DATABASE_URL).',
    );
  }
}

function release(lock: Database.Database): void {
  lock.exec('ROLLBACK');
  lock.close();
}
