import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'libsql';
import { JournalUnusable } from './journal-database.js';
import { stateOfLog } from './log-check.js';
import { FileLock } from './sqlite-lock.js';

export interface Repair {
  /** The number of actions in the repaired journal. */
  actions: number;
  /** The least number of transactions that could not be read. */
  lostTransactions: number;
  /** The new names of the files that were there before. */
  aside: { database: string; log?: string };
}

/**
 * Repairs a journal in a file from the parts that can be read. Returns undefined if nothing is damaged. Throws
 * `JournalUnusable` if a gateway has the journal, or if nothing useful can be read.
 *
 * There are two candidates: the file with the readable beginning of its log, and the file alone. If a checkpoint had
 * copied part of the log into the file, the beginning of the log is older than the file and does not fit it. So both
 * candidates are tried, on copies. The old files are kept.
 */
export function repairSqlite(file: string, now: Date): Repair | undefined {
  if (!existsSync(file)) throw new JournalUnusable(`There is no journal ${file}.`);
  const lock = lockOf(file);
  try {
    const { readable, damage } = stateOfLog(file);
    if (!damage) return undefined;
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
    const hasLog = existsSync(`${file}-wal`);
    const aside = {
      database: `${file}.damaged-${stamp}`,
      ...(hasLog && { log: `${file}-wal.damaged-${stamp}` }),
    };
    const alone = { copy: `${file}.alone-${stamp}`, withLog: false };
    const begun = { copy: `${file}.begun-${stamp}`, withLog: true };
    const candidates = readable > 0 ? [begun, alone] : [alone];
    try {
      const tried = candidates.map((candidate) => ({ ...candidate, actions: tryOut(file, candidate) }));
      const usable = tried.flatMap(({ copy, actions }) => (actions === undefined ? [] : [{ copy, actions }]));
      // If both have the same number of actions, the first is better, because it has more of their outcomes.
      const [best] = usable.sort((a, b) => b.actions - a.actions);
      if (!best) throw nothingOf(file);
      put(file, best.copy, aside);
      return { actions: best.actions, lostTransactions: damage.transactions, aside };
    } finally {
      for (const { copy } of candidates) removeDatabase(copy);
    }
  } finally {
    lock.release();
  }
}

interface Candidate {
  copy: string;
  withLog: boolean;
}

/** Returns the number of actions in the copy. Undefined: the copy is not a complete database. */
function tryOut(file: string, { copy, withLog }: Candidate): number | undefined {
  copyFileSync(file, copy);
  if (withLog) copyFileSync(`${file}-wal`, `${copy}-wal`);
  try {
    const db = new Database(copy);
    try {
      const [fault] = db.pragma('integrity_check') as { integrity_check: string }[];
      const [count] = db.prepare('select count(*) as actions from actions').all() as { actions: number }[];
      const [checkpoint] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return fault?.integrity_check === 'ok' && checkpoint?.busy === 0 ? count?.actions : undefined;
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

/**
 * Puts the repaired copy in place. The damaged log goes last: if a crash interrupts this, the next start still finds it
 * beside the journal's name, and refuses to open the journal.
 */
function put(file: string, copy: string, aside: Repair['aside']): void {
  if (aside.log) copyFileSync(`${file}-wal`, aside.log);
  for (const path of aside.log ? [aside.log, copy] : [copy]) sync(path);
  renameSync(file, aside.database);
  renameSync(copy, file);
  rmSync(`${file}-wal`, { force: true });
  rmSync(`${file}-shm`, { force: true });
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function removeDatabase(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
}

function nothingOf(file: string): JournalUnusable {
  return new JournalUnusable(
    `The journal ${file} cannot be repaired: the parts that can be read are not a complete database. Restore a backup. Nothing was changed.`,
  );
}

function lockOf(file: string): FileLock {
  try {
    return FileLock.take(file);
  } catch (error) {
    if (!(error instanceof JournalUnusable)) throw error;
    throw new JournalUnusable(`The journal cannot be repaired while a gateway runs. ${error.message}`);
  }
}
