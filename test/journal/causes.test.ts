import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import type { Intent, Outcome } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { WHOLE_ACTIONS } from '../../src/journal/read-actions.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { listedActions } from './listed-actions.js';

const DAY_MS = 86_400_000;
const APPLIED: Outcome = {
  status: 'APPLIED',
  answer: '{"__typename":"RemoveFromBlacklistSuccess"}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
};

let now = Date.UTC(2026, 0, 31);
const ids = new ActionIds(() => now);

function removal(fields: Partial<Intent> = {}): Intent {
  return {
    id: ids.next(),
    requestId: 'request',
    actor: 'gateway',
    operation: 'REMOVE_FROM_BLACKLIST',
    place: 'list/123456/10001/0',
    applicationId: 123456,
    listOwnerId: '10001',
    userIds: ['1'],
    input: '{}',
    ...fields,
  };
}

let postgres: PostgresServer;
let folder: string;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const databases: Record<string, () => Promise<JournalDatabase>> = {
  SQLite: () => openSqlite(join(folder, 'journal.db')),
  PostgreSQL: () => openPostgres(postgres.url, () => {}),
};

describe.each(Object.entries(databases))('causes of actions on %s', (_name, open) => {
  async function record(journal: Journal, intent: Intent): Promise<string> {
    await journal.begin(intent, 60_000);
    await journal.end(intent.id, APPLIED);
    return intent.id;
  }

  it('are recorded with the intent, and read with the action', async () => {
    const database = await open();
    const journal = new Journal(database, 'gateway-1', () => now);
    const asked = await record(journal, removal({ actor: 'moderator' }));
    const automatic = removal({ causedBy: asked });
    await journal.begin(automatic, 60_000);
    expect(await journal.find(automatic.id)).toMatchObject({ causedBy: asked, status: 'PENDING' });
    expect(await journal.find(asked)).not.toHaveProperty('causedBy');
    const { actions } = await journal.readAll([asked, automatic.id], WHOLE_ACTIONS, 1_000_000, [
      'PENDING',
      'APPLIED',
    ]);
    expect(actions.map(({ causedBy }) => causedBy)).toEqual([asked, undefined]);
    await journal.end(automatic.id, APPLIED);
    await database.close();
  });

  it('tell automatic actions from those that somebody asked for', async () => {
    const database = await open();
    const journal = new Journal(database, 'gateway-1', () => now);
    const place = 'list/123456/20002/0';
    const of = { place, listOwnerId: '20002' };
    const asked = [await record(journal, removal(of)), await record(journal, removal(of))];
    const automatic = await record(journal, removal({ ...of, causedBy: asked[0] }));
    const pending = removal({ ...of, causedBy: asked[1] });
    await journal.begin(pending, 60_000);
    const listed = async (isAutomatic: boolean) => {
      const actions = await listedActions(journal, { listOwnerId: '20002', automatic: isAutomatic });
      return actions.map(({ id }) => id);
    };
    expect(await listed(true)).toEqual([pending.id, automatic]);
    expect(await listed(false)).toEqual(asked.toReversed());
    await journal.end(pending.id, APPLIED);
    await database.close();
  });

  it('keep an action automatic after its cause is deleted, and go with the action', async () => {
    const database = await open();
    const journal = new Journal(database, 'gateway-1', () => now);
    const cause = await record(journal, removal());
    now += 10 * DAY_MS;
    const automatic = await record(journal, removal({ causedBy: cause }));
    const late = await record(journal, removal({ causedBy: cause }));
    while ((await journal.deleteSomeBefore(now - DAY_MS)) > 0);
    expect(await journal.find(cause)).toBeUndefined();
    expect(await journal.find(automatic)).toMatchObject({ causedBy: cause });
    const ofNobody = await record(journal, removal({ causedBy: ids.next() }));
    expect(await journal.find(ofNobody)).toHaveProperty('causedBy');

    // A gateway that knows no causes deletes the action alone.
    await database.write([database.db.deleteFrom('actions').where('id', '=', late).compile()]);
    now += 10 * DAY_MS;
    while ((await journal.deleteSomeBefore(now)) > 0);
    expect(await database.db.selectFrom('causes').selectAll().execute()).toEqual([]);
    await database.close();
  });
});
