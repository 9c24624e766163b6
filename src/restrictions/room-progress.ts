import { sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';
import { EVERYBODY } from './media-columns.js';
import type { CallState } from './room-calls.js';

/** The people of one restriction, by what became of it for them. */
export interface Progress {
  readonly wanted: number;
  readonly done: number;
  readonly failed: number;
  readonly unknown: number;
  readonly waiting: number;
}

/** By action on a room. One of which there is nobody has zeros. */
export async function readProgress(
  { db, dialect }: JournalPages,
  actionIds: readonly string[],
): Promise<ReadonlyMap<string, Progress>> {
  const { rows } = await sql<{ id: string; state: CallState; people: number }>`
    select action_id as id, state, count(*) as people from media_progress
    where action_id in ${dialect.ids(actionIds)} and frees = 0 and state <> 'DROPPED'
    group by action_id, state`.execute(db);
  return new Map(
    actionIds.map((id) => {
      const own = rows.filter((row) => row.id === id);
      const count = (state: CallState) => Number(own.find((row) => row.state === state)?.people ?? 0);
      const wanted = own.reduce((sum, { people }) => sum + Number(people), 0);
      const [done, failed] = [count('DONE'), count('FAILED')];
      return [id, { wanted, done, failed, unknown: count('UNKNOWN'), waiting: count('WAITING') }];
    }),
  );
}

/** An instruction on a room of which calls are to be made, now or later. */
export interface OpenRun {
  readonly actionId: string;
  readonly place: string;
}

/** What has ended may still have calls, until a gateway looks at them and gives them up. It is not looked for after so long. */
const ENDED_LATELY_MS = 3_600_000;

/**
 * Those in these rooms. This begins with the rooms' own instructions, so that calls in other rooms cost nothing. If no calls are to be
 * made anywhere, it costs nearly nothing.
 *
 * @param now on the database's clock
 */
export async function readOpenRuns(
  { db, dialect }: JournalPages,
  places: readonly string[],
  now: number,
): Promise<OpenRun[]> {
  // In the order of the index, because PostgreSQL may otherwise read all calls that were ever made.
  const anyOpen = sql`(select due_at from media_progress where due_at is not null order by due_at limit 1)`;
  const { rows } = await sql<OpenRun>`
    select given.action_id as "actionId", given.place from media_instructions as given
    where ${anyOpen} is not null
      and given.place in (select value from ${dialect.texts(places)} as watched) and given.user_id = ${sql.lit(EVERYBODY)}
      and (given.ended_at is null or given.ended_at > ${now - ENDED_LATELY_MS})
      and exists (select 1 from media_progress as progress where progress.action_id = given.action_id
        and progress.due_at is not null and progress.frees = 0)`.execute(db);
  return rows;
}
