import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { JournalUnusable } from './journal-database.js';
import { readWal, type WalState } from './wal-state.js';

/** Covers the two headers of the log's index and the field after them. */
const INDEX_BYTES = 136;

/**
 * Checks whether SQLite can read the write-ahead log that a gateway left. SQLite would silently start without a damaged
 * log, so this throws `JournalUnusable` if committed transactions cannot be read. Returns a warning if the log ends
 * with an unfinished transaction.
 *
 * Call this before this process opens the file with SQLite: closing a file here releases all locks that this process
 * holds on it.
 */
export function checkLog(file: string): string | undefined {
  const { unfinished, damage } = stateOfLog(file);
  if (damage) throw new JournalUnusable(damageOf(file, damage.transactions));
  if (unfinished === 0) return undefined;
  return (
    `The journal's write-ahead log ${file}-wal ends with a transaction that was not finished, as a power cut leaves it. ` +
    'It is dropped; nothing in it had been answered.'
  );
}

export function stateOfLog(file: string): WalState {
  const log = openIfThere(`${file}-wal`);
  try {
    const size = log === undefined ? 0 : fstatSync(log).size;
    if (sizeOf(file) === 0) {
      if (size > 0) throw new JournalUnusable(lonelyLog(file));
      return { readable: 0, unfinished: 0 };
    }
    const read = (position: number, length: number) => readAll(log ?? -1, position, length);
    return readWal({ size, read }, indexOf(file));
  } finally {
    if (log !== undefined) closeSync(log);
  }
}

function indexOf(file: string): Uint8Array<ArrayBuffer> | undefined {
  const index = openIfThere(`${file}-shm`);
  if (index === undefined) return undefined;
  try {
    return readAll(index, 0, INDEX_BYTES);
  } finally {
    closeSync(index);
  }
}

function damageOf(file: string, transactions: number): string {
  const what = transactions === 1 ? 'At least one transaction' : `At least ${transactions} transactions`;
  return (
    `The journal ${file} cannot be opened: its write-ahead log ${file}-wal is damaged or gone. ${what} in it, which the ` +
    `gateway had recorded, cannot be read. Restore a backup, with neither ${file}-wal nor ${file}-shm beside it, or let ` +
    "'npm run journal -- repair' keep what can be read."
  );
}

function lonelyLog(file: string): string {
  return (
    `The journal ${file} is empty or gone, but its write-ahead log ${file}-wal is there. Put the file back or restore a ` +
    `backup; to begin with an empty journal, move ${file}-wal away.`
  );
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new JournalUnusable(`The journal's file ${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Returns fewer bytes if the file ends early. */
function readAll(descriptor: number, position: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const more = readSync(descriptor, bytes, read, length - read, position + read);
    if (more === 0) break;
    read += more;
  }
  return bytes.subarray(0, read);
}
