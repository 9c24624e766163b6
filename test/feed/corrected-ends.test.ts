import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedEvent } from '../../src/feed/feed-event.js';
import type { FeedLog } from '../../src/feed/feed-log.js';
import { FeedReading } from '../../src/feed/feed-reading.js';
import type { Outcome } from '../../src/journal/action-record.js';
import type { FeedPlace } from '../../src/journal/feed-rows.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { systemClock } from '../../src/time/clock.js';
import { bothDatabases } from '../history/both-databases.js';
import { openAt, quietLog } from './opened-feed.js';

const DAY_MS = 86_400_000;
const UNKNOWN: Outcome = {
  status: 'UNKNOWN',
  answer: '{"__typename":"VendorOutcomeUnknownError"}',
  vendorRequestIds: [],
  attempts: 0,
  freesKey: false,
};
const APPLIED: Outcome = {
  status: 'APPLIED',
  answer: '{"__typename":"AddToBlacklistSuccess"}',
  vendorCode: '0',
  vendorRequestIds: ['request-of-the-vendor'],
  attempts: 1,
  durationMs: 12,
  freesKey: false,
};

describe.each(bothDatabases())('an end that is corrected, on %s', (_name, url) => {
  let database: JournalDatabase;
  let frozen: Journal;
  let other: Journal;
  let now = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    database = await openAt(url());
    frozen = new Journal(database, 'frozen', () => now);
    other = new Journal(database, 'other', () => now);
  });
  afterAll(() => frozen?.close());

  const newLog = () => quietLog(database, () => now);

  /** What a subscriber is told from a place on: so many events. */
  async function told(log: FeedLog, from: FeedPlace, count: number): Promise<FeedEvent[]> {
    const tooOld = () => new Error('too old');
    const reading = new FeedReading({ log, clock: systemClock, from, wants: () => true, tooOld });
    const events: FeedEvent[] = [];
    for await (const { event } of reading) {
      if ('kind' in event) events.push(event as FeedEvent);
      if (events.length === count) break;
    }
    return events;
  }

  /** An action that another gateway ends first, because its own seemed to be dead. */
  async function begin(): Promise<string> {
    const id = frozen.newId();
    await frozen.begin(
      {
        id,
        requestId: 'request-1',
        actor: 'moderator',
        operation: 'ADD_TO_BLACKLIST',
        place: 'list/123456/10001/0',
        applicationId: 123456,
        listOwnerId: '10001',
        userIds: ['1'],
        input: '{}',
      },
      -1_000,
    );
    expect(await other.takeOver(['ADD_TO_BLACKLIST'])).toHaveLength(1);
    return id;
  }

  it('is told as it was at its place, to who reads live, later, and beginning between the two', async () => {
    const log = newLog();
    const start = await log.lastPlace();
    const seen = told(log, start, 2);
    const live = told(log, start, 3);
    const id = await begin();
    await other.resolve(id, UNKNOWN);
    await seen;
    const between = await log.lastPlace();
    now += 5_000;
    await frozen.end(id, APPLIED);
    log.wake();

    const events = await live;
    expect(events.map(({ kind, action }) => [kind, action.status, action.answer])).toEqual([
      ['BEGUN', 'PENDING', undefined],
      ['ENDED', 'UNKNOWN', UNKNOWN.answer],
      ['ENDED', 'APPLIED', APPLIED.answer],
    ]);
    log.close();
    expect(await told(newLog(), start, 3)).toEqual(events);
    expect(await told(newLog(), between, 1)).toEqual(events.slice(2));
    const [, first, second] = events;
    expect(first?.action).toMatchObject({ recovered: true, attempts: 0, finishedAt: now - 5_000 });
    expect(first?.action).not.toHaveProperty('vendorCode');
    expect(second?.action).toMatchObject({ recovered: false, attempts: 1, finishedAt: now, vendorCode: '0' });
  });

  it('is told as it was, also where the correction keeps the status, so that there is no second end', async () => {
    const log = newLog();
    const start = await log.lastPlace();
    const id = await begin();
    await other.resolve(id, { ...APPLIED, durationMs: 99 });
    const events = await told(log, start, 2);
    log.close();
    await frozen.end(id, APPLIED);
    expect((await frozen.find(id))?.durationMs).toBe(12);
    const again = await begin();
    await other.resolve(again, UNKNOWN);

    const later = await told(newLog(), start, 4);
    expect(later.slice(0, 2)).toEqual(events);
    expect(later[1]?.action.durationMs).toBe(99);
    expect(later.map(({ kind, action }) => `${kind} ${action.status}`)).toEqual([
      'BEGUN PENDING',
      'ENDED APPLIED',
      'BEGUN PENDING',
      'ENDED UNKNOWN',
    ]);
  });

  it('is kept as it was for as long as its place is', async () => {
    const kept = async () => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from superseded_ends`.execute(
        database.db,
      );
      return Number(rows[0]?.count);
    };
    const id = await begin();
    await other.resolve(id, UNKNOWN);
    await frozen.end(id, APPLIED);
    expect(await kept()).toBe(3);
    now += 10 * DAY_MS;
    const next = await begin();
    await other.resolve(next, UNKNOWN);
    while ((await frozen.deleteSomeBefore(now - DAY_MS)) > 0);
    expect(await kept()).toBe(0);
  });
});
