import { sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';
import { EVERYBODY } from './media-columns.js';
import { peopleOf } from './people-media.js';
import { keyOf } from './person-key.js';
import { type GivenInstruction, type InstructionRow, instructionOf } from './person-media.js';
import type { RestrictionStatus } from './restriction.js';

interface OwnRow extends Omit<InstructionRow, 'applied' | 'excepted' | 'revoked' | 'pending'> {
  place: string;
  user_id: string;
}

/** The numbers of the newest instructions that count. Null: there are none. */
interface Newest {
  /** On the person. */
  own: number | null;
  /** On the person, if it ends what older ones say. */
  ending: number | null;
  /** On the room. */
  of_room: number | null;
}

/**
 * Of these restrictions, those that can have one of the statuses, as far as their own rows and a look at the newest ones on their people
 * tell, in the same order. Those of actions that were refused are left out. Reading all that is said of a person takes many times as
 * long, and most restrictions of the past need not be read so to know that they are not sought.
 *
 * @param statuses undefined: any
 */
export async function idsThatMayBe(
  pages: JournalPages,
  statuses: readonly RestrictionStatus[] | undefined,
  ids: readonly string[],
  now: number,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<OwnRow>`
    select given.place, given.user_id, given.action_id, given.number, given.audio, given.video, given.given_at, given.ends_at,
      given.ended_how, given.end_action_id, coalesce(ending.status in ('REFUSED', 'DENIED'), false) as end_refused,
      coalesce(ending.status = 'PENDING', false) as end_pending,
      exists (select 1 from undos where undos.undone_id = given.action_id) as undos, given.enforced, given.plain,
      case when given.user_id = ${sql.lit(EVERYBODY)} then 1 else 0 end as of_room
    from media_instructions as given inner join actions on actions.id = given.action_id
      left join actions as ending on ending.id = given.end_action_id
    where given.action_id in ${pages.dialect.ids(ids)} and actions.status not in ('REFUSED', 'DENIED')`.execute(
    pages.db,
  );
  const newestOn = statuses ? await readNewest(pages, rows) : undefined;
  const found = rows.filter((row) => {
    const newest = newestOn?.get(keyOf({ place: row.place, userId: row.user_id }));
    if (!statuses || !newest) return true;
    const own = instructionOf({ ...row, revoked: false, pending: false, excepted: 0 }, [], now, false);
    const possible = possibleStatuses(own, newest, Boolean(row.undos));
    return possible.some((status) => statuses.includes(status));
  });
  const foundIds = new Set(found.map(({ action_id }) => action_id));
  return ids.filter((id) => foundIds.has(id));
}

/** By the key of a person. */
async function readNewest(
  { db }: JournalPages,
  rows: readonly OwnRow[],
): Promise<ReadonlyMap<string, Newest>> {
  if (rows.length === 0) return new Map();
  const asked = peopleOf(rows.map(({ place, user_id }) => ({ place, userId: user_id })));
  const on = (user: unknown) =>
    sql`from media_instructions as other where other.place = asked.place and other.user_id = ${user} and other.counts = 1`;
  const [person, room] = [on(sql.ref('asked.user_id')), on(sql.lit(EVERYBODY))];
  const ends = sql`(other.ends_at is null or other.user_id = ${sql.lit(EVERYBODY)})`;
  const newest = await sql<Newest & { place: string; user_id: string }>`${asked}
    select asked.place, asked.user_id, (select max(other.number) ${person}) as own,
      (select max(other.number) ${person} and ${ends}) as ending, (select max(other.number) ${room}) as of_room
    from asked`.execute(db);
  return new Map(newest.rows.map((row) => [keyOf({ place: row.place, userId: row.user_id }), row]));
}

/**
 * What `statusOf` can answer for a restriction, whatever else is said of the person, and wherever they are.
 *
 * @param own as it is if nothing was undone, and the person has not left
 */
function possibleStatuses(
  own: GivenInstruction,
  newest: Newest,
  hasUndos: boolean,
): readonly RestrictionStatus[] {
  if (own.endedHow === 'LIFTED') return ['LIFTED'];
  const possible: RestrictionStatus[] = hasUndos ? ['LIFTED'] : [];
  if (own.endedHow === 'SUPERSEDED') return [...possible, 'SUPERSEDED'];
  const isNewer = (number: number | null) => number !== null && number > own.number;
  if (isNewer(newest.ending)) possible.push('SUPERSEDED');
  if (own.over || !own.timed) possible.push('EXPIRED');
  if (own.over) return possible;
  possible.push('IN_FORCE');
  if (own.ofRoom) return possible;
  if (isNewer(newest.own) || isNewer(newest.of_room)) possible.push('OVERRIDDEN');
  return own.enforced ? [...possible, 'WAITING_FOR_USER'] : possible;
}
