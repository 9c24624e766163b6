import { describe, expect, it } from 'vitest';
import { rosterDatabases, START, TestRoster } from './rosters.js';

const ROOM = { roomId: 12345 };
const anna = { userId: 'anna', role: 'ANCHOR' } as const;
const audience = { userId: 'anna', role: 'AUDIENCE' } as const;
const returning = { ...anna, isReturn: true };

describe.each(rosterDatabases())('an entry into a roster on %s', (_name, database) => {
  const newRoster = () => new TestRoster(database());
  const annaIn = async (roster: TestRoster) => {
    const room = await roster.find(ROOM);
    if (!room) throw new Error('no room');
    const [person] = await roster.roster.listPeople({ room, count: 10 });
    return person;
  };

  it('ends what was published before it, also where the exit in between was missed', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, anna);
    await roster.take('audio-started', ROOM, 2, { userId: 'anna' });
    await roster.take('entered', ROOM, 600, audience);
    expect(await annaIn(roster)).toMatchObject({
      role: 'AUDIENCE',
      audio: false,
      enteredAt: START + 600_000,
    });
    expect(await roster.find(ROOM)).toMatchObject({ members: 1, publishers: 0 });
    // Late, and from before.
    await roster.take('video-started', ROOM, 3, { userId: 'anna' });
    expect(await annaIn(roster)).toMatchObject({ audio: false, video: false });
  });

  it.each(['in order', 'late'])(
    'that is a return changes neither what is published nor since when they are there, %s',
    async (order) => {
      const roster = newRoster();
      const events = [
        roster.event('entered', ROOM, 1, anna),
        roster.event('audio-started', ROOM, 2, { userId: 'anna' }),
        roster.event('entered', ROOM, 600, returning),
        roster.event('entered', ROOM, 700, returning),
      ];
      for (const event of order === 'late' ? events.reverse() : events) await roster.roster.take([event]);
      expect(await annaIn(roster)).toMatchObject({ role: 'ANCHOR', audio: true, enteredAt: START + 1_000 });
      expect(await roster.find(ROOM)).toMatchObject({ members: 1, publishers: 1 });
    },
  );

  it('that is a return after an exit is an entry', async () => {
    const roster = newRoster();
    await roster.take('entered', ROOM, 1, anna);
    await roster.take('audio-started', ROOM, 2, { userId: 'anna' });
    await roster.take('entered', ROOM, 60, returning);
    await roster.take('left', ROOM, 50, { userId: 'anna' });
    expect(await annaIn(roster)).toMatchObject({ audio: false, enteredAt: START + 60_000 });
    await roster.take('audio-started', ROOM, 61, { userId: 'anna' });
    expect(await roster.find(ROOM)).toMatchObject({ members: 1, publishers: 1 });
  });
});
