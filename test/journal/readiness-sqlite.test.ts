import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { openBeside } from './open-beside.js';
import { type Fault, WatchedGateway } from './watched-gateway.js';

/** Mounts a disk of 4 MB. Throws if this user or the container may not mount. */
function mountOn(folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'none', folder], { stdio: 'ignore' });
}

function unmount(folder: string): void {
  execFileSync('umount', ['--lazy', folder]);
}

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-'));
  try {
    mountOn(folder);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const MAY_MOUNT = mayMount();

/** Calls `use` with a folder on its own small disk. */
async function onSmallDisk(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readiness-'));
  if (MAY_MOUNT) mountOn(folder);
  try {
    await use(folder);
  } finally {
    if (MAY_MOUNT) unmount(folder);
    rmSync(folder, { recursive: true });
  }
}

const fileIn = (folder: string) => join(folder, 'journal.db');

function fillDisk(folder: string): void {
  for (const bytes of [65_536, 1]) {
    try {
      for (;;) appendFileSync(join(folder, 'filler'), Buffer.alloc(bytes));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
}

function limitFiles(bytes: string): void {
  execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${bytes}:`]);
}

const faults: Record<string, (folder: string) => Fault> = {
  // Where mounting is not possible, the next fault has to be enough.
  ...(MAY_MOUNT && {
    'has no room on its disk': (folder) => ({
      begin: async () => fillDisk(folder),
      end: async () => rmSync(join(folder, 'filler')),
    }),
  }),
  'has lost a table': (folder) => ({
    begin: async () => inFile(folder, 'alter table action_targets rename to gone'),
    end: async () => inFile(folder, 'alter table gone rename to action_targets'),
  }),
  'is locked by somebody': (folder) => {
    const other = openBeside(fileIn(folder));
    return {
      begin: async () => other.exec('begin immediate'),
      async end() {
        other.exec('rollback');
        other.close();
      },
    };
  },
};

function inFile(folder: string, query: string): void {
  const other = openBeside(fileIn(folder));
  other.exec(query);
  other.close();
}

/** Limits the size of all files of this process. */
const diskErrors: Fault = {
  begin: async () => limitFiles('4096'),
  end: async () => limitFiles('unlimited'),
};

async function expectToldInTime(folder: string, makeFault: (folder: string) => Fault, outcome?: 'UNKNOWN') {
  const gateway = await WatchedGateway.start(`file:${fileIn(folder)}`);
  try {
    const fault = makeFault(folder);
    await gateway.becomesReady();
    await gateway.expectApplied();

    await fault.begin();
    try {
      await gateway.becomesUnready();
      await gateway.expectRefused(outcome ?? 'NOT_APPLIED');
      expect(await gateway.readiness()).toEqual({ status: 503, journal: 'unavailable' });
    } finally {
      await fault.end();
    }
    await gateway.becomesReady();
    await gateway.expectApplied();
    expect(gateway.journalLines()).toMatchObject([
      { level: 50, msg: 'the journal cannot be written: actions are refused until it can' },
      { level: 30, msg: 'the journal can be written again' },
    ]);
  } finally {
    await gateway.close();
  }
}

describe('/readyz over a journal on SQLite', () => {
  it.concurrent.each(Object.entries(faults))(
    'says within 10 s that it %s, and within 10 s that it does not any more',
    (_name, makeFault) => onSmallDisk((folder) => expectToldInTime(folder, makeFault)),
  );

  it('is not ready within 10 s after the disk fails, and ready within 10 s after it recovers', () =>
    // After a disk error at a commit, nobody knows whether the commit is on the disk.
    onSmallDisk((folder) => expectToldInTime(folder, () => diskErrors, 'UNKNOWN')));

  it('is ready after a test write to the disk, which leaves no row in the journal', () =>
    onSmallDisk(async (folder) => {
      const file = fileIn(folder);
      const database = await openSqlite(file);
      const before = statSync(`${file}-wal`).size;
      await new Journal(database, 'gateway', Date.now).tryToWrite();
      expect(statSync(`${file}-wal`).size).toBeGreaterThan(before);
      for (const table of ['actions', 'action_targets', 'action_str_rooms', 'undos', 'causes'] as const) {
        expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
      }
      await database.close();
    }));
});
