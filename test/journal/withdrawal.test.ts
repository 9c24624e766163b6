import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import type { Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { withdrawIntents } from '../../src/journal/withdrawal.js';
import { openBeside } from './open-beside.js';

const TABLES = ['actions', 'action_targets', 'action_str_rooms', 'undos', 'causes'];
const APPLIED = {
  status: 'APPLIED',
  answer: '{}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
} as const;
const ids = new ActionIds(Date.now);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'withdrawal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function intent(fields: Partial<Intent> = {}): Intent {
  return {
    id: ids.next(),
    requestId: 'request',
    actor: 'moderator',
    operation: 'SOMETHING',
    place: 'str-room/1/lobby',
    applicationId: 1,
    strRoomId: 'lobby',
    userIds: ['alice', 'bob'],
    input: '{}',
    ...fields,
  };
}

it('withdrawn intents leave no row in any table, and finished actions keep theirs', async () => {
  const file = join(folder, 'journal.db');
  const database = await openSqlite(file);
  const journal = new Journal(database, 'gateway', Date.now);
  const done = intent();
  const undone = intent({ undoes: done.id, causedBy: done.id });
  for (const finished of [done, undone]) {
    await journal.begin(finished, 60_000);
    await journal.end(finished.id, APPLIED);
  }
  const before = countsIn(file);
  expect(before).toEqual([2, 4, 2, 1, 1]);
  await journal.begin(intent({ undoes: undone.id, causedBy: done.id }), 60_000);
  await journal.begin(intent({ userIds: [] }), 60_000);
  await database.close();
  expect(countsIn(file)).toEqual([4, 7, 4, 2, 2]);

  const db = openBeside(file);
  const rows = db.prepare('select rowid from actions').all() as { rowid: number }[];
  withdrawIntents(
    db,
    rows.map(({ rowid }) => rowid),
  );
  db.close();
  expect(countsIn(file)).toEqual(before);
});

function countsIn(file: string): number[] {
  const db = openBeside(file);
  const counts = TABLES.map((table) => {
    const { count } = db.prepare(`select count(*) as count from ${table}`).get() as { count: number };
    return count;
  });
  db.close();
  return counts;
}
