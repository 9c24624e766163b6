import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionRecord } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { sendText } from '../graphql-client.js';
import { listedActions } from './listed-actions.js';
import { openBeside } from './open-beside.js';
import { WatchedGateway } from './watched-gateway.js';

const REFUSED = { code: 'JOURNAL_UNAVAILABLE', outcome: 'NOT_APPLIED' };

let folder: string;
let file: string;
let gateway: WatchedGateway;
/** The threads of journals, oldest first. */
let threads: Worker[];
const onThread = (thread: Worker) => void threads.push(thread);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lost-log-'));
  file = join(folder, 'journal.db');
  threads = [];
  process.on('worker', onThread);
  gateway = await WatchedGateway.start(`file:${file}`);
  await gateway.becomesReady();
});
afterEach(async () => {
  process.off('worker', onThread);
  await gateway.close();
  rmSync(folder, { recursive: true });
});

/** How a file is lost, and what an operator does before the restart. */
const losses: Record<string, { lose(): void; mend(): void }> = {
  'the write-ahead log is deleted': { lose: () => rmSync(`${file}-wal`), mend: () => {} },
  'the database is moved away, and put back': {
    lose: () => renameSync(file, `${file}.moved`),
    mend: () => renameSync(`${file}.moved`, file),
  },
};

function lossNamed(name: string) {
  const loss = losses[name];
  if (!loss) throw new Error(`no loss is named ${name}`);
  return loss;
}

async function records(): Promise<ActionRecord[]> {
  const database = await openSqlite(file);
  try {
    return await listedActions(new Journal(database, 'a reader', Date.now), {});
  } finally {
    await database.close();
  }
}

/** Starts the gateway again. Resolves with the recorded actions, of which it carries out the pending ones. */
async function restart(mend = () => {}): Promise<ActionRecord[]> {
  await gateway.close();
  mend();
  const found = await records();
  gateway = await WatchedGateway.start(`file:${file}`);
  await gateway.becomesReady();
  await gateway.expectApplied();
  return found;
}

async function appliedTimes(times: number): Promise<string[]> {
  const ids: string[] = [];
  for (let time = 0; time < times; time++) {
    const { answer } = await gateway.mute();
    expect(answer.__typename).toBe('SetUserMediaStateSuccess');
    ids.push(answer.actionId ?? '');
  }
  return ids;
}

const page = () => sendText(gateway.sandbox, '{ moderationActions(first: 10) { edges { node { id } } } }');

/** Resolves once the thread is busy. */
async function isBusy(thread: Worker | undefined): Promise<void> {
  if (!thread) throw new Error('there is no such thread');
  const idle = () => thread.performance.eventLoopUtilization().idle;
  for (let before = idle(); ; ) {
    await sleep(50);
    const now = idle();
    if (now === before) return;
    before = now;
  }
}

/** The recorded actions that were answered, and no others. */
function expectOnly(answered: readonly string[], found: readonly ActionRecord[]): void {
  const done = found.filter(({ status }) => status !== 'REFUSED');
  expect(done.map(({ id, status }) => ({ id, status })).reverse()).toEqual(
    answered.map((id) => ({ id, status: 'APPLIED' })),
  );
}

describe.each(Object.keys(losses))('a gateway when %s', (name) => {
  it('does not carry out after a restart what it refused after the loss', async () => {
    const answered = await appliedTimes(3);
    lossNamed(name).lose();
    const { answer } = await gateway.mute();
    expect(answer).toMatchObject(REFUSED);
    expectOnly(answered, await restart(lossNamed(name).mend));
  });

  it('does not carry out after a restart what it was writing during the loss', async () => {
    const answered = await appliedTimes(3);
    const other = openBeside(file);
    other.exec('begin immediate');
    const muting = Promise.all([gateway.mute(), gateway.mute()]);
    await isBusy(threads[0]);
    lossNamed(name).lose();
    other.exec('rollback');
    const muted = await muting;
    other.close();
    // One of them may have been on the disk for a moment. Its caller gets UNKNOWN then.
    for (const { answer } of muted) expect(answer).toMatchObject({ code: REFUSED.code });
    expectOnly(answered, await restart(lossNamed(name).mend));
  });
});

describe('the thread that reads pages of a journal', () => {
  it('gets the answered actions saved when it is the first to find the write-ahead log deleted', async () => {
    await page();
    const answered = await appliedTimes(3);
    rmSync(`${file}-wal`);
    expect(await page()).toMatchObject({ errors: [{}] });
    expect(await gateway.readiness()).toEqual({ status: 503, journal: 'unavailable' });
    // The file without its log, as it is found if the gateway is killed.
    const copy = `${file}.copy`;
    await expect
      .poll(() => {
        copyFileSync(file, copy);
        const alone = new Database(copy);
        try {
          const applied = alone.prepare("select id from actions where status = 'APPLIED' order by id");
          return applied.all().map((row) => (row as { id: string }).id);
        } catch {
          return 'not yet a whole database';
        } finally {
          alone.close();
        }
      })
      .toEqual(answered);
    expectOnly(answered, await restart());
  });

  it('leaves the write-ahead log alone when it starts after the database was moved away', async () => {
    const answered = await appliedTimes(3);
    const { ino, size } = statSync(`${file}-wal`, { bigint: true });
    renameSync(file, `${file}.moved`);
    expect(await page()).toMatchObject({ errors: [{}] });
    expect(existsSync(file)).toBe(false);
    const log = statSync(`${file}-wal`, { bigint: true });
    expect(log.ino).toBe(ino);
    expect(log.size).toBeGreaterThanOrEqual(size);
    expectOnly(answered, await restart(() => renameSync(`${file}.moved`, file)));
  });
});
