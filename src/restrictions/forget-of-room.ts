import { type CompiledQuery, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { ENDLESS } from '../journal/media-tables.js';
import { prepareQuery } from '../journal/prepared-query.js';
import { EVERYBODY } from './media-columns.js';
import { newestInstructions } from './newest-instructions.js';

interface NewInRoom {
  readonly place: string;
  /** The action that says something of the room now. */
  readonly id: string;
  readonly now: number;
}

/**
 * For each set of media, so many of what was said of a whole room count besides what is not over. Those that were undone are counted
 * apart. Everybody's instructions are read with these, so a room with a long history would become slow.
 */
export const NEWEST_OF_ROOM = 16;

/**
 * The statement that forgets what was said of a whole room and can decide nothing any more: what was refused, what so many newer ones
 * have replaced, and what was undone before so many. What has an end for which something is to be done is forgotten after it. Pending ones
 * replace nothing yet.
 */
export function prepareForgetOfRoom({
  db,
  pages: { dialect },
}: JournalDatabase): (given: NewInRoom) => CompiledQuery {
  const undoing = sql`from undos cross join actions as undoing where undos.undone_id = media_instructions.action_id
    and undoing.id = undos.action_id and undoing.status not in ('PENDING', 'REFUSED', 'DENIED')`;
  const isReplaced = sql`exists (select 1 from media_instructions as newer where newer.place = media_instructions.place
    and newer.user_id = media_instructions.user_id and newer.counts in (0, 1) and newer.number > media_instructions.number
    and newer.given_at < media_instructions.ends_at and (newer.audio is null) = (media_instructions.audio is null)
    and (newer.video is null) = (media_instructions.video is null))`;
  // Not the action that says something now: it may be refused, and has ended nothing then.
  const by = sql`(select newer.action_id from media_instructions as newer cross join actions as giving
    where newer.place = media_instructions.place and newer.user_id = media_instructions.user_id and newer.counts = 1
      and newer.number > media_instructions.number and giving.id = newer.action_id
      and giving.status not in ('PENDING', 'REFUSED', 'DENIED')
    order by newer.number desc limit 1)`;
  return prepareQuery<NewInRoom>((value) => {
    const given = newestInstructions(value('place'), sql.lit(EVERYBODY));
    const forgotten = sql`select action_id from (${given}) as given
      where refused or (not pending and newest > ${sql.lit(NEWEST_OF_ROOM)}
        and (ended_at is not null or ((plain = 1 or ends_at = ${sql.lit(ENDLESS)}) and end_action_id is null)))`;
    const query = sql`update media_instructions set counts = 0,
        ended_at = coalesce(ended_at, cast(${value('now')} as bigint)),
        ended_how = coalesce(ended_how,
          case when exists (select 1 ${undoing}) then 'LIFTED' when ${isReplaced} then 'SUPERSEDED' else 'EXPIRED' end),
        end_action_id = coalesce(end_action_id,
          (select undos.action_id ${undoing} order by undos.action_id desc limit 1), ${by}, ${dialect.id(value('id'))})
      where action_id in (${forgotten})`;
    return { compile: () => query.compile(db) };
  });
}
