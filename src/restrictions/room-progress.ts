import { sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';
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

/** Those in these rooms. If no calls are to be made anywhere, this costs nearly nothing. */
export async function readOpenRuns(
  { db, dialect }: JournalPages,
  places: readonly string[],
): Promise<OpenRun[]> {
  const { rows } = await sql<OpenRun>`
    select distinct given.action_id as "actionId", given.place
    from media_progress as progress inner join media_instructions as given on given.action_id = progress.action_id
    where progress.due_at is not null and progress.frees = 0
      and given.place in (select value from ${dialect.texts(places)} as watched)`.execute(db);
  return rows;
}
