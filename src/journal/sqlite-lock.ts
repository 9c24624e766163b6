import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { identityOf } from './file-identity.js';
import { JournalUnusable } from './journal-database.js';

/** A gateway that is ending, after a signal or a crash, has let go of its file by then. */
const LOCK_WAIT_MS = 2_000;

/**
 * Keeps a second gateway from the file, which would take this one's actions under way for a dead one's. The system
 * gives the lock up with the process, however that ends.
 */
export class FileLock {
  readonly #file: string;
  /** Of the journal's file: as long as it is open, no other file can get the same identity. */
  #descriptor: number | undefined;
  #lock: Database.Database;
  #identity: string | undefined;

  private constructor(file: string, waitMs: number) {
    this.#file = file;
    this.#lock = lock(file, waitMs);
    this.#identity = identityOf(`${file}-lock`);
  }

  /** Makes the journal's file, and its folder, where there is none. Throws `JournalUnusable`. */
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

  /** Undefined: a gateway has it, or this user may not take it. */
  static takeIfFree(file: string): FileLock | undefined {
    try {
      return new FileLock(file, 0);
    } catch {
      return undefined;
    }
  }

  /** False: its file is not there any more, or it is another one; then anybody can have the lock. */
  isHeld(): boolean {
    return identityOf(`${this.#file}-lock`) === this.#identity;
  }

  /** Takes the lock that there is now. Throws `JournalUnusable` when another gateway has it. */
  retake(): void {
    closeSync(openSync(`${this.#file}-lock`, 'a', 0o600));
    const former = this.#lock;
    this.#lock = lock(this.#file, 0);
    this.#identity = identityOf(`${this.#file}-lock`);
    release(former);
  }

  /** To be called once SQLite has closed the journal: its own locks end with any descriptor of the file. */
  release(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    release(this.#lock);
  }
}

/** Returns the journal's file, opened. */
function makeFiles(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Who may read the folder need not be who may read the journal.
    closeSync(openSync(`${file}-lock`, 'a', 0o600));
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw new JournalUnusable(`The journal ${file} cannot be written: ${(error as Error).message}`);
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
