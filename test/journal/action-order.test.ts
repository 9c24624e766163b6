import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type Database from 'libsql';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Intent, Outcome } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { openBeside } from './open-beside.js';

const NOW = Date.UTC(2026, 0, 31);
const LEASE_MS = 60_000;
/** The number of actions that begin at once. */
const COUNT = 60;
const APPLIED: Outcome = {
  status: 'APPLIED',
  answer: '{}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
};
const REFUSED: Outcome = { ...APPLIED, status: 'REFUSED' };

let folder: string;
let postgres: PostgresServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'action-order-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.remove();
  rmSync(folder, { recursive: true });
});

let places = 0;
/** A place that no other test uses. */
const newPlace = () => `place/${places++}`;

/** An intent of a gateway whose clock is wrong by `clockOffMs`. */
function action(place: string, userIds: readonly string[], clockOffMs = 0, operation = 'MUTE'): Intent {
  return {
    id: v7({ msecs: NOW + clockOffMs }),
    requestId: 'request',
    actor: 'moderator',
    operation,
    place,
    applicationId: 1,
    userIds,
    input: '{}',
  };
}

describe.each(['SQLite', 'PostgreSQL'])('the order of actions on a target on %s', (name) => {
  /** Two gateways on one server. A file has only one gateway. */
  let databases: JournalDatabase[];
  let journals: Journal[];
  beforeAll(async () => {
    databases =
      name === 'SQLite'
        ? [await openSqlite(join(folder, 'journal.db'))]
        : [await openPostgres(postgres.url, () => {}), await openPostgres(postgres.url, () => {})];
    journals = databases.map((database, at) => new Journal(database, `gateway-${at}`, () => NOW));
  });
  afterAll(async () => {
    for (const database of databases) await database.close();
  });
  const gateway = (at: number) => journals[at % journals.length] as Journal;

  it('is the order of their commits, however far the clocks are apart', async () => {
    const clocks = fc.array(
      fc.record({ clockOffMs: fc.integer({ min: -30_000, max: 30_000 }), at: fc.nat(1) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    const orders = fc.asyncProperty(clocks, async (actions) => {
      const target = { place: newPlace(), userId: 'alice' };
      for (const { clockOffMs, at } of actions) {
        const intent = action(target.place, ['bob', 'alice'], clockOffMs);
        await gateway(at).begin(intent, LEASE_MS);
        expect((await gateway(at + 1).newestOn(target))?.id).toBe(intent.id);
      }
    });
    await fc.assert(orders, { numRuns: 40, seed: 20_261_126 });
  });

  it('is the same for all gateways, and never changes, while many actions begin at once', async () => {
    const target = { place: newPlace(), userId: 'alice' };
    const others = Array.from({ length: 5 }, newPlace);
    const newest: string[] = [];
    let writing = true;
    const watch = (async () => {
      while (writing) newest.push((await gateway(0).newestOn(target))?.id ?? '');
    })();
    await Promise.all(
      Array.from({ length: COUNT }, async (_, index) => {
        const clockOffMs = index % 2 === 0 ? -20_000 : 0;
        await gateway(index).begin(action(others[index % 5] ?? '', ['alice'], clockOffMs), LEASE_MS);
        await gateway(index).begin(action(target.place, ['alice'], clockOffMs), LEASE_MS);
      }),
    ).finally(() => {
      writing = false;
      return watch;
    });
    const { db, pages } = databases[0] as JournalDatabase;
    const rows = await db
      .selectFrom('actions')
      .select([pages.dialect.actionNumber.as('number'), 'id'])
      .where('acts_in', '=', target.place)
      .orderBy('number')
      .execute();
    expect(rows).toHaveLength(COUNT);
    expect(new Set(rows.map(({ number }) => number)).size).toBe(COUNT);
    // Each newest action was newer than the newest seen before.
    const numbers = newest.map((id) => rows.findIndex((row) => row.id === id));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('does not change when the clock is set back and the newest actions are deleted', async () => {
    const target = { place: newPlace(), userId: 'alice' };
    const journal = gateway(0);
    const [kept, deleted] = [
      action(target.place, ['alice'], 0),
      action(target.place, ['alice'], -40 * 86_400_000),
    ];
    for (const intent of [kept, deleted]) {
      await journal.begin(intent, LEASE_MS);
      await journal.end(intent.id, APPLIED);
    }
    expect((await journal.newestOn(target))?.id).toBe(deleted.id);
    expect(await journal.deleteSomeBefore(NOW - 30 * 86_400_000)).toBe(1);
    expect((await journal.newestOn(target))?.id).toBe(kept.id);
    const next = action(target.place, ['alice'], -86_400_000);
    await journal.begin(next, LEASE_MS);
    expect((await journal.newestOn(target))?.id).toBe(next.id);
  });

  it('includes all operations, and excludes refused and denied actions', async () => {
    const target = { place: newPlace(), userId: 'alice' };
    const journal = gateway(0);
    const mute = action(target.place, ['alice']);
    await journal.begin(mute, LEASE_MS);
    const refused = action(target.place, ['alice'], 0, 'UNMUTE');
    await journal.begin(refused, LEASE_MS);
    await journal.end(refused.id, REFUSED);
    await journal.add(action(target.place, ['alice'], 0, 'UNMUTE'), { ...REFUSED, status: 'DENIED' });
    await journal.begin(action(target.place, ['bob'], 0, 'UNMUTE'), LEASE_MS);
    await journal.begin(action(newPlace(), ['alice'], 0, 'UNMUTE'), LEASE_MS);
    expect(await journal.isSuperseded(mute.id, target)).toBe(false);
    const unmute = action(target.place, ['carol', 'alice'], 0, 'UNMUTE');
    await journal.begin(unmute, LEASE_MS);
    expect(await journal.isSuperseded(mute.id, target)).toBe(true);
    expect(await journal.newestOn(target)).toMatchObject({ ...unmute, status: 'PENDING' });
    expect(await journal.isSuperseded(unmute.id, target)).toBe(false);
  });

  it('tells whether another operation came after an action, also where the newest is of the same', async () => {
    const target = { place: newPlace(), userId: 'alice' };
    const journal = gateway(0);
    const undone = async (intent: Intent) =>
      (await journal.followedByOthers(intent, [target.userId])).has(target.userId);
    const first = action(target.place, ['alice'], 0, 'ADD');
    const second = action(target.place, ['alice'], -5_000, 'ADD');
    const refused = action(target.place, ['alice'], 0, 'REMOVE');
    for (const intent of [first, second, refused]) await journal.begin(intent, LEASE_MS);
    await journal.end(refused.id, REFUSED);
    expect([await undone(first), await undone(second)]).toEqual([false, false]);
    const removal = action(target.place, ['bob', 'alice'], -10_000, 'REMOVE');
    const third = action(target.place, ['alice'], 5_000, 'ADD');
    for (const intent of [removal, third]) await journal.begin(intent, LEASE_MS);
    expect([await undone(first), await undone(second), await undone(removal)]).toEqual([true, true, true]);
    expect(await undone(third)).toBe(false);
  });

  it('tells which actions came before and after one on its users, the newest first', async () => {
    const place = newPlace();
    const journal = gateway(0);
    const [first, own, refused, last, elsewhere] = [
      action(place, ['alice', 'bob'], 9_000),
      action(place, ['bob', 'alice', 'carol']),
      action(place, ['alice']),
      action(place, ['dave', 'alice'], -9_000),
      action(newPlace(), ['alice']),
    ] as const;
    for (const intent of [first, own, refused, last, elsewhere]) await journal.begin(intent, LEASE_MS);
    await journal.end(refused.id, REFUSED);
    const found = async (userIds: readonly string[], side: 'before' | 'after', limit = 10) =>
      (await journal.neighboursOf(own, userIds, side, limit)).map(({ id, userId }) => [id, userId]);
    expect(await found(own.userIds, 'after')).toEqual([[last.id, 'alice']]);
    expect((await found(own.userIds, 'before')).toSorted()).toEqual(
      [
        [first.id, 'alice'],
        [first.id, 'bob'],
      ].toSorted(),
    );
    expect(await found(['bob'], 'before')).toEqual([[first.id, 'bob']]);
    expect(await found(own.userIds, 'before', 1)).toHaveLength(1);
    expect(await found(['carol'], 'before')).toEqual([]);
    const users = Array.from({ length: 1_000 }, (_, index) => `user ${index}`);
    expect(await found([...users, 'bob'], 'before')).toEqual([[first.id, 'bob']]);
  });

  it('tells which actions undo which, in both directions', async () => {
    const place = newPlace();
    const journal = gateway(0);
    const [muted, undone, again] = [1, 2, 3].map((ms) => action(place, ['alice'], ms)) as [
      Intent,
      Intent,
      Intent,
    ];
    await journal.begin(muted, LEASE_MS);
    await journal.begin({ ...undone, undoes: muted.id }, LEASE_MS);
    await journal.begin({ ...again, undoes: undone.id }, LEASE_MS);
    const links = [
      { undone: undone.id, by: again.id },
      { undone: muted.id, by: undone.id },
    ];
    const all = [muted.id, undone.id, again.id];
    expect(await journal.undosOf(all)).toEqual(links);
    expect((await journal.undoneBy(all)).toSorted((a, b) => (a.by < b.by ? 1 : -1))).toEqual(links);
    expect(await journal.undosOf([again.id])).toEqual([]);
    expect(await journal.undoneBy([muted.id])).toEqual([]);
    expect(await journal.find(again.id)).toMatchObject({ undoes: undone.id });
    expect(await journal.find(muted.id)).not.toHaveProperty('undoes');
    for (const { id } of [muted, undone, again]) await journal.end(id, APPLIED);
    while ((await journal.deleteSomeBefore(NOW + 60_000)) > 0);
    expect([...(await journal.undosOf(all)), ...(await journal.undoneBy(all))]).toEqual([]);
  });

  it('tells the newest undos of every action, however many undos one of them has', async () => {
    const place = newPlace();
    const journal = gateway(0);
    const [often, once] = [action(place, ['alice']), action(place, ['bob'])];
    for (const intent of [often, once]) await journal.begin(intent, LEASE_MS);
    const undo = { ...action(place, ['bob'], 1), undoes: once.id };
    await journal.begin(undo, LEASE_MS);
    const many = Array.from({ length: 1_100 }, (_, ms) => ({
      ...action(place, ['alice'], 2 + ms),
      undoes: often.id,
    }));
    await Promise.all(many.map((intent) => journal.begin(intent, LEASE_MS)));
    const newest = many.slice(-2).map(({ id }) => id);
    await journal.end(newest[1] ?? '', REFUSED);
    const links = await journal.undosOf([often.id, once.id]);
    expect(links.find(({ undone }) => undone === often.id)?.by).toBe(newest[0]);
    expect(links.filter(({ undone }) => undone === once.id)).toEqual([{ undone: once.id, by: undo.id }]);
    expect(links.length).toBeLessThan(10);
  });

  it('tells the newest action before one that is of another operation or was applied', async () => {
    const place = newPlace();
    const journal = gateway(0);
    const [applied, lost, removal, unknown, own] = [
      action(place, ['alice'], 9_000),
      action(place, ['alice']),
      action(place, ['bob', 'carol'], 0, 'REMOVE'),
      action(place, ['alice'], 5_000),
      action(place, ['alice', 'bob'], -9_000),
    ] as const;
    for (const intent of [applied, lost, removal, unknown, own]) await journal.begin(intent, LEASE_MS);
    await journal.end(applied.id, APPLIED);
    for (const { id } of [lost, unknown]) await journal.end(id, { ...APPLIED, status: 'UNKNOWN' });
    const settled = async (userIds: readonly string[], limit: number) =>
      (await journal.settledBefore(own, userIds, limit)).map(({ id }) => id);
    expect(await settled(['alice'], 1)).toEqual([applied.id]);
    expect(await settled(['alice', 'bob'], 9)).toEqual([removal.id, applied.id]);
    expect(await settled(['dave'], 1)).toEqual([]);
  });

  it('does not include a repeat whose key another action holds', async () => {
    const target = { place: newPlace(), userId: 'alice' };
    const [first, repeat] = [1, 2].map(() => ({ ...action(target.place, ['alice']), idempotencyKey: 'key' }));
    await gateway(0).begin(first as Intent, LEASE_MS);
    expect(await gateway(1).begin(repeat as Intent, LEASE_MS)).toMatchObject({ begun: false });
    expect((await gateway(0).newestOn(target))?.id).toBe(first?.id);
  });
});

describe('the order of actions in a file', () => {
  /** Writes actions whose ids are in the opposite order, and deletes some. Returns the ids that are left, the newest first. */
  async function writeAgainstTheClock(file: string, place: string): Promise<string[]> {
    const database = await openSqlite(file);
    const journal = new Journal(database, 'gateway', () => NOW);
    const intents = Array.from({ length: 30 }, (_, index) => action(place, ['alice'], -index * 1_000));
    for (const intent of intents) await journal.begin(intent, LEASE_MS);
    const deleted = intents.filter((_, index) => index % 3 === 0).map(({ id }) => id);
    for (const table of ['actions', 'action_targets'] as const) {
      const column = table === 'actions' ? 'id' : 'action_id';
      await database.db.deleteFrom(table).where(column, 'in', deleted).execute();
    }
    await journal.close();
    return intents
      .map(({ id }) => id)
      .filter((id) => !deleted.includes(id))
      .reverse();
  }

  it.each([
    ['VACUUM', (db: Database.Database) => db.exec('vacuum')],
    ['VACUUM INTO', (db: Database.Database, copy: string) => db.exec(`vacuum into '${copy}'`)],
  ])('is kept by %s', async (_, compact) => {
    const [file, copy] = [join(folder, `${v7()}.db`), join(folder, `${v7()}.db`)];
    const place = newPlace();
    const ids = await writeAgainstTheClock(file, place);
    const db = openBeside(file);
    compact(db, copy);
    db.close();
    const database = await openSqlite(existsSync(copy) ? copy : file);
    const journal = new Journal(database, 'gateway', () => NOW);
    const next = action(place, ['alice'], -86_400_000);
    await journal.begin(next, LEASE_MS);
    const before = await journal.neighboursOf({ id: next.id, place }, ['alice'], 'before', 100);
    await journal.close();
    expect(before.map(({ id }) => id)).toEqual(ids);
  });
});
