import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { sweepOnce } from '../../src/roster/upkeep-steps.js';
import { rosterDatabases, TestRoster, watched } from './rosters.js';

const ROOM = { roomId: 12345 };
const MINUTE_MS = 60_000;
const MINUTE_S = 60;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe.each(rosterDatabases())('the upkeep of a roster on %s', (name, database) => {
  it('gives each step its turn while there are more events to forget than it forgets at once', async () => {
    const roster = new TestRoster(database());
    await roster.take('entered', ROOM, 0, { userId: 'gone' });
    await roster.take('left', ROOM, 1, { userId: 'gone' });
    await roster.take('entered', ROOM, 1, { userId: 'stays' });
    await roster.take('entered', { strRoomId: 'over' }, 0, { userId: 'anna' });
    await roster.take('dismissed', { strRoomId: 'over' }, 1);
    await roster.take('entered', { strRoomId: 'back' }, 0, { userId: 'erased' });
    await roster.take('dismissed', { strRoomId: 'back' }, 1);
    await roster.take('entered', { strRoomId: 'back' }, 2, { userId: 'new' });
    for (let batch = 0; batch < 4; batch++) {
      const events = Array.from({ length: 500 }, (_, index) =>
        roster.event('audio-started', ROOM, 2, { userId: 'stays', atMs: roster.nowMs + batch * 500 + index }),
      );
      await roster.roster.take(events);
    }
    roster.nowMs += 16 * MINUTE_MS;
    expect(await roster.roster.sweep()).toBe(true);
    expect(await usersOf(roster)).toEqual(['new', 'stays']);
    expect(await roster.find({ strRoomId: 'over' })).toBeUndefined();
    expect(await roster.people({ strRoomId: 'back' })).toEqual(['new']);
  });

  it('looks at no more events than it forgets at once, however many are kept', async () => {
    const { database: counted, rows } = watched(database());
    const roster = new TestRoster(counted);
    roster.nowMs += 60 * MINUTE_MS;
    await roster.sweepAll();
    for (let batch = 0; batch < 6; batch++) {
      const events = Array.from({ length: 500 }, (_, index) =>
        roster.event('audio-started', ROOM, 0, { userId: 'a', atMs: roster.nowMs + batch * 500 + index }),
      );
      await roster.roster.take(events);
    }
    rows.read = 0;
    expect(await roster.roster.sweep()).toBe(false);
    expect(rows.read).toBeLessThanOrEqual(501);
    const { rows: plan } = await sql<Record<string, unknown>>`${sql.raw(
      name === 'SQLite' ? 'explain query plan' : 'explain',
    )} select number, received_at from room_events order by number limit 501`.execute(database().db);
    expect(JSON.stringify(plan)).not.toMatch(/sort|temp b-tree/i);
  });

  it('does not let somebody from ahead of time hide what is heard of the room afterwards', async () => {
    const roster = new TestRoster(database());
    await roster.take('entered', ROOM, 20 * MINUTE_S, { userId: 'ahead' });
    await roster.take('left', ROOM, 21 * MINUTE_S, { userId: 'ahead' });
    roster.nowMs += 16 * MINUTE_MS;
    await roster.sweepAll();
    await roster.take('entered', ROOM, 16 * MINUTE_S, { userId: 'anna' });
    expect(await roster.people(ROOM)).toEqual(['anna']);
    roster.nowMs += 21 * MINUTE_MS;
    await roster.sweepAll();
    expect(await usersOf(roster)).toEqual(['anna']);
  });

  it('removes also somebody whom a dismissal had erased and who was heard of later', async () => {
    const roster = new TestRoster(database());
    await roster.take('entered', ROOM, 1, { userId: 'anna' });
    await roster.take('dismissed', ROOM, 5);
    await roster.take('entered', ROOM, 6, { userId: 'bela' });
    roster.nowMs += 16 * MINUTE_MS;
    await roster.sweepAll();
    await roster.take('entered', ROOM, 2, { userId: 'late' });
    expect(await roster.people(ROOM)).toEqual(['bela']);
    await roster.sweepAll();
    expect(await usersOf(roster)).toEqual(['bela']);
  });

  it('sweeps the people of many rooms at once', async () => {
    const roster = new TestRoster(database());
    const rooms = Array.from({ length: 150 }, (_, index) => ({ roomId: index + 1 }));
    const all = (kind: 'entered' | 'dismissed', second: number, more = {}) =>
      roster.roster.take(rooms.map((room) => roster.event(kind, room, second, more)));
    await all('entered', 1, { userId: 'anna' });
    await all('dismissed', 2);
    await all('entered', 3, { userId: 'bela' });
    roster.nowMs += 16 * MINUTE_MS;
    await roster.roster.sweep();
    expect(await usersOf(roster)).toEqual(rooms.map(() => 'bela'));
  });

  it('forgets the oldest closed rooms at once where there are too many, with their people, and no open one', async () => {
    const roster = new TestRoster(database());
    // After all that other tests left.
    roster.nowMs += 10 * DAY_MS;
    await roster.sweepAll();
    roster.nowMs += 16 * MINUTE_MS;
    await roster.sweepAll();
    const names = ['open', 'first', 'second', 'third'];
    for (const strRoomId of names) {
      roster.nowMs += 1_000;
      const atMs = roster.nowMs;
      await roster.take('entered', { strRoomId }, 0, { userId: strRoomId, atMs });
      if (strRoomId !== 'open') await roster.take('dismissed', { strRoomId }, 0, { atMs: atMs + 1 });
    }
    const { db, pages } = database();
    const tables = { db, dialect: pages.dialect };
    const swept = await sweepOnce(database(), tables, { now: roster.nowMs, excessRooms: 2 });
    expect(swept.rooms).toBe(2);
    const found = await Promise.all(names.map((strRoomId) => roster.find({ strRoomId })));
    expect(found.map((room) => room?.isOpen)).toEqual([true, undefined, undefined, false]);
    expect(await usersOf(roster)).toEqual(['open', 'third']);
  });

  async function usersOf({ applicationId }: TestRoster): Promise<string[]> {
    const { rows } = await sql<{ user_id: string }>`select user_id from participants
      where place like ${`%/${applicationId}/%`} order by user_id`.execute(database().db);
    return rows.map(({ user_id }) => user_id);
  }
});
