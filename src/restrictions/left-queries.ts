import { type CompiledQuery, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';

/**
 * The statements that note that the action `id` made these people leave, or dismissed the room if there is no list. Those who leave
 * keep their restrictions. A dismissal ends those of the room, too: who creates it anew knows nothing of them.
 */
export function leftQueries(
  { db, pages, rowsOf }: JournalDatabase,
  id: string,
  place: string,
  userIds: readonly string[] | undefined,
  now: number,
): CompiledQuery[] {
  const users = userIds && sql<string>`(select value from ${rowsOf(JSON.stringify(userIds))})`;
  const before = db
    .selectFrom('actions')
    .where('id', '=', id)
    .select(pages.dialect.actionNumber.as('number'));
  const standing = db
    .updateTable('media_instructions')
    .where('place', '=', place)
    .$if(users !== undefined, (update) => update.where('user_id', 'in', users ?? sql<string>``))
    .where('counts', '=', sql.lit(1))
    .where('number', '<', before)
    .where('ended_at', 'is', null);
  // Whether the vendor keeps what was disabled in a room that was dismissed is not known.
  const owedSince = sql<number | null>`case when blocked > 0 or owner is not null
    then coalesce(owed_since, cast(${now} as bigint)) end`;
  const gone = db
    .updateTable('media_people')
    .set({ audio: null, video: null, sent_at: 0 })
    .$if(!users, (update) => update.set({ owed_since: owedSince }))
    .where('place', '=', place)
    .$if(users !== undefined, (update) => update.where('user_id', 'in', users ?? sql<string>``));
  const left = standing
    .set({ ended_at: now, ended_how: 'LEFT', end_action_id: id })
    .where('ends_at', 'is', null);
  const lifted = standing
    .set({ ended_at: now, ended_how: 'LIFTED', end_action_id: id })
    .where('ends_at', 'is not', null);
  return [left.compile(), ...(users ? [] : [lifted.compile()]), gone.compile()];
}
