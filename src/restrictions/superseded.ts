import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import { ENDLESS } from '../journal/media-tables.js';
import type { JournalTables } from '../journal/tables.js';

/**
 * The statement that ends for good what has no end of its own and was ended by a newer plain instruction for all its media. Otherwise
 * it would be kept for ever. Until then, an undo of the newer instruction brings it back.
 *
 * @param theirs which rows of people to look at
 * @param before only what plain instructions from before this time have ended
 */
export function endSuperseded(
  db: Kysely<JournalTables>,
  theirs: RawBuilder<unknown>,
  before: number,
  now: number,
): CompiledQuery {
  const counts = sql`newer.place = media_instructions.place and newer.user_id = media_instructions.user_id
    and newer.counts = 1 and newer.number > media_instructions.number and newer.ends_at is null and newer.given_at < ${before}
    and not exists (select 1 from undos where undos.undone_id = newer.action_id)
    and not exists (select 1 from actions where actions.id = newer.action_id
      and actions.status in ('PENDING', 'REFUSED', 'DENIED'))`;
  const isEnded = (medium: 'audio' | 'video') =>
    sql`(${sql.ref(medium)} is null or exists (select 1 from media_instructions as newer
      where ${counts} and newer.${sql.ref(medium)} is not null))`;
  const by = sql`(select newer.action_id from media_instructions as newer where ${counts} order by newer.number desc limit 1)`;
  return sql`update media_instructions set ended_at = ${now}, ended_how = 'SUPERSEDED', end_action_id = ${by}
    where ${theirs} and counts = 1 and ends_at = ${sql.lit(ENDLESS)} and ended_at is null and end_action_id is null
      and ${isEnded('audio')} and ${isEnded('video')}`.compile(db);
}
