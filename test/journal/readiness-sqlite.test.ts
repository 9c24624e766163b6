import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { type Fault, WatchedGateway } from './watched-gateway.js';

/** A disk of 4 MB. Throws where this user, or the container, may not. */
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

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'readiness-'));
  if (MAY_MOUNT) mountOn(folder);
  file = join(folder, 'journal.db');
});
afterEach(() => {
  if (MAY_MOUNT) unmount(folder);
  rmSync(folder, { recursive: true });
});

function fillDisk(): void {
  for (const bytes of [65_536, 1]) {
    try {
      for (;;) appendFileSync(join(folder, 'filler'), Buffer.alloc(bytes));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    }
  }
}

/** For all files of this process. */
function limitFiles(bytes: string): void {
  execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${bytes}:`]);
}

const faults: Record<string, () => Fault> = {
  // Where nobody may mount, the next has to stand for it.
  ...(MAY_MOUNT && {
    'has no room on its disk': () => ({
      begin: async () => fillDisk(),
      end: async () => rmSync(join(folder, 'filler')),
    }),
  }),
  'gets errors from its disk': () => ({
    begin: async () => limitFiles('4096'),
    end: async () => limitFiles('unlimited'),
  }),
  'has lost a table': () => ({
    begin: async () => inFile('alter table action_targets rename to gone'),
    end: async () => inFile('alter table gone rename to action_targets'),
  }),
  'is locked by somebody': () => {
    const other = new Database(file);
    return {
      begin: async () => other.exec('begin immediate'),
      async end() {
        other.exec('rollback');
        other.close();
      },
    };
  },
};

function inFile(query: string): void {
  const other = new Database(file);
  other.exec(query);
  other.close();
}

describe('/readyz over a journal on SQLite', () => {
  it.each(Object.keys(faults))(
    'says within 10 s that it %s, and within 10 s that it does not any more',
    async (name) => {
      const gateway = await WatchedGateway.start(`file:${file}`);
      try {
        const fault = faults[name]?.() as Fault;
        await gateway.becomesReady();
        await gateway.expectApplied();

        await fault.begin();
        try {
          await gateway.becomesUnready();
          // After an error of the disk at a commit, nobody knows whether that is on it.
          await gateway.expectRefused(name.includes('errors from its disk') ? 'UNKNOWN' : 'NOT_APPLIED');
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
    },
    60_000,
  );

  it('is told by a commit on the disk, which leaves nothing in the journal', async () => {
    const database = await openSqlite(file);
    const before = statSync(`${file}-wal`).size;
    await new Journal(database, 'gateway', Date.now).tryToWrite();
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(before);
    for (const table of ['actions', 'action_targets'] as const) {
      expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    await database.close();
  });
});
