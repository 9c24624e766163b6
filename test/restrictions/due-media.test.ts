import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { PARTICIPANT_COLUMNS } from '../../src/journal/roster-tables.js';
import { openSqlite } from '../../src/journal/sqlite-database.js';
import { DueMedia } from '../../src/restrictions/due-media.js';
import { unsee } from '../../src/restrictions/room-call-queries.js';
import { bothDatabases } from '../history/both-databases.js';

const NOW = Date.UTC(2026, 0, 1);
const PLACE = 'room/1/7';
const call = (userId: string) => ({ sdkAppId: 1, roomId: 7, userId, region: 'ap-guangzhou' as const });

describe.each(bothDatabases())('what is noted of people, on %s', (kind, url) => {
  let database: JournalDatabase;
  let due: DueMedia;
  const numbersOf = async (userId: string) => {
    const row = await database.db
      .selectFrom('media_people')
      .select(['again_at', 'doubt_since', 'seen_to'])
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row && Object.values(row).map((value) => (value === null ? null : Number(value)));
  };
  const sendAgain = (userId: string) =>
    database.write([due.sendAgain({ place: PLACE, userId }, call(userId))], { places: [PLACE] });
  const person = async (
    userId: string,
    again: number | null,
    doubt: number | null,
    seenTo: number | null,
  ) => {
    const row = sql`insert into media_people
      (place, user_id, call, owned_until, turns, sent_at, again_at, doubt_since, seen_to)
      values (${PLACE}, ${userId}, '{}', 0, 1, ${NOW - 1_000}, ${again}, ${doubt}, ${seenTo})`;
    await database.write([row.compile(database.db)]);
  };
  beforeAll(async () => {
    const open = kind === 'SQLite' ? openSqlite(url().slice('file:'.length)) : openPostgres(url(), () => {});
    database = await open;
    due = new DueMedia(database, () => NOW);
  });
  afterAll(() => database.close());

  it.each([
    ['of whom nothing is known', undefined, [NOW, NOW, null]],
    ['whom the vendor has answered about', [null, null], [NOW, NOW, null]],
    ['whose doubt was given up', [null, NOW - 900_000], [NOW, NOW, null]],
    ['who is in doubt', [NOW + 5_000, NOW - 900], [NOW + 5_000, NOW - 900, null]],
  ] as const)('lets the state be sent once more of somebody %s', async (who, before, after) => {
    if (before) await person(who, before[0], before[1], null);
    await sendAgain(who);
    expect(await numbersOf(who)).toEqual(after);
    await sendAgain(who);
    expect(await numbersOf(who)).toEqual(after);
  });

  it('lets wait only what is to be sent once more by now', async () => {
    await person('late', NOW - 1, NOW - 900, null);
    await person('early', NOW + 1, NOW - 900, null);
    for (const userId of ['late', 'early']) await due.postponeAgain({ place: PLACE, userId }, 1_000);
    expect(await numbersOf('late')).toEqual([NOW + 1_000, NOW - 900, null]);
    expect(await numbersOf('early')).toEqual([NOW + 1, NOW - 900, null]);
  });

  it('lets the newest event of somebody count as not taken in', async () => {
    const seen = (ms: number) => ms * 16 + 3;
    for (const [userId, at] of [
      ['heard', NOW - 50],
      ['heard of since', NOW + 50],
    ] as const) {
      await person(userId, null, null, NOW);
      const times = PARTICIPANT_COLUMNS.map((column) => (column === 'seen' ? seen(at) : 0));
      const row = sql`insert into participants (place, user_id, ${sql.raw(PARTICIPANT_COLUMNS.join(', '))}, here, publishes, role_now)
        values (${PLACE}, ${userId}, ${sql.join(times)}, 1, 0, 1)`;
      await database.write([row.compile(database.db)]);
      await database.write([unsee(database, { place: PLACE, userId })], { places: [PLACE] });
    }
    expect(await numbersOf('heard')).toEqual([null, null, NOW - 51]);
    expect(await numbersOf('heard of since')).toEqual([null, null, NOW]);
  });
});
