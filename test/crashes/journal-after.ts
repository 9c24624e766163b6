/** What a journal has when gateways have carried out everything, read past them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type SqlBool, sql } from 'kysely';
import type { ActionRecord } from '../../src/journal/action-record.js';
import { recordOf } from '../../src/journal/action-rows.js';
import type { JournalPages } from '../../src/journal/journal-database.js';
import { openPostgresForReading } from '../../src/journal/postgres-database.js';
import { openSqliteForReading } from '../../src/journal/sqlite-database.js';

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

/** How a journal is opened for reading. Compiled code opens it by the compiled gateway's own function. */
type OpenForReading = (databaseUrl: string) => Promise<JournalPages & { close(): Promise<void> }>;

/** Reads past the gateways, which may run. */
export async function readJournal(
  databaseUrl: string,
  open: OpenForReading = openForReading,
): Promise<JournalAfter> {
  const pages = await open(databaseUrl);
  try {
    const { db } = pages;
    const actions: ActionRecord[] = [];
    for (let last: Row | undefined; ; ) {
      const rows: Row[] = await readRows(pages, last);
      for (const row of rows) actions.push(recordOf(row));
      last = rows.at(-1);
      if (rows.length < ROWS_AT_ONCE) break;
    }
    const timed = await db
      .selectFrom('media_instructions')
      .where('ends_at', 'is not', null)
      .select(['action_id as id', 'user_id as userId', 'ends_at as endsAt'])
      .execute();
    return {
      actions,
      restrictions: timed.map((row) => ({ ...row, endsAt: Number(row.endsAt) })),
    };
  } finally {
    await pages.close();
  }
}

/** SQLite's thread gives answers up to a limit. */
const ROWS_AT_ONCE = 20_000;

type Row = Awaited<ReturnType<typeof readRows>>[number];

function readRows({ db, dialect }: JournalPages, after: { number: number; id: string } | undefined) {
  const { actionNumber } = dialect;
  return db
    .selectFrom('actions')
    .leftJoin('undos', 'undos.action_id', 'actions.id')
    .leftJoin('causes', 'causes.action_id', 'actions.id')
    .selectAll('actions')
    .select(['actions.acts_in as place', 'undos.undone_id as undoes', 'causes.cause_id'])
    .select(actionNumber.as('number'))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(${actionNumber}, actions.id) > (${after?.number}, ${dialect.id(after?.id ?? '')})`,
      ),
    )
    .orderBy(actionNumber)
    .orderBy('actions.id')
    .limit(ROWS_AT_ONCE)
    .execute();
}

function openForReading(databaseUrl: string): Promise<JournalPages & { close(): Promise<void> }> {
  const file = /^file:(.*)$/.exec(databaseUrl)?.[1];
  return file ? openSqliteForReading(file) : openPostgresForReading(databaseUrl);
}

/**
 * Waits until gateways have nothing to do any more, and stay so for a while. Resolves with what is left, in words, when that
 * takes too long.
 *
 * @param alsoLeft what else must be empty then. It is asked only where the journal shows nothing.
 */
export async function untilQuiet(
  databaseUrl: string,
  withinMs: number,
  alsoLeft: () => Promise<string[]> = async () => [],
  open: OpenForReading = openForReading,
): Promise<string[]> {
  const pages = await open(databaseUrl);
  try {
    const latest = performance.now() + withinMs;
    let quietSince: number | undefined;
    for (;;) {
      const inJournal = await leftToDo(pages);
      const left = inJournal.length > 0 ? inJournal : await alsoLeft();
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
  const calls = await db
    .selectFrom('media_progress')
    .where('due_at', 'is not', null)
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
    ...calls.map((call) => `${call.action_id} has a call to make for ${call.user_id}`),
    ...people.map(({ user_id, again_at, owner }) =>
      again_at === null ? `${user_id} is sent for by ${owner}` : `${user_id} is to be sent once more`,
    ),
  ];
}
