import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ActionIds } from '../../src/journal/action-id.js';
import type { Intent, Outcome } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { describeEach } from '../describe-each.js';
import { isLeftOut } from '../left-out.js';
import { type PgBouncer, startPgBouncer } from '../pgbouncer-server.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { ENDED_LEASE_MS } from './ended-lease.js';
import { listedActions } from './listed-actions.js';
import { openBeside } from './open-beside.js';

const DAY_MS = 86_400_000;
/** The action was inserted, and its targets, and nothing was read. */
const BEGUN = {
  begun: true,
  written: [expect.objectContaining({ changes: 1, rows: [] }), expect.objectContaining({ rows: [] })],
};
const OPERATIONS = ['SET_USER_MEDIA_STATE', 'ADD_TO_BLACKLIST'];
const ALL = { applicationIds: 'all', rooms: 'all' } as const;

const APPLIED: Outcome = {
  status: 'APPLIED',
  answer: '{"__typename":"SetUserMediaStateSuccess"}',
  vendorRequestIds: ['request-1'],
  attempts: 1,
  durationMs: 12,
  freesKey: false,
};
const REFUSED: Outcome = {
  status: 'REFUSED',
  answer: '{"__typename":"RoomNotFoundError"}',
  vendorCode: 'FailedOperation.RoomNotExist',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: true,
};

const ids = new ActionIds(Date.now);

function mute(fields: Partial<Intent> = {}): Intent {
  const id = ids.next();
  return {
    id,
    requestId: `request-of-${id}`,
    actor: 'moderator',
    operation: 'SET_USER_MEDIA_STATE',
    place: 'room/1400188366/4294967294',
    applicationId: 1400188366,
    roomId: 4294967294,
    userIds: ['alice'],
    input: '{"state":"AUDIO_DISABLED"}',
    ...fields,
  };
}

function addition(fields: Partial<Intent> = {}): Intent {
  const { roomId: _, ...intent } = mute({ operation: 'ADD_TO_BLACKLIST', applicationId: 123456 });
  return {
    ...intent,
    place: 'list/123456/9223372036854775807/0',
    listOwnerId: '9223372036854775807',
    userIds: ['1', '2'],
    ...fields,
  };
}

let postgres: PostgresServer;
let bouncer: PgBouncer | undefined;
let directory: string;
beforeAll(async () => {
  postgres = await startPostgres();
  if (!isLeftOut('PgBouncer')) bouncer = await startPgBouncer(postgres.url);
});
afterAll(async () => {
  await bouncer?.stop();
  await postgres.remove();
});

/** Each function opens the same journal for one more gateway. */
const databases: Record<string, () => Promise<JournalDatabase>> = {
  SQLite: () => openSqlite(join(directory, 'journal.db')),
  PostgreSQL: async () => openPostgres(postgres.url, () => {}),
  PgBouncer: async () => openPostgres(bouncer?.url ?? '', () => {}),
};

describeEach(databases, 'the journal on %s', (open) => {
  let database: JournalDatabase;
  let journal: Journal;
  let ahead = 0;
  const nowMs = () => Date.now() + ahead;

  beforeEach(async () => {
    ahead = 0;
    directory = mkdtempSync(join(tmpdir(), 'journal-'));
    database = await open();
    await database.write([
      database.db.deleteFrom('actions').compile(),
      database.db.deleteFrom('action_targets').compile(),
    ]);
    journal = new Journal(database, 'gateway-1', nowMs);
  });
  afterEach(async () => {
    await journal.close();
    rmSync(directory, { recursive: true });
  });

  /** Simulates the death of the gateway: its connection ends, and another gateway opens the journal. */
  async function restart(): Promise<void> {
    await journal.close();
    database = await open();
    journal = new Journal(database, 'gateway-2', nowMs);
  }

  it('keeps an intent and its outcome over a restart', async () => {
    const intent = mute({ reason: 'spam, "quoted"\n', idempotencyKey: 'k', inputDigest: 'd' });
    expect(await journal.begin(intent, 1000)).toEqual(BEGUN);
    const { inputDigest: _, ...fields } = intent;
    expect(await journal.find(intent.id)).toEqual({
      ...fields,
      requestedAt: Number.parseInt(intent.id.replace('-', '').slice(0, 12), 16),
      status: 'PENDING',
      vendorRequestIds: [],
      attempts: 0,
      recovered: false,
    });
    await journal.end(intent.id, APPLIED);
    await restart();
    expect(await journal.find(intent.id)).toMatchObject({
      ...fields,
      status: 'APPLIED',
      answer: APPLIED.answer,
      vendorRequestIds: ['request-1'],
      attempts: 1,
      durationMs: 12,
      finishedAt: expect.any(Number),
      recovered: false,
    });
  });

  it('keeps a thousand targets, text in any script, and the largest ids', async () => {
    const userIds = Array.from({ length: 1000 }, (_, index) => `${9223372036854774807n + BigInt(index)}`);
    const intent = addition({ userIds, reason: '違規 🚫 \u{10FFFF}' });
    await journal.begin(intent, 1000);
    const { inputDigest: _, ...fields } = intent;
    expect(await journal.find(intent.id)).toMatchObject(fields);
    for (const targetUserId of [userIds[0], userIds[999]] as string[]) {
      expect(await listedActions(journal, { targetUserId }, 10)).toMatchObject([{ id: intent.id }]);
    }
  });

  it('keeps the order of actions that come at the same time', async () => {
    const intents = Array.from({ length: 300 }, () => mute());
    await Promise.all(intents.map((intent) => journal.begin(intent, 1000)));
    await Promise.all(intents.map(({ id }) => journal.end(id, APPLIED)));
    const found = await listedActions(journal, { statuses: ['APPLIED'] }, 1000);
    expect(found.map(({ id }) => id)).toEqual(intents.map(({ id }) => id).reverse());
  });

  it('writes the other actions when one action cannot be written', async () => {
    const twice = mute();
    await journal.begin(twice, 1000);
    const good = mute();
    const results = await Promise.allSettled([
      journal.begin({ ...twice }, 1000),
      journal.begin(good, 1000),
      journal.begin({ ...twice, idempotencyKey: 'other' }, 1000),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    expect(await journal.find(good.id)).toMatchObject({ status: 'PENDING' });
  });

  describe('an idempotency key', () => {
    const keyed = (fields: Partial<Intent> = {}) =>
      mute({ idempotencyKey: 'key', inputDigest: 'digest', ...fields });

    it('lets only the first of many actions begin, and gives the others its record', async () => {
      const intents = Array.from({ length: 20 }, () => keyed());
      const results = await Promise.all(intents.map((intent) => journal.begin(intent, 1000)));
      const begun = intents.filter((_, index) => results[index]?.begun);
      expect(begun).toHaveLength(1);
      for (const result of results.filter((result) => !result.begun)) {
        expect(result).toMatchObject({ holder: { id: begun[0]?.id, status: 'PENDING' } });
      }
      expect(await listedActions(journal, {}, 100)).toHaveLength(1);
      expect(await listedActions(journal, { targetUserId: 'alice' }, 100)).toHaveLength(1);
    });

    it('is separate for each caller and operation', async () => {
      for (const intent of [keyed(), keyed({ actor: 'other' }), addition({ idempotencyKey: 'key' })]) {
        expect(await journal.begin(intent, 1000)).toEqual(BEGUN);
      }
    });

    it('stays taken after an action that may have changed something, and is free after any other', async () => {
      const first = keyed();
      await journal.begin(first, 1000);
      await journal.end(first.id, REFUSED);
      const second = keyed();
      expect(await journal.begin(second, 1000)).toEqual(BEGUN);
      await journal.end(second.id, APPLIED);
      await restart();
      expect(await journal.begin(keyed(), 1000)).toMatchObject({
        begun: false,
        holder: { id: second.id, answer: APPLIED.answer },
      });
    });

    it('is free again after 24 hours', async () => {
      const first = keyed();
      await journal.begin(first, 1000);
      await journal.end(first.id, APPLIED);
      ahead = DAY_MS - 60_000;
      expect(await journal.begin(keyed(), 1000)).toMatchObject({ begun: false });
      ahead = DAY_MS + 60_000;
      expect(await journal.begin(keyed(), 1000)).toEqual(BEGUN);
    });
  });

  describe('pages of the journal', () => {
    it('continue where the last page ended, whatever is recorded meanwhile', async () => {
      const intents = Array.from({ length: 7 }, () => mute());
      for (const intent of intents) await journal.begin(intent, 1000);
      const ids = intents.map(({ id }) => id).reverse();
      const first = await listedActions(journal, {}, 3);
      await journal.begin(mute(), 1000);
      const second = await listedActions(journal, {}, 3, first.at(-1)?.id);
      const third = await listedActions(journal, {}, 3, second.at(-1)?.id);
      expect([...first, ...second, ...third].map(({ id }) => id)).toEqual(ids);
    });

    it('have exactly the actions that match the filter', async () => {
      const rows = {
        muted: mute(),
        other: mute({ actor: 'other', roomId: 7, userIds: ['bob'] }),
        added: addition({ userIds: ['alice', '2'] }),
      };
      for (const row of Object.values(rows)) await journal.begin(row, 1000);
      await journal.end(rows.muted.id, APPLIED);
      await journal.end(rows.other.id, REFUSED);
      const before = Date.now() - 60_000;
      const after = Date.now() + 60_000;
      const cases = [
        [{}, ['added', 'other', 'muted']],
        [{ actor: 'moderator' }, ['added', 'muted']],
        [{ roomId: 7 }, ['other']],
        [{ targetUserId: 'alice' }, ['added', 'muted']],
        [{ targetUserId: 'alice', operations: ['SET_USER_MEDIA_STATE'] }, ['muted']],
        [{ operations: ['ADD_TO_BLACKLIST', 'ADD_TO_BLACKLIST'] }, ['added']],
        [{ operations: [] }, []],
        [{ statuses: ['APPLIED', 'PENDING'] }, ['added', 'muted']],
        [
          { statuses: ['REFUSED', 'APPLIED'], operations: ['SET_USER_MEDIA_STATE', 'ADD_TO_BLACKLIST'] },
          ['other', 'muted'],
        ],
        [{ from: before, to: after }, ['added', 'other', 'muted']],
        [{ from: after }, []],
        [{ to: before }, []],
        [{ visible: [] }, []],
        [{ visible: [{ ...ALL, operation: 'ADD_TO_BLACKLIST', rooms: 'none' }] }, ['added']],
        [{ visible: [{ operation: 'ADD_TO_BLACKLIST', applicationIds: [1], rooms: 'none' }] }, []],
        [
          {
            visible: [
              { operation: 'SET_USER_MEDIA_STATE', applicationIds: [1400188366], rooms: { roomIds: [7] } },
            ],
          },
          ['other'],
        ],
        [{ visible: [{ ...ALL, operation: 'SET_USER_MEDIA_STATE', rooms: { roomIds: [] } }] }, []],
        [
          {
            visible: [
              { ...ALL, operation: 'SET_USER_MEDIA_STATE' },
              { operation: 'ADD_TO_BLACKLIST', applicationIds: [123456], rooms: 'none' },
            ],
          },
          ['added', 'other', 'muted'],
        ],
      ] as const;
      for (const [filter, expected] of cases) {
        const found = await listedActions(journal, filter, 10);
        const names = found.map(({ id }) => Object.entries(rows).find(([, row]) => row.id === id)?.[0]);
        expect(names, JSON.stringify(filter)).toEqual(expected);
      }
    });
  });

  describe('pending actions of a gateway that died', () => {
    it('are taken over by one other gateway, once their lease has ended', async () => {
      const [gone, alive, done] = [mute(), mute(), mute()];
      for (const intent of [gone, done]) await journal.begin(intent, ENDED_LEASE_MS);
      await journal.begin(alive, 60_000);
      await journal.end(done.id, APPLIED);
      const others = ['gateway-2', 'gateway-3', 'gateway-4'].map((id) => new Journal(database, id, nowMs));
      const taken = await Promise.all(others.map((other) => other.takeOver(OPERATIONS)));
      expect(taken.flat().map(({ id }) => id)).toEqual([gone.id]);
      expect((await Promise.all(others.map((other) => other.takeOver(OPERATIONS)))).flat()).toEqual([]);
    });

    it('are left for a gateway that knows the operation, until they are old', async () => {
      const intent = addition();
      await journal.begin(intent, ENDED_LEASE_MS);
      const other = new Journal(database, 'gateway-2', nowMs);
      expect(await other.takeOver(['SET_USER_MEDIA_STATE'])).toEqual([]);
      const orBefore = Date.now() + 60_000;
      expect(await other.takeOver(['SET_USER_MEDIA_STATE'], { orBefore })).toMatchObject([{ id: intent.id }]);
    });

    it('are taken over at once if no other gateway can use the journal', async () => {
      const gone = mute();
      await journal.begin(gone, 60_000);
      await restart();
      const own = mute();
      await journal.begin(own, 60_000);
      expect(await journal.takeOver(OPERATIONS, { evenIfLeased: true })).toMatchObject([{ id: gone.id }]);
    });

    it('are resolved once, but their own gateway may still record its outcome', async () => {
      const intent = mute();
      await journal.begin(intent, ENDED_LEASE_MS);
      const other = new Journal(database, 'gateway-2', nowMs);
      await other.takeOver(OPERATIONS);
      await other.resolve(intent.id, { ...REFUSED, status: 'UNKNOWN' });
      expect(await journal.find(intent.id)).toMatchObject({ status: 'UNKNOWN', recovered: true });
      await journal.end(intent.id, APPLIED);
      expect(await journal.find(intent.id)).toMatchObject({ status: 'APPLIED', recovered: false });
      await other.resolve(intent.id, REFUSED);
      expect(await journal.find(intent.id)).toMatchObject({ status: 'APPLIED', recovered: false });
    });
  });

  it('deletes old actions with their targets, but no pending actions', async () => {
    const old = addition();
    const pending = addition();
    for (const intent of [old, pending]) await journal.begin(intent, 1000);
    await journal.end(old.id, APPLIED);
    expect(await journal.deleteSomeBefore(Date.now() - 60_000)).toBe(0);
    expect(await journal.deleteSomeBefore(Date.now() + 60_000)).toBe(1);
    expect(await listedActions(journal, { targetUserId: '1' }, 10)).toMatchObject([{ id: pending.id }]);
    const targets = await database.db.selectFrom('action_targets').selectAll().execute();
    expect(targets.map(({ action_id }) => action_id)).toEqual([pending.id, pending.id]);
  });
});

it('a journal in a file can be opened by only one gateway', async () => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
  const file = join(directory, 'deep', 'journal.db');
  const database = await openSqlite(file);
  await expect(openSqlite(file)).rejects.toThrow(/belongs to another gateway/);
  await database.close();
  await (await openSqlite(file)).close();
  rmSync(directory, { recursive: true });
});

it('a journal does not open a file that a newer gateway has updated', async () => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
  const file = join(directory, 'journal.db');
  await (await openSqlite(file)).close();
  const newer = openBeside(file);
  newer.exec("insert into journal_migrations values ('2999-01-more', '2999-01-01T00:00:00.000Z')");
  newer.close();
  await expect(openSqlite(file)).rejects.toThrow(/newer gateway, which made '2999-01-more'/);
  rmSync(directory, { recursive: true });
});

it('the schema of a journal in a file is updated completely or not at all', async () => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
  const file = join(directory, 'journal.db');
  const inTheWay = openBeside(file);
  inTheWay.exec('create table actions_pending (x)');
  await expect(openSqlite(file)).rejects.toThrow(/actions_pending/);
  const names = inTheWay.prepare("select name from sqlite_master where name like 'action%'").all();
  expect(names).toEqual([{ name: 'actions_pending' }]);
  inTheWay.exec('drop table actions_pending');
  inTheWay.close();
  await (await openSqlite(file)).close();
  rmSync(directory, { recursive: true });
});

it('a closed journal rejects a page, even if no page was read before', async () => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
  const journal = new Journal(await openSqlite(join(directory, 'journal.db')), 'gateway', Date.now);
  await journal.close();
  await expect(listedActions(journal, {}, 1)).rejects.toThrow('the journal is closed');
  rmSync(directory, { recursive: true });
});

it('the journal says why a file cannot be used', async () => {
  await expect(openSqlite('/proc/journal.db')).rejects.toThrow(
    /The journal \/proc\/journal.db cannot be written/,
  );
  await expect(openSqlite(tmpdir())).rejects.toThrow(/cannot be written/);
});
