import { type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { JournalDatabase } from '../journal/journal-database.js';
import { prepareQuery, type ValueOf } from '../journal/prepared-query.js';
import type { MediaTarget } from './media-queries.js';
import { newestInstructions } from './newest-instructions.js';

/**
 * For each set of media, so many plain instructions on a person count, and so many restrictions whose time is over. Those with an
 * undo are counted apart.
 */
const NEWEST = 64;
/** From so many instructions on, those are looked for that do not count any more. */
export const MANY_INSTRUCTIONS = 400;

/**
 * The statements that forget what can decide nothing any more: what was refused, and what so many newer ones have replaced. Those
 * that are pending replace nothing yet, because they may be refused. What had an end is still shown.
 */
export function prepareForgetOfPerson({
  db,
}: Pick<JournalDatabase, 'db'>): (target: MediaTarget) => CompiledQuery[] {
  const forgotten = (value: ValueOf<MediaTarget>) =>
    sql`select action_id from (${newestInstructions(value('place'), value('userId'))}) as given
      where refused or (not pending and newest > ${sql.lit(NEWEST)} and (ends_at is null or ended_at is not null))`;
  const compilable = (query: RawBuilder<unknown>) => ({ compile: () => query.compile(db) });
  // Plain ones are shown nowhere.
  const plain = prepareQuery<MediaTarget>((value) =>
    compilable(
      sql`delete from media_instructions where ends_at is null and action_id in (${forgotten(value)})`,
    ),
  );
  const others = prepareQuery<MediaTarget>((value) =>
    compilable(sql`update media_instructions set counts = 0 where action_id in (${forgotten(value)})`),
  );
  return ({ place, userId }) => [plain({ place, userId }), others({ place, userId })];
}
