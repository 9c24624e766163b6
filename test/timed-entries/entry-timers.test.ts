import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ActionIds, timeOfActionId } from '../../src/journal/action-id.js';
import type { Intent, Outcome } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { EntryTimers } from '../../src/timed-entries/entry-timers.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';

const APP = 123456;
const DAY_MS = 86_400_000;
const OPERATIONS = { addition: 'ADD_TO_BLACKLIST', removal: 'REMOVE_FROM_BLACKLIST' };

let postgres: PostgresServer;
let folder: string;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'entry-timers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const databases: Record<string, () => Promise<JournalDatabase>> = {
  SQLite: () => openSqlite(join(folder, 'journal.db')),
  PostgreSQL: () => openPostgres(postgres.url, () => {}),
};

describe.each(Object.entries(databases))('timers of entries on %s', (_name, open) => {
  let database: JournalDatabase;
  let journal: Journal;
  let timers: EntryTimers;
  let now: number;
  let ids: ActionIds;
  let lists = 0;
  let place: string;
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1) + lists * 400 * DAY_MS;
    database = await open();
    journal = new Journal(database, 'gateway-1', () => now);
    timers = new EntryTimers(database, OPERATIONS, () => now);
    ids = new ActionIds(() => now);
    place = `list/${APP}/${1_000 + lists++}/0`;
  });
  afterEach(async () => {
    await database.db.deleteFrom('timed_targets').execute();
    await database.close();
  });

  function intent(operation: string, userIds: readonly string[], input = '{}'): Intent {
    const [, , listOwnerId] = place.split('/');
    const id = ids.next();
    return {
      id,
      requestId: 'r',
      actor: 'a',
      operation,
      place,
      applicationId: APP,
      listOwnerId,
      userIds,
      input,
    };
  }

  const applied = (fields: Partial<Outcome> = {}): Outcome => ({
    status: 'APPLIED',
    answer: '{"__typename":"Success"}',
    vendorRequestIds: [],
    attempts: 1,
    freesKey: false,
    ...fields,
  });

  async function add(
    userIds: readonly string[],
    days?: number,
    found: readonly string[] = [],
  ): Promise<string> {
    const input = days === undefined ? '{}' : JSON.stringify({ durationSeconds: days * 86_400 });
    const addition = intent(OPERATIONS.addition, [...userIds, ...found], input);
    const failures = found.map((userId, index) => {
      const error = {
        __typename: 'AlreadyBlacklistedError',
        outcome: 'NOT_APPLIED',
        code: 'ALREADY_BLACKLISTED',
      };
      return { index, userId, error };
    });
    await journal.begin(addition, 60_000);
    const endsAt = timeOfActionId(addition.id) + (days ?? 0) * DAY_MS;
    const status = found.length === 0 ? 'APPLIED' : userIds.length === 0 ? 'REFUSED' : 'PARTIAL';
    const ends = days === undefined ? undefined : { endsAt, userIds, inheriting: found };
    await journal.end(
      addition.id,
      applied({
        status,
        ends,
        ...(found.length > 0 && { answer: JSON.stringify({ __typename: 'P', failures }) }),
      }),
    );
    return addition.id;
  }

  /** An addition that was refused, so that it decides nothing. */
  async function refuse(userIds: readonly string[]): Promise<void> {
    const addition = intent(OPERATIONS.addition, userIds);
    await journal.begin(addition, 60_000);
    await journal.end(addition.id, applied({ status: 'REFUSED' }));
  }

  const rows = () =>
    database.db
      .selectFrom('timed_targets')
      .where('place', '=', place)
      .select(['action_id', 'inherits'])
      .execute();
  const retain = async (days: number) => {
    while ((await journal.deleteSomeBefore(now - days * DAY_MS)) > 0);
  };
  const check = () => timers.check(now, 1_000);

  it('outlive the retention of the additions, and what cancels them is considered before it is deleted', async () => {
    const kept = await add(['1'], 100);
    const cancelled = await add(['2'], 100);
    now += DAY_MS;
    const cancelling = await add([], undefined, ['2']);
    now += 10 * DAY_MS;
    await retain(1);
    // Nobody has looked at the ends since, so nothing is deleted that is newer than the additions.
    expect(await journal.find(cancelling)).toBeDefined();
    await check();
    now += DAY_MS;
    await check();
    await retain(1);
    for (const id of [kept, cancelled, cancelling]) expect(await journal.find(id)).toBeUndefined();
    expect(await timers.endsIn({ place, applicationId: APP }, ['1', '2'])).toEqual(
      new Map([['1', timeOfActionId(kept) + 100 * DAY_MS]]),
    );
    now += 90 * DAY_MS;
    const [end, ...others] = await timers.due([APP], 10);
    expect([end?.actionId, others]).toEqual([kept, []]);
    expect(await timers.look(end as never)).toMatchObject({ ending: ['1'], open: [] });
  });

  it('stand by themselves once they were looked at, also where they prolong an end that is forgotten', async () => {
    const first = await add(['1'], 1);
    const second = await add([], 50, ['1']);
    now += 2 * DAY_MS;
    const [end] = await timers.due([APP], 10);
    expect(end?.actionId).toBe(first);
    expect(await timers.look(end as never)).toMatchObject({ ending: [], open: [] });
    expect(await rows()).toEqual([{ action_id: second, inherits: 0 }]);
    await retain(1);
    expect(await journal.find(first)).toBeUndefined();
    expect(await timers.endsIn({ place, applicationId: APP }, ['1'])).toEqual(
      new Map([['1', timeOfActionId(second) + 50 * DAY_MS]]),
    );
  });

  it('are taken by one gateway only, until it lets go of them', async () => {
    const id = await add(['1', '2'], 1);
    now += 2 * DAY_MS;
    const [end] = await timers.due([APP], 10);
    const other = new EntryTimers(database, OPERATIONS, () => now);
    const taken = await Promise.all([timers, other].map((each) => each.take(end as never, now + 60_000)));
    expect(taken.toSorted()).toEqual([false, true]);
    expect(await other.due([APP], 10)).toEqual([]);
    now += 60_000;
    expect(await other.due([APP], 10)).toMatchObject([{ actionId: id, users: 2 }]);
    expect(await other.due([APP + 1], 10)).toEqual([]);
  });

  it('are tried for as long as gateways run: downtime does not count', async () => {
    await add(['1', '2'], 1);
    now += 2 * DAY_MS;
    const start = now;
    const take = async () => {
      const [end] = await timers.due([APP], 10);
      expect(await timers.take(end as never, now + 60_000)).toBe(true);
      const { triedSince } = await timers.look(end as never);
      return { end, triedForMs: now - triedSince };
    };
    expect(await take()).toMatchObject({ triedForMs: 0 });
    now += 60_000;
    expect(await take()).toMatchObject({ triedForMs: now - start });
    now += 60_000 + 3 * DAY_MS;
    const { end, triedForMs } = await take();
    expect(triedForMs).toBe(120_000);
    expect(await timers.giveUp(end as never, ['1'])).toBe(1);
    expect(await timers.look(end as never)).toMatchObject({ ending: ['2'] });
  });

  it('are not carried out after a newer action than those that were looked at', async () => {
    await add(['1', '2'], 1);
    now += 2 * DAY_MS;
    const [end] = await timers.due([APP], 10);
    const { ending, newest } = await timers.look(end as never);
    const own = intent(OPERATIONS.removal, ending);
    await journal.begin(own, 60_000);
    const where = { place, applicationId: APP };
    expect(await timers.newerThan(where, ending, newest, own.id)).toBeUndefined();
    const other = intent(OPERATIONS.addition, ['2']);
    await journal.begin(other, 60_000);
    expect(await timers.newerThan(where, ending, newest, own.id)).toBe(other.id);
    expect(await timers.look(end as never)).toMatchObject({ ending: [], open: ['1', '2'] });
    for (const { id } of [own, other]) await journal.end(id, applied({ status: 'REFUSED' }));
    expect(await timers.look(end as never)).toMatchObject({ ending: ['1', '2'], open: [] });
  });

  it('leave everybody whom a newer addition has put on the list for good, however many additions there are', async () => {
    const everybody = Array.from({ length: 1_000 }, (_, index) => `u${index + 1_000}`);
    const forGood = everybody.slice(0, 600);
    const bulk = await add(everybody, 1);
    for (const some of partsOf(forGood, 100)) {
      await Promise.all(some.map((userId) => add([], undefined, [userId])));
    }
    const ends = await timers.endsIn({ place, applicationId: APP }, everybody);
    expect([...ends.keys()].toSorted()).toEqual(everybody.slice(600));
    now += 2 * DAY_MS;
    const [end] = await timers.due([APP], 10);
    expect(end?.actionId).toBe(bulk);
    const { ending, open } = await timers.look(end as never);
    expect([ending.toSorted(), open]).toEqual([everybody.slice(600), []]);
  }, 180_000);

  it('are found behind more actions than one list has', async () => {
    const everybody = Array.from({ length: 1_000 }, (_, index) => `u${index + 1_000}`);
    await add(everybody, 1);
    await add([], undefined, ['u1000', 'u1999']);
    for (let bulks = 0; bulks < 12; bulks++) await refuse(everybody);
    now += 2 * DAY_MS;
    const [end] = await timers.due([APP], 10);
    const { ending, open } = await timers.look(end as never);
    expect([ending.toSorted(), open]).toEqual([everybody.slice(1, 999), []]);
  }, 180_000);

  it('stay open for a user on whom there are too many actions', async () => {
    await add(['1', '2'], 1);
    const additions = Array.from({ length: 10_000 }, () => ['1']);
    for (const some of partsOf(additions, 500)) await Promise.all(some.map(refuse));
    now += 2 * DAY_MS;
    const [end] = await timers.due([APP], 10);
    expect(await timers.look(end as never)).toMatchObject({ ending: ['2'], open: ['1'] });
    expect(await rows()).toHaveLength(2);
  }, 180_000);

  it('are not written with an outcome that recovery has found out before', async () => {
    const addition = intent(OPERATIONS.addition, ['1'], '{"durationSeconds":60}');
    await journal.begin(addition, -1);
    const rescuer = new Journal(database, 'gateway-2', () => now);
    await rescuer.takeOver([OPERATIONS.addition], { evenIfLeased: true });
    await rescuer.resolve(addition.id, applied({ status: 'UNKNOWN' }));
    now += 1_000;
    const ends = { endsAt: now + 60_000, userIds: ['1'], inheriting: [] };
    expect(await journal.end(addition.id, applied({ status: 'REFUSED', ends }))).toBe(false);
    expect(await rows()).toEqual([]);
    expect(await journal.end(addition.id, applied({ ends }))).toBe(true);
    expect(await rows()).toHaveLength(1);
  });
});

function partsOf<Item>(items: readonly Item[], size: number): Item[][] {
  const parts = Math.ceil(items.length / size);
  return Array.from({ length: parts }, (_, index) => items.slice(index * size, (index + 1) * size));
}
