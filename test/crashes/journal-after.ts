/** What a journal has when gateways have carried out everything, read past them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionRecord } from '../../src/journal/action-record.js';
import { Journal } from '../../src/journal/journal.js';
import type { JournalPages } from '../../src/journal/journal-database.js';
import { openPostgres, openPostgresForReading } from '../../src/journal/postgres-database.js';
import { openSqlite, openSqliteForReading } from '../../src/journal/sqlite-database.js';
import { listedActions } from '../journal/listed-actions.js';

export interface GivenRestriction {
  readonly id: string;
  readonly userId: string;
  readonly endsAt: number;
}

export interface JournalAfter {
  /** The oldest first, in the order of their intents. */
  readonly actions: readonly ActionRecord[];
  readonly restrictions: readonly GivenRestriction[];
}

export async function readJournal(databaseUrl: string): Promise<JournalAfter> {
  const file = /^file:(.*)$/.exec(databaseUrl)?.[1];
  const database = file ? await openSqlite(file) : await openPostgres(databaseUrl, () => {});
  try {
    const { db, dialect } = database.pages;
    const records = await listedActions(new Journal(database, 'a reader', Date.now), {});
    const numbered = await db
      .selectFrom('actions')
      .select(['id', dialect.actionNumber.as('number')])
      .execute();
    const numbers = new Map(numbered.map(({ id, number }) => [id, Number(number)]));
    const undos = await db.selectFrom('undos').select(['action_id', 'undone_id']).execute();
    const undone = new Map(undos.map(({ action_id, undone_id }) => [action_id, undone_id]));
    const timed = await db
      .selectFrom('media_instructions')
      .where('ends_at', 'is not', null)
      .select(['action_id as id', 'user_id as userId', 'ends_at as endsAt'])
      .execute();
    return {
      actions: records
        .toSorted((a, b) => (numbers.get(a.id) ?? 0) - (numbers.get(b.id) ?? 0))
        .map((record) => ({ ...record, undoes: undone.get(record.id) })),
      restrictions: timed.map((row) => ({ ...row, endsAt: Number(row.endsAt) })),
    };
  } finally {
    await database.close();
  }
}

/**
 * Waits until gateways have nothing to do any more, and stay so for a while. Resolves with what is left, in words, when that
 * takes too long.
 */
export async function untilQuiet(databaseUrl: string, withinMs: number): Promise<string[]> {
  const file = /^file:(.*)$/.exec(databaseUrl)?.[1];
  const pages = file ? await openSqliteForReading(file) : await openPostgresForReading(databaseUrl);
  try {
    const latest = performance.now() + withinMs;
    let quietSince: number | undefined;
    for (;;) {
      const left = await leftToDo(pages);
      const now = performance.now();
      quietSince = left.length > 0 ? undefined : (quietSince ?? now);
      if (quietSince !== undefined && now - quietSince > QUIET_FOR_MS) return [];
      if (now > latest) return left;
      await sleep(100);
    }
  } finally {
    await pages.close();
  }
}

/** Gateways look every half second for what is to be done. A lost call is carried out within half a second. */
const QUIET_FOR_MS = 1_500;

async function leftToDo({ db }: JournalPages): Promise<string[]> {
  const now = Date.now();
  const pending = await db
    .selectFrom('actions')
    .where('status', '=', 'PENDING')
    .select(['id', 'operation'])
    .execute();
  const ends = await db
    .selectFrom('media_instructions')
    .where('ends_at', '<=', now)
    .where('ended_at', 'is', null)
    .select(['action_id', 'user_id'])
    .execute();
  const entries = await db
    .selectFrom('timed_targets')
    .where('ends_at', '<=', now)
    .select(['action_id', 'user_id'])
    .execute();
  const people = await db
    .selectFrom('media_people')
    .where((row) => row.or([row('again_at', 'is not', null), row('owned_until', '>', now)]))
    .where((row) => row.or([row('again_at', 'is not', null), row('owner', 'is not', null)]))
    .select(['user_id', 'again_at', 'owner'])
    .execute();
  return [
    ...pending.map(({ id, operation }) => `${operation} ${id} is pending`),
    ...ends.map((end) => `the restriction ${end.action_id} of ${end.user_id} has not ended`),
    ...entries.map((entry) => `the entry ${entry.user_id} of ${entry.action_id} has not ended`),
    ...people.map(({ user_id, again_at, owner }) =>
      again_at === null ? `${user_id} is sent for by ${owner}` : `${user_id} is to be sent once more`,
    ),
  ];
}
