import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedEvent } from '../../src/feed/feed-event.js';
import { cursorOf } from '../../src/feed/feed-event.js';
import { FeedLog, TooOld } from '../../src/feed/feed-log.js';
import { FeedReading } from '../../src/feed/feed-reading.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { systemClock } from '../../src/time/clock.js';
import { bothDatabases } from '../history/both-databases.js';

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
    const address = url();
    database = address.startsWith('file:')
      ? await openSqlite(address.slice('file:'.length))
      : await openPostgres(address, () => {});
    journal = new Journal(database, 'gateway-1', () => now);
  });
  afterAll(() => journal?.close());

  const newLog = () =>
    new FeedLog({
      pages: database.pages,
      clock: systemClock,
      nowMs: () => now,
      listen: () => {},
      outage: { failed: (_what, error) => expect.unreachable(String(error)), succeeded: () => {} },
    });

  async function act(count: number): Promise<void> {
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
      };
      await journal.begin(intent, 60_000);
      await journal.end(intent.id, OUTCOME);
    }
  }

  /** All that is told from a cursor on, up to the end. */
  async function readAll(log: FeedLog, cursor: string): Promise<FeedEvent[]> {
    const from = await log.find(cursor);
    if (!from || from === 'too-old') throw new Error(`the cursor is ${from}`);
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

  it('tells a cursor that is older than what is kept from one of another journal', async () => {
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
    expect(await log.find(Buffer.from('999999.AAAAAAAA').toString('base64url'))).toBe(undefined);
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
