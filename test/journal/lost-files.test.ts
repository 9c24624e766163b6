import { copyFileSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ActionRecord } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';
import { listedActions } from './listed-actions.js';
import { openBeside } from './open-beside.js';
import { WatchedGateway } from './watched-gateway.js';

interface Journaled {
  folder: string;
  file: string;
  gateway: WatchedGateway;
}

/** Starts a gateway with its own journal in a file, and closes it after `use`. */
async function withGateway(use: (journaled: Journaled) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lost-files-'));
  const file = join(folder, 'journal', 'journal.db');
  const gateway = await WatchedGateway.start(`file:${file}`);
  try {
    await gateway.startsUp();
    await use({ folder, file, gateway });
  } finally {
    await gateway.close();
    rmSync(folder, { recursive: true });
  }
}

/** Replaces a file with a copy that has the same content and another inode. */
function replace(path: string): void {
  copyFileSync(path, `${path}.copy`);
  renameSync(`${path}.copy`, path);
}

async function records(file: string): Promise<ActionRecord[]> {
  const database = await openSqlite(file);
  try {
    return await listedActions(new Journal(database, 'a reader', Date.now), {});
  } finally {
    await database.close();
  }
}

const losses: Record<string, [lost: string, lose: (journaled: Journaled) => void]> = {
  'its file is deleted': ['journal.db', ({ file }) => rmSync(file)],
  'its file is replaced': ['journal.db', ({ file }) => replace(file)],
  'its write-ahead log is deleted': ['journal.db-wal', ({ file }) => rmSync(`${file}-wal`)],
  'its write-ahead log is replaced': ['journal.db-wal', ({ file }) => replace(`${file}-wal`)],
  'all its files are deleted': [
    'journal.db',
    ({ file }) => {
      for (const ending of ['', '-wal', '-shm', '-lock']) rmSync(`${file}${ending}`);
    },
  ],
  'its folder is moved away': [
    'journal.db',
    ({ folder }) => renameSync(join(folder, 'journal'), join(folder, 'old')),
  ],
};

describe.concurrent('a gateway whose journal is in a file', () => {
  it.each(Object.keys(losses))('refuses actions after the loss when %s', (name) =>
    withGateway(async (journaled) => {
      const { gateway } = journaled;
      const [lost, lose] = losses[name] ?? ['', () => {}];
      await gateway.expectApplied();
      lose(journaled);
      // The first action discovers the loss.
      await gateway.expectRefused();
      await gateway.expectRefused();
      expect(await gateway.readiness()).toEqual({ status: 503, journal: 'unavailable' });
      const page = await fetch(`${gateway.sandbox.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${gateway.sandbox.tokens?.admin}`,
        },
        body: '{"query":"{ moderationActions(first: 1) { edges { node { id } } } }"}',
      });
      expect((await page.json()) as object).toMatchObject({ errors: [{}] });
      const [line, ...more] = gateway.journalLines().filter(({ msg }) => msg.includes('deleted or replaced'));
      expect(more).toEqual([]);
      expect(line).toMatchObject({
        level: 50,
        msg: expect.stringMatching(
          new RegExp(
            `file \\S+/${lost} was cut short, deleted or replaced .* refused until a restart\\. .* backup`,
          ),
        ),
      });
    }),
  );

  it.each(Object.keys(losses))('is not ready within 10 s, without any action, when %s', (name) =>
    withGateway(async (journaled) => {
      const { gateway } = journaled;
      losses[name]?.[1](journaled);
      await gateway.becomesUnready();
    }),
  );

  it.each(['deleted', 'replaced'])(
    'has all that it answered after a restart when its write-ahead log is %s',
    (what) =>
      withGateway(async ({ file, gateway }) => {
        const answered = [];
        for (let times = 0; times < 5; times++) answered.push((await gateway.mute()).answer.actionId);
        if (what === 'deleted') rmSync(`${file}-wal`);
        else replace(`${file}-wal`);
        await gateway.expectRefused();
        await gateway.close();
        const found = await records(file);
        const ids = found.filter(({ status }) => status === 'APPLIED').map(({ id }) => id);
        for (const id of answered) expect(ids).toContain(id);
      }),
  );

  it('has every action that it answered as applied after a restart, whenever its files are deleted', () =>
    withGateway(async ({ file, gateway }) => {
      let deleted = false;
      const applied: (string | null | undefined)[] = [];
      const client = async () => {
        for (let times = 0; times < 30; times++) {
          const after = deleted;
          const { answer } = await gateway.mute();
          if (after && answer.__typename === 'SetUserMediaStateSuccess') applied.push(answer.actionId);
        }
      };
      const clients = Array.from({ length: 10 }, client);
      const isBusy = () => expect(gateway.sandbox.trtc.requests().length).toBeGreaterThan(20);
      await vi.waitFor(isBusy, { timeout: 25_000 });
      for (const ending of ['', '-wal', '-shm', '-lock']) rmSync(`${file}${ending}`);
      deleted = true;
      await Promise.all(clients);
      expect(applied).toEqual([]);
    }));

  it('continues to work while others read, copy and checkpoint its file', () =>
    withGateway(async ({ folder, file, gateway }) => {
      await gateway.expectApplied();
      const { ino } = statSync(`${file}-wal`);
      for (let times = 0; times < 2; times++) {
        const reader = new StartedProcess([...nodeArgsOf('journal'), 'export'], {
          DATABASE_URL: `file:${file}`,
        });
        expect(await reader.exit).toBe(0);
        await gateway.expectApplied();
        const copier = openBeside(file);
        copier.exec(`vacuum into '${join(folder, `backup-${times}.db`)}'`);
        copier.pragma('wal_checkpoint(TRUNCATE)');
        copier.close();
        await gateway.expectApplied();
      }
      expect(statSync(`${file}-wal`).ino).toBe(ino);
      expect(await gateway.readiness()).toEqual({ status: 200, journal: 'writable' });
      expect(gateway.journalLines()).toEqual([]);
    }));
});

describe.concurrent('the lock of a journal in a file', () => {
  const lines = (gateway: WatchedGateway) =>
    gateway.journalLines().filter(({ msg }) => msg.includes('-lock was deleted or replaced'));

  it.each(['deleted', 'replaced'])('is taken again when its file is %s, and actions continue', (what) =>
    withGateway(async ({ file, gateway }) => {
      rmSync(`${file}-lock`);
      if (what === 'replaced') writeFileSync(`${file}-lock`, '');
      const isToldOf = () => expect(lines(gateway)).toMatchObject([{ level: 40 }]);
      await vi.waitFor(isToldOf, { timeout: 25_000 });
      await gateway.expectApplied();
      expect(await gateway.readiness()).toEqual({ status: 200, journal: 'writable' });
      await expect(openSqlite(file)).rejects.toThrow(/belongs to another gateway/);
    }),
  );

  it('stops a gateway from serving when another gateway has taken it meanwhile', () =>
    withGateway(async ({ file, gateway }) => {
      rmSync(`${file}-lock`);
      const other = await openSqlite(file);
      await gateway.becomesUnready();
      await gateway.expectRefused();
      expect(lines(gateway)).toMatchObject([
        { level: 50, msg: expect.stringMatching(/another gateway has taken it/) },
      ]);
      // Only the other gateway uses the journal now.
      await new Journal(other, 'the other', Date.now).tryToWrite();
      await other.close();
    }));
});
