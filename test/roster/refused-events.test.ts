import { type CompiledQuery, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { EventIntake } from '../../src/events/event-intake.js';
import { TurnRefused } from '../../src/journal/turn-refused.js';
import { systemClock } from '../../src/time/clock.js';
import { rosterDatabases, TestRoster } from './rosters.js';

const ROOM = { roomId: 12345 };

describe.each(rosterDatabases())('a roster on %s', (name, database) => {
  it('takes the events beside one that the database refuses', async () => {
    const roster = new TestRoster(database());
    const intake = new EventIntake({
      store: (events) => roster.roster.take(events),
      clock: systemClock,
      outage: { failed() {}, succeeded() {} },
    });
    const events = Array.from({ length: 20 }, (_, index) =>
      roster.event('entered', ROOM, index, { userId: `user-${10 + index}` }),
    );
    events[5] = roster.event('entered', ROOM, 5, { userId: 'refused', atMs: Number.NaN });
    const results = await Promise.all(events.map((event) => intake.take(event)));
    expect(results).toEqual(events.map((_, index) => (index === 5 ? 'unavailable' : 'stored')));
    expect(await roster.find(ROOM)).toMatchObject({ members: 19 });
    expect(await roster.people(ROOM)).not.toContain('refused');
    await intake.close();
  });

  it('says of a turn whether what it did is to blame', async () => {
    const turn = (text: string): Promise<unknown> =>
      database().inTurn(async (read) => {
        const query: CompiledQuery = sql.raw(text).compile(database().db);
        return { queries: [], result: await read(query) };
      });
    await expect(turn('select no_such_column from rooms')).rejects.toThrow(TurnRefused);
    if (name === 'PostgreSQL') {
      await expect(turn('select pg_sleep(8)')).rejects.toMatchObject({
        name: 'TurnRefused',
        tookTooLong: true,
      });
    }
    const closed = new Error('the database is away');
    const failing = database().inTurn(() => Promise.reject(closed));
    await expect(failing).rejects.toBe(closed);
    expect(await turn('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
