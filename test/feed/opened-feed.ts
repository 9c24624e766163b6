import { expect } from 'vitest';
import { FeedLog } from '../../src/feed/feed-log.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { systemClock } from '../../src/time/clock.js';

/** Opens the database of a test on both: a file, or a server's address. */
export function openAt(address: string): Promise<JournalDatabase> {
  if (address.startsWith('file:')) return openSqlite(address.slice('file:'.length));
  return openPostgres(address, () => {});
}

/** A log that nobody wakes. A look that fails makes the test fail. */
export function quietLog({ pages }: JournalDatabase, nowMs: () => number): FeedLog {
  return new FeedLog({
    pages,
    clock: systemClock,
    nowMs,
    listen: () => {},
    outage: { failed: (_what, error) => expect.unreachable(String(error)), succeeded: () => {} },
  });
}
