import { sql } from 'kysely';
import { firstIdAt } from './action-id.js';
import { FEED_BEGUN, FEED_ENDED } from './feed-tables.js';
import type { JournalDatabase } from './journal-database.js';

const DELETED_AT_ONCE = 500;

/**
 * Deletes some of the first places of the feed: those up to the last that is about something before `time`. Resolves with the number
 * deleted. Places go before their actions do, so that a cursor whose events are gone is known as too old.
 *
 * Only the first places are looked at: about twice as many as actions are deleted at once.
 */
export async function deleteFeedBefore(database: JournalDatabase, time: number): Promise<number> {
  const { db, pages } = database;
  const { rows } = await sql<{ place: number | null }>`
    select max(first.place) as place
    from (select place, action_id, kind from feed order by place limit ${sql.lit(DELETED_AT_ONCE)}) as first
      left join actions on actions.id = first.action_id
    where first.place < (select max(place) from feed) and first.kind in (${sql.lit(FEED_BEGUN)}, ${sql.lit(FEED_ENDED)})
      and first.action_id < ${pages.dialect.id(firstIdAt(time))}
      and (actions.id is null or first.kind = ${sql.lit(FEED_BEGUN)} or actions.finished_at < ${time})`.execute(
    db,
  );
  const last = rows[0]?.place;
  if (last === null || last === undefined) return 0;
  const [deleted] = await database.write([
    db.deleteFrom('feed').where('place', '<=', last).compile(),
    db.deleteFrom('superseded_ends').where('up_to', '<=', last).compile(),
  ]);
  return deleted ?? 0;
}
