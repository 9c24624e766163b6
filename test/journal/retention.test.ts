import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ActionStatus, Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite, openSqliteForReading } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The gateway's time of day. No test here sends a token. */
const NOW = Date.UTC(2026, 0, 31, 12);

let folder: string;
let file: string;
let sandbox: Sandbox | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-retention-'));
  file = join(folder, 'journal.db');
});
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
  rmSync(folder, { recursive: true });
});

/** A UUIDv7 with a time this many days before now. */
function idAt(daysAgo: number, count = 0): string {
  const time = (NOW - daysAgo * DAY_MS).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count.toString(16).padStart(12, '0')}`;
}

function addition(id: string): Intent {
  return {
    id,
    requestId: 'request-1',
    actor: 'moderator',
    operation: 'ADD_TO_BLACKLIST',
    place: 'list/123456/10001/0',
    applicationId: 123456,
    listOwnerId: '10001',
    userIds: ['1', '2'],
    input: '{"appId":123456,"ownerId":"10001","inboxType":0,"users":[{"userId":"1"},{"userId":"2"}]}',
  };
}

/** Writes a journal with these actions, as a gateway does that has ended in the meantime. */
async function recorded(ids: readonly string[], status: Exclude<ActionStatus, 'PENDING'> = 'APPLIED') {
  const journal = new Journal(await openSqlite(file), 'gateway-1', () => NOW);
  const outcome = { status, answer: '{}', vendorRequestIds: [], attempts: 1, freesKey: false };
  await Promise.all(
    ids.map(async (id) => {
      await journal.begin(addition(id), 0);
      await journal.end(id, outcome);
    }),
  );
  await journal.close();
}

/** Starts a gateway on the journal. Its clocks stand still until `run`. */
async function startGateway(environment: Record<string, string>): Promise<SimulatedClock> {
  const clock = new SimulatedClock();
  sandbox = await startSandboxWithoutEvents(
    { DATABASE_URL: `file:${file}`, ...environment },
    { clock, epochMs: () => NOW + clock.now() },
  );
  return clock;
}

async function left(): Promise<{ ids: string[]; targets: number }> {
  const { db, close } = await openSqliteForReading(file);
  const actions = await db.selectFrom('actions').select('id').orderBy('id').execute();
  const targets = await db.selectFrom('action_targets').select('action_id').execute();
  await close();
  return { ids: actions.map(({ id }) => id), targets: targets.length };
}

it('retention deletes old actions and their targets, in small batches with pauses', async () => {
  const old = Array.from({ length: 250 }, (_, count) => idAt(31, count));
  const kept = [idAt(29.9), idAt(0)];
  await recorded([...old, ...kept, idAt(400)]);
  const clock = await startGateway({ JOURNAL_RETENTION_DAYS: '30' });

  const { length: all } = [...old, ...kept, idAt(400)];
  await clock.run(0);
  let steps = 1;
  for (let count = all; count > kept.length; steps++) {
    count = (await left()).ids.length;
    expect(count).toBeGreaterThanOrEqual(all - 100 * steps);
    // The next batch begins at least this long after the last.
    await clock.run(100);
  }
  expect(steps).toBeGreaterThan(3);
  expect(await left()).toEqual({ ids: kept, targets: 4 });
});

it('retention deletes what an older gateway left of the actions that it deleted', async () => {
  const ids = Array.from({ length: 250 }, (_, count) => idAt(31, count));
  const young = idAt(1);
  await recorded([young]);
  const database = await openSqlite(file);
  for (const id of [...ids, young]) {
    const common = { operation: 'DISMISS_ROOM', application_id: 1, actor: 'moderator' };
    const room = { ...common, action_id: id, str_room_id: 'lobby' };
    await database.write([
      database.db.insertInto('action_str_rooms').values(room).compile(),
      database.db
        .insertInto('undos')
        .values({ action_id: id, undone_id: idAt(40) })
        .compile(),
    ]);
  }
  await database.close();
  const clock = await startGateway({ JOURNAL_RETENTION_DAYS: '30' });
  const leftBehind = async () => {
    await clock.run(100);
    const { db, close } = await openSqliteForReading(file);
    const rooms = await db.selectFrom('action_str_rooms').select('action_id').execute();
    const undos = await db.selectFrom('undos').select('action_id').execute();
    await close();
    return [...rooms, ...undos].map(({ action_id }) => action_id);
  };
  await expect.poll(leftBehind).toEqual([young, young]);
});

it('retention looks for old actions every hour', async () => {
  const soonOld = idAt(29.95);
  await recorded([soonOld, idAt(0)]);
  const clock = await startGateway({ JOURNAL_RETENTION_DAYS: '30' });
  await clock.run(0);
  expect((await left()).ids).toEqual([soonOld, idAt(0)]);
  const look = async () => {
    await clock.run(HOUR_MS);
    return (await left()).ids;
  };
  await expect.poll(look).toEqual([idAt(0)]);
  expect(clock.now()).toBeGreaterThan(0.05 * DAY_MS);
});

it('retention is off unless a number of days is configured', async () => {
  await recorded([idAt(4_000), idAt(400), idAt(0)]);
  const clock = await startGateway({});
  for (let hours = 0; hours < 48; hours++) {
    await clock.run(HOUR_MS);
  }
  expect((await left()).ids).toHaveLength(3);
});
