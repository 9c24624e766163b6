import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { rosterDatabases, TestRoster, watched } from './rosters.js';

const ROOM = { roomId: 12345 };
const TWIN = { strRoomId: '12345' };
const DISMISSED = { orRoomId: 12345 };
const MINUTE_MS = 60_000;
const HOUR_S = 3_600;
const PEOPLE = 20_000;

describe.each(rosterDatabases())('a dismissal, in a roster on %s,', (_name, database) => {
  const newRoster = () => new TestRoster(database());

  it('of 20,000 people touches few rows, and actions are written meanwhile', async () => {
    const { database: counted, rows } = watched(database());
    const roster = new TestRoster(counted);
    const people = Array.from({ length: PEOPLE }, (_, index) => ({ userId: `user-${index}` }));
    const enter = people.map((person) => roster.event('entered', ROOM, 10, person));
    for (let from = 0; from < PEOPLE; from += 500) await roster.roster.take(enter.slice(from, from + 500));
    // Somebody who is in the next room of that name already: the dismissal comes late.
    await roster.take('entered', ROOM, 30, { userId: 'early' });
    await roster.take('audio-started', ROOM, 31, { userId: 'early' });
    rows.read = rows.written = 0;
    const action = sql`update rooms set heard_at = heard_at where place = ${'none'}`.compile(database().db);
    const actions = Array.from({ length: 5 }, () => database().write([action]));
    const results = await roster.take('dismissed', ROOM, 20);
    await Promise.all(actions);

    expect(results).toEqual(['stored']);
    expect(rows.written).toBeLessThan(10);
    expect(rows.read).toBeLessThan(10);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 1, publishers: 1 });
    expect(await roster.people(ROOM)).toEqual(['early']);

    rows.written = 0;
    await roster.take('dismissed', ROOM, 40);
    expect(rows.written).toBeLessThan(10);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false, members: 0 });
    expect(await roster.people(ROOM)).toEqual([]);

    roster.nowMs += 16 * MINUTE_MS;
    await roster.sweepAll();
    expect(await countPeople(roster)).toBe(0);
  });

  it('that comes late ends what those published before it who are there after it', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, { userId: 'anna', role: 'ANCHOR' });
    await roster.take('audio-started', ROOM, 2, { userId: 'anna' });
    await roster.take('screen-started', ROOM, 5, { userId: 'anna' });
    await roster.take('dismissed', ROOM, 4);
    const room = await roster.find(ROOM);
    if (!room) throw new Error('no room');
    expect(room).toMatchObject({ members: 1, publishers: 1 });
    const list = (request: object) => roster.roster.listPeople({ room, count: 10, ...request });
    expect(await list({ role: null })).toMatchObject([{ userId: 'anna', audio: false, screen: true }]);
    expect(await list({ role: 'ANCHOR' })).toEqual([]);
    await roster.take('dismissed', ROOM, 5);
    expect(await roster.people(ROOM)).toEqual(['anna']);
  });

  it('that turns out to be perhaps the twin’s brings all back, more than are read at once', async () => {
    const roster = newRoster();
    const enter = Array.from({ length: 2_500 }, (_, index) =>
      roster.event('entered', ROOM, 1 + (index % 3), { userId: `user-${index}` }),
    );
    await roster.roster.take(enter);
    await roster.take('dismissed', TWIN, 20, DISMISSED);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false, members: 0 });
    // It comes late.
    await roster.take('opened', TWIN, 10);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 2_500 });
  });

  it('that may be of two rooms makes no row for the one that nobody heard of', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, { userId: 'anna' });
    await roster.take('dismissed', TWIN, 3, DISMISSED);
    expect(await places(roster)).toEqual([expect.stringContaining('12345')]);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false });
    // The twin was there after all, as an event that comes late tells.
    await roster.take('entered', TWIN, 2, { userId: 'bela' });
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false, members: 1 });
    expect(await roster.find(TWIN)).toMatchObject({ isOpen: false, members: 1 });
  });

  it('that came before anything else is known to the room when it is heard of', async () => {
    const roster = newRoster();
    await roster.take('dismissed', TWIN, 3, DISMISSED);
    await roster.take('entered', ROOM, 2, { userId: 'anna' });
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false, members: 0 });
    expect(await roster.find(TWIN)).toBeUndefined();
    roster.nowMs += 16 * MINUTE_MS;
    await roster.sweepAll();
    expect(await places(roster)).toEqual([]);
  });

  it('stays as it was judged when the twin is forgotten, also when the room was quiet for a day', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, { userId: 'stays' });
    await roster.take('entered', TWIN, 1, { userId: 'x' });
    await roster.take('left', TWIN, 2, { userId: 'x' });
    await roster.take('dismissed', TWIN, 3, DISMISSED);
    for (let hour = 1; hour <= 60; hour++) {
      roster.nowMs += HOUR_S * 1000;
      await roster.take('audio-started', ROOM, hour * HOUR_S, { userId: 'other' });
      await roster.sweepAll();
    }
    expect(await places(roster)).toHaveLength(1);
    expect(await roster.people(ROOM)).toEqual(['other', 'stays']);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 2 });
    roster.nowMs += 25 * HOUR_S * 1000;
    await roster.sweepAll();
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false, members: 0 });
  });

  async function places({ applicationId }: TestRoster): Promise<string[]> {
    const { rows } = await sql<{ place: string }>`select place from rooms
      where application_id = ${applicationId}`.execute(database().db);
    return rows.map(({ place }) => place);
  }

  async function countPeople({ applicationId }: TestRoster): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) as count from participants
      where place like ${`%/${applicationId}/%`}`.execute(database().db);
    return rows[0]?.count ?? -1;
  }
});
