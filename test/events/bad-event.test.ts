import { describe, expect, it } from 'vitest';
import { EventIntake } from '../../src/events/event-intake.js';
import { TurnRefused } from '../../src/journal/turn-refused.js';
import { systemClock } from '../../src/time/clock.js';
import type { RoomEvent } from '../../src/vendors/calling/room-event.js';

const eventOf = (number: number): RoomEvent => ({
  applicationId: 1,
  room: { roomId: 1 },
  kind: 'entered',
  type: 103,
  atMs: number,
  userId: `user-${number}`,
});

/** An intake whose database refuses batches with the events of these numbers. */
function intakeThatFails(error: Error, bad: readonly number[]) {
  const batches: number[][] = [];
  const intake = new EventIntake({
    async store(events) {
      const numbers = events.map(({ atMs }) => atMs);
      batches.push(numbers);
      if (numbers.some((number) => bad.includes(number))) throw error;
      return events.map(() => 'stored');
    },
    clock: systemClock,
    outage: { failed() {}, succeeded() {} },
  });
  const takeAll = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, number) => intake.take(eventOf(number))));
  return { batches, takeAll };
}

describe('an event that the database refuses', () => {
  it.each([
    ['is refused', new TurnRefused(new Error('refused'))],
    ['takes too long', new TurnRefused(new Error('timeout'), true)],
  ])('is the only one that is not taken, where it %s', async (_name, error) => {
    const { takeAll } = intakeThatFails(error, [123]);
    const results = await takeAll(400);
    const notTaken = results.flatMap((result, number) => (result === 'stored' ? [] : [number]));
    expect(notTaken).toEqual([123]);
  });

  it('is found among several', async () => {
    const { takeAll } = intakeThatFails(new TurnRefused(new Error('refused')), [0, 7, 399]);
    const results = await takeAll(400);
    expect(results.flatMap((result, number) => (result === 'stored' ? [] : [number]))).toEqual([0, 7, 399]);
  });
});

describe('a database that takes no events', () => {
  it('is not asked for each event, where it is away', async () => {
    const { batches, takeAll } = intakeThatFails(new Error('away'), [0]);
    expect(new Set(await takeAll(400))).toEqual(new Set(['unavailable']));
    expect(batches).toHaveLength(1);
  });

  it('is not asked for each event, where all take too long', async () => {
    const all = Array.from({ length: 400 }, (_, number) => number);
    const { batches, takeAll } = intakeThatFails(new TurnRefused(new Error('timeout'), true), all);
    expect(new Set(await takeAll(400))).toEqual(new Set(['unavailable']));
    expect(batches.length).toBeLessThanOrEqual(3);
  });
});
