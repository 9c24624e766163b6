import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { untilActionsAreIndexed } from './lock-actions.js';

const NOW = Date.UTC(2026, 0, 31);
const LEASE_MS = 60_000;
const OPERATIONS = ['SET_USER_MEDIA_STATE', 'ADD_TO_BLACKLIST'];
const ROOM = 'room/1400188366/10006';
const LIST = 'list/123456/10001/2';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.remove());

/** Reverts the migrations: the schema is then that of gateways of 0.1.0. */
async function takeBack({ db, pages }: JournalDatabase): Promise<void> {
  if (pages.dialect.name === 'postgres') {
    await untilActionsAreIndexed(db);
    await sql`drop function put_into_feed cascade`.execute(db);
    await sql`drop function keep_superseded_end cascade`.execute(db);
    await sql`drop sequence feed_place`.execute(db);
    await sql`drop trigger order_old_action on actions`.execute(db);
    await sql`drop function order_old_action`.execute(db);
    await sql`drop sequence action_number`.execute(db);
    await sql`alter table actions drop column number`.execute(db);
  } else {
    await sql`drop trigger feed_begun`.execute(db);
    await sql`drop trigger feed_ended`.execute(db);
    await sql`drop trigger end_superseded`.execute(db);
  }
  await sql`drop table feed`.execute(db);
  await sql`drop table superseded_ends`.execute(db);
  await sql`drop table room_events`.execute(db);
  await sql`drop table participants`.execute(db);
  await sql`drop table rooms`.execute(db);
  await sql`drop table undos`.execute(db);
  await sql`drop table causes`.execute(db);
  await sql`drop table timed_targets`.execute(db);
  await sql`drop table media_progress`.execute(db);
  await sql`drop table media_instructions`.execute(db);
  await sql`drop table media_people`.execute(db);
  await sql`drop index if exists actions_by_list_owner`.execute(db);
  await sql`alter table actions drop column acts_in`.execute(db);
  await sql`drop table action_str_rooms`.execute(db);
  await sql`delete from journal_migrations where name > '2026-11-journal'`.execute(db);
}

interface Old {
  id: string;
  userIds: readonly string[];
  status?: string;
  key?: string;
  addition?: boolean;
  inboxType?: number;
}

/** Writes an action as gateways of 0.1.0 do. */
async function insertOld({ db, rowsOf }: JournalDatabase, old: Old): Promise<void> {
  const { id, userIds, status = 'PENDING', key = null, addition, inboxType = 2 } = old;
  const pending = status === 'PENDING';
  const users = userIds.map((userId) => ({ userId, ext: { '"inboxType":7': '\u0000' } }));
  const columns = {
    id,
    requested_at: Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16),
    request_id: 'request',
    actor: 'moderator',
    ...(addition
      ? {
          operation: 'ADD_TO_BLACKLIST',
          application_id: 123456,
          room_id: null,
          list_owner_id: '10001',
          input: JSON.stringify({ appId: 123456, ownerId: '10001', inboxType, users }),
        }
      : {
          operation: 'SET_USER_MEDIA_STATE',
          application_id: 1400188366,
          room_id: 10006,
          list_owner_id: null,
          input: JSON.stringify({
            sdkAppId: 1400188366,
            roomId: 10006,
            userId: userIds[0],
            state: 'AUDIO_DISABLED',
          }),
        }),
    user_ids: JSON.stringify(userIds),
    idempotency_key: key,
    held_key: key,
    status: 'PENDING',
    vendor_request_ids: '[]',
    attempts: 0,
    recovered: 0,
    lease_owner: 'a gateway of 0.1.0',
    lease_until: 0,
  };
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  await sql`insert into actions (${names}) values (${sql.join(Object.values(columns))})
    on conflict (actor, operation, held_key) where held_key is not null do nothing`.execute(db);
  await sql`insert into action_targets (user_id, action_id, operation, application_id, room_id, actor)
    select target.value, actions.id, operation, application_id, room_id, actor
    from ${rowsOf(JSON.stringify(userIds))} as target, actions where actions.id = ${id}`.execute(db);
  if (pending) return;
  await sql`update actions set status = ${status}, answer = '{}', lease_owner = null, lease_until = null
    where id = ${id}`.execute(db);
}

const NOTHING_CHANGED = { answer: '{}', vendorRequestIds: [], attempts: 1, freesKey: false };

const idAt = (minutes: number) => v7({ msecs: NOW + minutes * 60_000 });

describe.each(['SQLite', 'PostgreSQL'])('a journal of 0.1.0 on %s', (name) => {
  let folder: string;
  let database: JournalDatabase;
  let journal: Journal;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'order-migration-'));
    await open();
    await takeBack(database);
  });
  afterEach(async () => {
    for (const table of ['actions', 'action_targets'] as const) await database.db.deleteFrom(table).execute();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  async function open(): Promise<void> {
    database =
      name === 'SQLite'
        ? await openSqlite(join(folder, 'journal.db'))
        : await openPostgres(postgres.url, () => {});
    journal = new Journal(database, 'gateway', () => NOW);
  }

  async function upgrade(): Promise<void> {
    await database.close();
    await open();
  }

  const mute = (id: string, userId = 'alice') => ({
    id,
    requestId: 'request',
    actor: 'moderator',
    operation: 'SET_USER_MEDIA_STATE',
    place: ROOM,
    applicationId: 1400188366,
    roomId: 10006,
    userIds: [userId],
    input: '{}',
  });

  it('opens, can be read, has its pending actions recovered, and keeps its idempotency keys', async () => {
    const left: Old = { id: idAt(-9), userIds: ['alice'] };
    const unmuted: Old = { id: idAt(-8), userIds: ['alice'], status: 'APPLIED', key: 'key' };
    const alone: Old = { id: idAt(-7), userIds: ['bob'] };
    const added: Old = { id: idAt(-6), userIds: ['1', '2'], addition: true };
    const denied: Old = { id: idAt(-5), userIds: ['bob'], status: 'DENIED' };
    for (const old of [left, unmuted, alone, added, denied]) await insertOld(database, old);
    await upgrade();

    expect(await journal.find(unmuted.id)).toMatchObject({
      status: 'APPLIED',
      userIds: ['alice'],
      place: ROOM,
    });
    const repeat = { ...mute(journal.newId()), idempotencyKey: 'key' };
    expect(await journal.begin(repeat, LEASE_MS)).toMatchObject({ begun: false, holder: { id: unmuted.id } });
    const taken = await journal.takeOver(OPERATIONS);
    expect(taken.map(({ id, place }) => ({ id, place }))).toEqual([
      { id: left.id, place: ROOM },
      { id: alone.id, place: ROOM },
      { id: added.id, place: LIST },
    ]);
    expect(await journal.isSuperseded(left.id, { place: ROOM, userId: 'alice' })).toBe(true);
    expect(await journal.isSuperseded(alone.id, { place: ROOM, userId: 'bob' })).toBe(false);
    expect((await journal.newestOn({ place: LIST, userId: '2' }))?.id).toBe(added.id);
  });

  it.each([0, -1, 2_147_483_647])(
    'has additions to the inbox %d under the key of that list',
    async (inboxType) => {
      const added: Old = { id: idAt(-6), userIds: ['1'], addition: true, inboxType };
      await insertOld(database, added);
      await upgrade();
      expect(await journal.takeOver(OPERATIONS)).toMatchObject([{ place: `list/123456/10001/${inboxType}` }]);
    },
  );

  it('has actions that count as older than all later ones, in the order of their ids', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => idAt(index));
    for (const id of ids) await insertOld(database, { id, userIds: ['alice'], status: 'APPLIED' });
    await upgrade();
    // The clock is set wrong in the meantime.
    const newer = mute(idAt(-600));
    await journal.begin(newer, LEASE_MS);
    const target = { place: ROOM, userId: 'alice' };
    expect(await journal.newestOn(target)).toMatchObject({ id: newer.id, place: ROOM });
    expect(await journal.isSuperseded(ids.at(-1) ?? '', target)).toBe(true);
    await journal.end(newer.id, { ...NOTHING_CHANGED, status: 'REFUSED' });
    for (const id of ids.toReversed()) {
      expect(await journal.newestOn(target)).toMatchObject({ id, place: ROOM });
      await database.db.updateTable('actions').set({ status: 'REFUSED' }).where('id', '=', id).execute();
    }
    expect(await journal.newestOn(target)).toBeUndefined();
  });

  it('leaves nothing behind when its actions are deleted', async () => {
    await insertOld(database, { id: idAt(-9), userIds: ['1', '2'], status: 'PARTIAL', addition: true });
    await upgrade();
    expect(await journal.deleteSomeBefore(NOW)).toBe(1);
    expect(await database.db.selectFrom('action_targets').selectAll().execute()).toEqual([]);
  });
});

describe('a gateway that shares PostgreSQL with gateways of 0.1.0', () => {
  let database: JournalDatabase;
  let journal: Journal;
  beforeAll(async () => {
    database = await openPostgres(postgres.url, () => {});
    journal = new Journal(database, 'gateway', () => NOW);
  });
  afterAll(() => database.close());

  it('keeps the order of all commits, whatever the clocks say', async () => {
    const target = { place: ROOM, userId: 'alice' };
    for (const minutes of [3, -3, 5, -5]) {
      const old = idAt(minutes);
      await insertOld(database, { id: old, userIds: ['alice'] });
      expect(await journal.newestOn(target)).toMatchObject({ id: old, place: ROOM });
      const newer = { ...addition(idAt(-minutes)), place: ROOM, userIds: ['alice'] };
      await journal.begin(newer, LEASE_MS);
      expect((await journal.newestOn(target))?.id).toBe(newer.id);
    }
  });

  it('orders an old gateway’s addition for each of its users, and records no repeat', async () => {
    const [id, repeat] = [idAt(1), idAt(2)];
    const added = { userIds: ['1', '2'], key: 'key', addition: true };
    await insertOld(database, { ...added, id });
    await insertOld(database, { ...added, id: repeat });
    for (const userId of added.userIds) {
      expect(await journal.newestOn({ place: LIST, userId })).toMatchObject({ id });
    }
    expect(await journal.find(repeat)).toBeUndefined();
  });

  it('writes at the same time as many others without a deadlock', async () => {
    const other = await openPostgres(postgres.url, () => {});
    const second = new Journal(other, 'another gateway', () => NOW);
    await Promise.all(
      Array.from({ length: 120 }, async (_, index) => {
        const place = `list/123456/${index % 7}/2`;
        if (index % 3 === 0) await insertOld(database, { id: idAt(index), userIds: [`${index % 5}`] });
        else await (index % 3 === 1 ? journal : second).begin({ ...addition(idAt(index)), place }, LEASE_MS);
      }),
    );
    await other.close();
  }, 30_000);

  function addition(id: string) {
    return {
      id,
      requestId: 'request',
      actor: 'moderator',
      operation: 'ADD_TO_BLACKLIST',
      place: LIST,
      applicationId: 123456,
      listOwnerId: '10001',
      userIds: ['1'],
      input: '{}',
    };
  }
});
