import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'libsql';
import { JournalUnusable } from './journal-database.js';
import { stateOfLog } from './log-check.js';
import { FileLock } from './sqlite-lock.js';

export interface Repair {
  /** Actions that the journal has now. */
  actions: number;
  /** Transactions that could not be read, at least. */
  lostTransactions: number;
  /** Where the files are that were there before. */
  aside: { database: string; log?: string };
}

/**
 * Has a journal in a file go on with what can be read of it. Returns undefined where nothing is damaged. Throws
 * `JournalUnusable` when a gateway has the journal, or nothing of use can be read.
 *
 * There are two things to go on with: the file and the log's readable beginning, or the file alone. Where the log had
 * been partly carried over into the file, its beginning is older than the file, and does not fit. So both are tried, on
 * copies; and what was there is kept.
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
      // Of two that have as many, the first, which has more of their outcomes.
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

/** The actions in it. Undefined: it is no whole database. */
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

/** At no time is there a file of the journal's name that has lost something without a log beside it that is damaged. */
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
    `The journal ${file} cannot be repaired: what can be read of it is no whole database. Restore a backup. Nothing was changed.`,
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
