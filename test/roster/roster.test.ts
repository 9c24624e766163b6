import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../src/roster/take-events.js';
import { rosterDatabases, START, TestRoster } from './rosters.js';

const ROOM = { roomId: 12345 };
const TWIN = { strRoomId: '12345' };
const STAGE = { strRoomId: 'stage' };
const anna = { userId: 'anna', role: 'ANCHOR' } as const;
const bela = { userId: 'bela', role: 'AUDIENCE' } as const;
const DISMISSED = { orRoomId: 12345 };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe.each(rosterDatabases())('a roster on %s', (_name, database) => {
  const newRoster = () => new TestRoster(database());

  it('knows nothing of a room of which nothing was heard', async () => {
    const roster = newRoster();
    expect(await roster.find(ROOM)).toBeUndefined();
    await roster.take('dismissed', TWIN, 1, DISMISSED);
    expect(await roster.find(ROOM)).toBeUndefined();
    expect(await roster.find(TWIN)).toBeUndefined();
  });

  it('recognises repeats, also within one batch', async () => {
    const roster = newRoster();
    const enter = roster.event('entered', ROOM, 1, anna);
    const other = roster.event('entered', ROOM, 1, bela);
    expect(await roster.roster.take([enter, other, enter])).toEqual(['stored', 'stored', 'repeat']);
    expect(await roster.roster.take([other])).toEqual(['repeat']);
    expect(await roster.find(ROOM)).toMatchObject({ members: 2 });
  });

  it('tells listeners of new events once, in the order of their numbers', async () => {
    const roster = newRoster();
    const told: StoredEvent[] = [];
    roster.roster.onStored((events) => told.push(...events));
    const enter = roster.event('entered', ROOM, 1, anna);
    const leave = roster.event('left', ROOM, 2, { userId: 'anna' });
    await roster.roster.take([leave, enter]);
    await roster.roster.take([enter]);
    const [first = 0, second = 0] = told.map(({ number }) => number);
    expect(told).toEqual([
      { ...leave, number: first },
      { ...enter, number: second },
    ]);
    expect(second).toBe(first + 1);
  });

  it('lets a late entry not undo a newer exit, and puts an exit last among equal times', async () => {
    const roster = newRoster();
    await roster.take('left', ROOM, 5, { userId: 'anna' });
    await roster.take('entered', ROOM, 4, anna);
    await roster.take('audio-started', ROOM, 5, { userId: 'anna' });
    expect(await roster.people(ROOM)).toEqual([]);
    await roster.take('entered', ROOM, 6, anna);
    expect(await roster.people(ROOM)).toEqual(['anna']);
  });

  it('ends with an exit all that somebody published', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, anna);
    await roster.take('audio-started', ROOM, 2, { userId: 'anna' });
    await roster.take('screen-started', ROOM, 3, { userId: 'anna' });
    expect(await roster.find(ROOM)).toMatchObject({ members: 1, publishers: 1 });
    await roster.take('left', ROOM, 4, { userId: 'anna' });
    await roster.take('entered', ROOM, 5, anna);
    expect(await roster.find(ROOM)).toMatchObject({ members: 1, publishers: 0 });
  });

  it('has guests in the list and not in the counts', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, { ...anna, isGuest: true });
    await roster.take('audio-started', ROOM, 2, { userId: 'anna' });
    await roster.take('entered', ROOM, 1, bela);
    expect(await roster.find(ROOM)).toMatchObject({ members: 1, publishers: 0 });
    expect(await roster.people(ROOM)).toEqual(['anna', 'bela']);
  });

  it('takes a dismissal by a string for the numeric room where that alone is known', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, anna);
    await roster.take('dismissed', TWIN, 2, DISMISSED);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false, members: 0 });
    expect(await roster.people(ROOM)).toEqual([]);
    await roster.take('entered', ROOM, 3, bela);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 1 });
    expect(await roster.people(ROOM)).toEqual(['bela']);
  });

  it('takes a dismissal, where both rooms are known, for the one whose people have all left', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, anna);
    await roster.take('entered', TWIN, 1, bela);
    await roster.take('left', TWIN, 2, { userId: 'bela' });
    await roster.take('dismissed', TWIN, 3, DISMISSED);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 1 });
    expect(await roster.find(TWIN)).toMatchObject({ isOpen: false, members: 0 });
  });

  it('has both rooms closed where that tells nothing, and opens either with the next event', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, anna);
    await roster.take('entered', TWIN, 1, bela);
    await roster.take('dismissed', TWIN, 3, DISMISSED);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false });
    expect(await roster.find(TWIN)).toMatchObject({ isOpen: false });
    await roster.take('audio-started', ROOM, 4, { userId: 'anna' });
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 1, publishers: 1 });
  });

  it('takes in an exit that was missed, unless something newer shows that the person is there', async () => {
    const roster = newRoster();
    const person = { applicationId: roster.applicationId, room: STAGE, userId: 'anna' };
    expect(await roster.roster.takeAbsence(person, START)).toBe(false);
    await roster.take('entered', STAGE, 10, anna);
    expect(await roster.roster.takeAbsence(person, START + 11_000)).toBe(false);
    expect(await roster.people(STAGE)).toEqual(['anna']);
    expect(await roster.roster.takeAbsence(person, START + 20_000)).toBe(true);
    expect(await roster.find(STAGE)).toMatchObject({ isOpen: true, members: 0 });
    expect(await roster.roster.takeAbsence(person, START + 20_000)).toBe(false);
    await roster.take('audio-started', STAGE, 11, { userId: 'anna' });
    expect(await roster.people(STAGE)).toEqual(['anna']);
  });

  it('closes a room of which nothing was heard for a day, and shows only who is heard of afterwards', async () => {
    const roster = newRoster();
    await roster.take('opened', ROOM, 1);
    await roster.take('entered', ROOM, 1, anna);
    roster.nowMs += 24 * HOUR_MS;
    await roster.sweepAll();
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 1 });
    roster.nowMs += MINUTE_MS;
    await roster.sweepAll();
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false, members: 0 });
    await roster.take('entered', ROOM, 24 * 3600 + 120, bela);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 1, openedAt: undefined });
    expect(await roster.people(ROOM)).toEqual(['bela']);
  });

  it('closes it also where an event comes before the sweep', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, anna);
    roster.nowMs += 25 * HOUR_MS;
    await roster.take('entered', ROOM, 25 * 3600, bela);
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: true, members: 1 });
    expect(await roster.people(ROOM)).toEqual(['bela']);
  });

  it('forgets who left once no late event can bring them back, and lets none do so', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, bela);
    await roster.take('left', ROOM, 20, { userId: 'anna' });
    const late = roster.event('entered', ROOM, 10, anna);
    roster.nowMs += 14 * MINUTE_MS;
    await roster.sweepAll();
    await roster.roster.take([late]);
    expect(await roster.people(ROOM)).toEqual(['bela']);
    roster.nowMs += 16 * MINUTE_MS;
    await roster.sweepAll();
    expect(await rowsOf(roster.applicationId)).toEqual(['bela']);
    // Its first record is forgotten too.
    await roster.roster.take([late]);
    expect(await roster.people(ROOM)).toEqual(['bela']);
  });

  it('forgets a closed room, its people and the events in small batches', async () => {
    const roster = newRoster();
    const enter = Array.from({ length: 2_450 }, (_, index) =>
      roster.event('entered', ROOM, 1, { userId: `user-${index}`, role: 'AUDIENCE' }),
    );
    await roster.roster.take(enter);
    await roster.take('dismissed', TWIN, 2, DISMISSED);
    roster.nowMs += 14 * MINUTE_MS;
    await roster.sweepAll();
    expect(await roster.find(ROOM)).toMatchObject({ isOpen: false, members: 0 });
    expect(await rowsOf(roster.applicationId)).toHaveLength(2_450);
    roster.nowMs += 2 * MINUTE_MS;
    expect(await roster.sweepAll()).toBeGreaterThanOrEqual(2);
    expect(await rowsOf(roster.applicationId)).toEqual([]);
    expect(await roster.find(ROOM)).toBeUndefined();
    expect(await count(sql`rooms where application_id = ${roster.applicationId}`)).toBe(0);
    // Other tests' clocks were ahead.
    roster.nowMs += HOUR_MS;
    await roster.sweepAll();
    // The newest stays, because the next number follows from it.
    expect(await count(sql`room_events`)).toBe(1);
  });

  it('finds people by the beginning of their ids, by the order of their bytes', async () => {
    const roster = newRoster();
    const ids = ['a', 'a1', 'aZ', 'a\u{10000}', 'b', 'ä', '張三', 'A'];
    await roster.roster.take(ids.map((userId) => roster.event('entered', ROOM, 1, { userId })));
    const room = await roster.find(ROOM);
    if (!room) throw new Error('no room');
    const list = (request: object) =>
      roster.roster
        .listPeople({ room, count: 100, ...request })
        .then((people) => people.map(({ userId }) => userId));
    expect(await list({})).toEqual(['A', 'a', 'a1', 'aZ', 'a\u{10000}', 'b', 'ä', '張三']);
    expect(await list({ userIdPrefix: 'a' })).toEqual(['a', 'a1', 'aZ', 'a\u{10000}']);
    expect(await list({ userIdPrefix: 'a', after: 'a1', count: 1 })).toEqual(['aZ']);
    expect(await list({ userIdPrefix: '張' })).toEqual(['張三']);
    expect(await list({ role: null, count: 2 })).toEqual(['A', 'a']);
    expect(await list({ role: 'ANCHOR' })).toEqual([]);
  });

  async function count(from: ReturnType<typeof sql>): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${from}`.execute(
      database().db,
    );
    return rows[0]?.count ?? 0;
  }

  async function rowsOf(applicationId: number): Promise<string[]> {
    const { rows } = await sql<{ user_id: string }>`select user_id from participants
      where place like ${`%/${applicationId}/%`} order by user_id`.execute(database().db);
    return rows.map(({ user_id }) => user_id);
  }
});
