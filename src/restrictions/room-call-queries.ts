import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { KEYS_PER_MS, type MediaTarget } from './media-queries.js';
import type { Medium } from './model.js';

/** So many of those that were refused before are taken beside others, which they must not hold up. */
const RETRIES_AT_ONCE = 4;

export interface Due {
  readonly applicationIds: readonly number[];
  /** On the clock of `MediaStore`. */
  readonly now: number;
  readonly limit: number;
}

/** Selects the keys of calls of rooms that are due: those that wait for longest first, and a few that were refused before. */
export function dueCalls(
  { pages }: JournalDatabase,
  { applicationIds, now, limit }: Due,
): RawBuilder<unknown> {
  const isServed = pages.dialect.isIn(sql`actions.application_id`, applicationIds);
  const dueIn = (state: RawBuilder<unknown>, most: number) => sql`
    select * from (select progress.action_id, progress.user_id from media_progress as progress
      inner join actions on actions.id = progress.action_id and actions.status <> 'PENDING'
      where progress.due_at <= ${now} and ${state} and ${isServed}
      order by progress.due_at limit ${most}) as due`;
  const others = dueIn(sql`progress.state <> 'FAILED'`, limit);
  return sql`${others} union all ${dueIn(sql`progress.state = 'FAILED'`, Math.min(limit, RETRIES_AT_ONCE))}`;
}

/**
 * Lets the newest of what happened to somebody count as not taken in by any call, so that `EnforcedPeople.unseen` finds them if
 * something is enforced on them.
 */
export function unsee({ db, pages }: JournalDatabase, { place, userId }: MediaTarget): CompiledQuery {
  const lesser = sql.raw(pages.dialect.name === 'postgres' ? 'least' : 'min');
  const newest = sql`(select here.seen from participants as here where here.place = ${place} and here.user_id = ${userId})`;
  return sql`update media_people set seen_to = ${lesser}(seen_to, coalesce(${newest}, 0) / ${sql.lit(KEYS_PER_MS)} - 1)
    where place = ${place} and user_id = ${userId} and seen_to is not null`.compile(db);
}

/** These media in the column `blocked`. */
export function bitsOf(media: readonly Medium[]): number {
  return media.reduce((sum, medium) => sum + (medium === 'audio' ? 1 : 2), 0);
}
