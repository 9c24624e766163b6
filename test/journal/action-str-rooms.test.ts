import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import type { Intent } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';

const APPLIED = {
  status: 'APPLIED',
  answer: '{}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
} as const;
const ids = new ActionIds(Date.now);

function intentIn(strRoomId: string, fields: Partial<Intent> = {}): Intent {
  return {
    id: ids.next(),
    requestId: 'request',
    actor: 'moderator',
    operation: 'SOMETHING',
    place: `str-room/1/${strRoomId}`,
    applicationId: 1,
    strRoomId,
    userIds: ['alice'],
    input: '{}',
    ...fields,
  };
}

let postgres: PostgresServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'str-rooms-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.remove();
  rmSync(folder, { recursive: true });
});

describe.each<[string, () => Promise<JournalDatabase>]>([
  ['SQLite', () => openSqlite(join(folder, 'journal.db'))],
  ['PostgreSQL', () => openPostgres(postgres.url, () => {})],
])('the string rooms of actions on %s', (_, open) => {
  let database: JournalDatabase;
  let journal: Journal;
  beforeAll(async () => {
    database = await open();
    journal = new Journal(database, 'gateway', Date.now);
  });
  afterAll(() => database.close());

  const recorded = async () => {
    const rows = await database.db.selectFrom('action_str_rooms').selectAll().orderBy('action_id').execute();
    return rows.map(({ action_id, str_room_id }) => [action_id, str_room_id]);
  };

  it('are recorded with intents and denials, and not with the repeat of a key', async () => {
    const keyed = intentIn('a', { idempotencyKey: 'key' });
    const denied = intentIn('b');
    await journal.begin(keyed, 1000);
    await journal.begin(intentIn('c', { idempotencyKey: 'key' }), 1000);
    await journal.add(denied, { ...APPLIED, status: 'DENIED' });
    expect(await recorded()).toEqual([
      [keyed.id, 'a'],
      [denied.id, 'b'],
    ]);
  });

  it('are deleted with their actions', async () => {
    const pending = intentIn('a');
    await journal.begin(pending, 1000);
    const before = await recorded();
    for (const [id = ''] of before) if (id !== pending.id) await journal.end(id, APPLIED);
    while ((await journal.deleteSomeBefore(Date.now() + 60_000)) > 0);
    expect(await recorded()).toEqual([[pending.id, 'a']]);
  });

  it('supersede what was asked for a user of the room before, where an action is on the whole room', async () => {
    const target = { place: 'str-room/1/d', userId: 'alice' };
    const first = intentIn('d');
    const whole = intentIn('d', { userIds: [] });
    const last = intentIn('d', { userIds: ['bob'] });
    for (const intent of [first, whole, last]) await journal.begin(intent, 1000);
    expect(await journal.isSuperseded(first.id, target)).toBe(true);
    expect(await journal.isSuperseded(last.id, { ...target, userId: 'bob' })).toBe(false);
    await journal.end(whole.id, { ...APPLIED, status: 'REFUSED' });
    expect(await journal.isSuperseded(first.id, target)).toBe(false);
  });
});
