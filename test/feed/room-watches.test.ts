import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FeedLog } from '../../src/feed/feed-log.js';
import type { Pushed } from '../../src/feed/pushed.js';
import type { RoomNews } from '../../src/feed/room-watch.js';
import { RoomWatches, type RoomWatchesOptions } from '../../src/feed/room-watches.js';
import type { FeedPlace } from '../../src/journal/feed-rows.js';
import { Journal } from '../../src/journal/journal.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import type { RoomChange } from '../../src/roster/room-changes.js';
import { systemClock } from '../../src/time/clock.js';

/** A promise that a test resolves. */
function awaited<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

let folder = '';
let journal: Journal;
let log: FeedLog;
let changes: RoomChange[] = [];
/** The number of people in the room, as each reading finds it. */
let findRoom: () => Promise<number>;
let wake: () => void = () => {};
let watches: RoomWatches;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'room-watches-'));
  const database = await openSqlite(join(folder, 'journal.db'));
  journal = new Journal(database, 'gateway-1', Date.now);
  log = new FeedLog({
    pages: database.pages,
    clock: systemClock,
    nowMs: Date.now,
    listen: () => {},
    outage: { failed: () => {}, succeeded: () => {} },
  });
  changes = [];
  findRoom = async () => 0;
  const roster = {
    onStored: (listener: () => void) => {
      wake = listener;
    },
    lastChange: async () => changes.at(-1)?.number ?? 0,
    changesAfter: async (after: number) => changes.filter(({ number }) => number > after),
    findRoom: async () => ({ isOpen: true, members: await findRoom() }),
    findPeople: async (_room: unknown, ids: string[]) =>
      new Map(ids.map((id) => [id, { person: { userId: id }, isHere: true }])),
  };
  watches = new RoomWatches({
    roster,
    restrictions: { openRuns: async () => [] },
    feed: log,
    clock: systemClock,
    onError: () => {},
  } as unknown as RoomWatchesOptions);
});
afterEach(async () => {
  vi.restoreAllMocks();
  log.close();
  await watches.close();
  await journal.close();
  rmSync(folder, { recursive: true });
});

const nextOf = async (reader: Pushed) => (await reader.next()).value?.event as RoomNews;

it('reads no more of the feed when the last reader of a room has left before it began', async () => {
  const place = awaited<FeedPlace>();
  const from = await log.lastPlace();
  vi.spyOn(log, 'lastPlace').mockReturnValueOnce(place.promise);
  const reader = await watches.read('room');
  await reader.return();
  await watches.close();
  place.resolve(from);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(log.isRead).toBe(false);
});

it('leaves the feed after a reading that fails, and reads it once', async () => {
  const enter = vi.spyOn(log, 'enter');
  const leave = vi.spyOn(log, 'leave');
  vi.spyOn(log, 'losses', 'get').mockReturnValueOnce(0).mockReturnValueOnce(1).mockReturnValue(1);
  const reader = await watches.read('room');
  await expect.poll(() => enter.mock.calls.length).toBe(2);
  expect(leave).toHaveBeenCalledTimes(1);
  await reader.return();
  await expect.poll(() => log.isRead).toBe(false);
});

it('tells a second reader the room before anything else, and as it is after what others were told', async () => {
  const first = await watches.read('room');
  expect(await nextOf(first)).toMatchObject({ kind: 'SNAPSHOT', room: { members: 0 } });
  const old = awaited<number>();
  findRoom = () => {
    findRoom = async () => 1;
    return old.promise;
  };
  const second = watches.read('room');
  changes.push({ number: 1, place: 'room', userId: 'alice', kind: 'entered' } as RoomChange);
  wake();
  expect(await nextOf(first)).toMatchObject({ kind: 'ENTERED', room: { members: 1 } });
  // This reading was overtaken.
  old.resolve(0);
  expect(await nextOf(await second)).toMatchObject({ kind: 'SNAPSHOT', room: { members: 1 } });
  for (const reader of [first, await second]) await reader.return();
});
