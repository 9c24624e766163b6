import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FeedEvent } from '../../src/feed/feed-event.js';
import { cursorOf } from '../../src/feed/feed-event.js';
import { type FeedLog, TooOld } from '../../src/feed/feed-log.js';
import { FeedReading } from '../../src/feed/feed-reading.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { systemClock } from '../../src/time/clock.js';
import { bothDatabases } from '../history/both-databases.js';
import { openAt, quietLog } from './opened-feed.js';

const DAY_MS = 86_400_000;
const LONG_AGO = Date.UTC(2026, 0, 1);
const OUTCOME = {
  status: 'APPLIED',
  answer: '{"__typename":"AddToBlacklistSuccess"}',
  vendorRequestIds: [],
  attempts: 1,
  freesKey: false,
} as const;

describe.each(bothDatabases())('the feed on %s', (_name, url) => {
  let database: JournalDatabase;
  let journal: Journal;
  let now = LONG_AGO;
  beforeAll(async () => {
    database = await openAt(url());
    journal = new Journal(database, 'gateway-1', () => now);
  });
  afterAll(() => journal?.close());

  const newLog = () => quietLog(database, () => now);

  async function act(count: number, reason = 'no reason'): Promise<void> {
    for (let done = 0; done < count; done += 1) {
      const intent = {
        id: journal.newId(),
        requestId: 'request-1',
        actor: 'moderator',
        operation: 'ADD_TO_BLACKLIST',
        place: 'list/123456/10001/0',
        applicationId: 123456,
        listOwnerId: '10001',
        userIds: ['1'],
        input: '{}',
        reason,
      };
      await journal.begin(intent, 60_000);
      await journal.end(intent.id, OUTCOME);
    }
  }

  /** All that is told from a cursor on, up to the end. */
  async function readAll(log: FeedLog, cursor: string): Promise<FeedEvent[]> {
    const from = await log.find(cursor);
    if (typeof from !== 'object') throw new Error(`the cursor is ${from}`);
    const last = await log.lastPlace();
    const tooOld = () => new TooOld();
    const reading = new FeedReading({ log, clock: systemClock, from, wants: () => true, tooOld });
    const events: FeedEvent[] = [];
    try {
      for await (const { event } of reading) {
        if ('kind' in event) events.push(event as FeedEvent);
        if (from.place >= last.place || events.at(-1)?.place.place === last.place) break;
      }
    } finally {
      await reading.return();
    }
    return events;
  }

  it('tells a cursor that is older than what is kept from one of another journal, and both from other texts', async () => {
    const log = newLog();
    const start = cursorOf(await log.lastPlace());
    await act(300);
    const middle = cursorOf(await log.lastPlace());
    now += 10 * DAY_MS;
    await act(5);
    expect(await readAll(log, start)).toHaveLength(610);
    const rest = await readAll(log, middle);
    expect(rest).toHaveLength(10);
    while ((await journal.deleteSomeBefore(now - DAY_MS)) > 0);
    expect(await log.find(start)).toBe('too-old');
    expect(await log.find(middle)).toBe('too-old');
    const [first] = rest;
    expect(await readAll(log, cursorOf(first?.place ?? { place: 0, id: '' }))).toEqual(rest.slice(1));
    expect(await log.find(Buffer.from('999999.AAAAAAAA').toString('base64url'))).toBe('lost');
    expect(await log.find('999999.AAAAAAAA')).toBe(undefined);
    log.close();
  });

  it('keeps its last place, whatever is deleted, so that no number comes again', async () => {
    const log = newLog();
    const last = await log.lastPlace();
    now += 10 * DAY_MS;
    while ((await journal.deleteSomeBefore(now)) > 0);
    expect(await log.lastPlace()).toEqual(last);
    await act(1);
    expect((await log.lastPlace()).place).toBe(last.place + 2);
    log.close();
  });

  it('reads no more at once than a reader may hold, and leaves nothing out', async () => {
    const log = newLog();
    const start = await log.lastPlace();
    await act(30, 'x'.repeat(100_000));
    const { events, upTo } = await log.after(start);
    expect(events.length).toBeGreaterThan(0);
    expect(events.length).toBeLessThan(40);
    expect(upTo.place).toBe(events.at(-1)?.place.place);
    expect(await readAll(log, cursorOf(start))).toHaveLength(60);
    log.close();
  });

  it('reads nothing for those who have left before it is their turn', async () => {
    const log = newLog();
    const start = await log.lastPlace();
    await act(3);
    const places = (await log.after(start)).events.map(({ place }) => place);
    const read = vi.spyOn(database.pages.db, 'getExecutor');
    const left = await Promise.all(places.map((place) => log.after(place, () => false)));
    expect(read).not.toHaveBeenCalled();
    expect(left.map(({ events, upTo }) => [events.length, upTo])).toEqual(places.map((place) => [0, place]));
    // Who is still there gets what another asked for who has left.
    const [, there] = await Promise.all([log.after(start, () => false), log.after(start, () => true)]);
    expect(there.events).toHaveLength(6);
    expect(read).toHaveBeenCalled();
    read.mockRestore();
    log.close();
  });

  it('tells readers when the database has lost what they were told, and has other events at those places', async () => {
    const log = newLog();
    const kept = await log.lastPlace();
    const tooOld = () => new TooOld('gone');
    const reading = new FeedReading({ log, clock: systemClock, from: kept, wants: () => true, tooOld });
    await reading.next();
    await act(1);
    for (let told = 0; told < 2; told += 1) await reading.next();
    const refused = expect(reading.next()).rejects.toThrow(TooOld);
    await sql`delete from feed where place > ${kept.place}`.execute(database.db);
    if (database.pages.dialect.name === 'postgres') {
      await sql`select setval('feed_place', ${kept.place})`.execute(database.db);
    }
    await act(2);
    log.wake();
    await refused;
    await reading.return();
    log.close();
  });

  it('ends the last reading when it is returned', async () => {
    const log = newLog();
    const from = await log.lastPlace();
    const tooOld = () => new TooOld('gone');
    const reading = new FeedReading({ log, clock: systemClock, from, wants: () => true, tooOld });
    await reading.next();
    const next = reading.next();
    await expect.poll(() => log.last).toEqual(from);
    await reading.return();
    expect(await next).toEqual({ done: true, value: undefined });
    log.close();
  });

  it('keeps the places of today when an action among them was withdrawn', async () => {
    const log = newLog();
    while ((await journal.deleteSomeBefore(now)) > 0);
    now += 10 * DAY_MS;
    await act(1);
    const start = await log.lastPlace();
    await act(2);
    const [begun] = (await log.after(start)).events;
    await database.write([
      database.db
        .deleteFrom('actions')
        .where('id', '=', begun?.action.id ?? '')
        .compile(),
    ]);
    await journal.deleteSomeBefore(now - DAY_MS);
    expect(await log.find(cursorOf(start))).toEqual(start);
    now += 10 * DAY_MS;
    await act(1);
    while ((await journal.deleteSomeBefore(now - DAY_MS)) > 0);
    expect(await log.find(cursorOf(start))).toBe('too-old');
    log.close();
  });

  it('tells a reader whose next places were deleted meanwhile', async () => {
    const log = newLog();
    const start = await log.lastPlace();
    await act(10);
    now += 10 * DAY_MS;
    await act(1);
    while ((await journal.deleteSomeBefore(now - DAY_MS)) > 0);
    await expect(log.after(start)).rejects.toThrow(TooOld);
    log.close();
  });
});
