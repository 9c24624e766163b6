import { type RawBuilder, sql } from 'kysely';
import { EVERYBODY } from './media-columns.js';

type Dialect = 'sqlite' | 'postgres';

/**
 * Lets PostgreSQL look each row up by its key. Where it has not counted the people of a room yet, it expects few of them, and would
 * compare each with each: four seconds with 10,000.
 */
export function byKey(dialect: Dialect): RawBuilder<unknown> {
  return dialect === 'postgres' ? sql`offset 0` : sql``;
}

/**
 * A value of the roster's text columns, to be compared with columns of other tables. On PostgreSQL, the roster's have another collation,
 * so no index of the other table would be used.
 */
export function ofRoster(dialect: Dialect, column: string): RawBuilder<string> {
  return dialect === 'postgres' ? sql`${sql.ref(column)} collate "default"` : sql`${sql.ref(column)}`;
}

/** The rows of `media_people` as `person`, to be joined to those of the roster's people. */
export function mediaOf(dialect: Dialect, people: string, person: string): RawBuilder<unknown> {
  const isOf = (row: string) =>
    sql`${sql.ref(`${row}.place`)} = ${ofRoster(dialect, `${people}.place`)}
      and ${sql.ref(`${row}.user_id`)} = ${ofRoster(dialect, `${people}.user_id`)}`;
  if (dialect === 'sqlite') return sql`media_people as ${sql.ref(person)} on ${isOf(person)}`;
  return sql`lateral (select * from media_people as each_one where ${isOf('each_one')} ${byKey(dialect)}) as ${sql.ref(person)} on true`;
}

/**
 * Whether the instruction `given` of the action `actions` does not hold any more, for anybody. One whose undo was undone may hold, and
 * one may hold again that a newer one has replaced which was undone.
 *
 * @param is `certain`: whatever becomes of the actions that are pending. `possible`: certain, or so if some of these are carried out
 *   and others are refused
 */
export function isOver(now: number, is: 'certain' | 'possible'): RawBuilder<boolean> {
  const [butEnding, butRestoring] =
    is === 'certain' ? [REFUSED_OR_PENDING, REFUSED] : [REFUSED, REFUSED_OR_PENDING];
  const counts = (table: string) => isNoneOf(table, butEnding);
  const undoing = undosOf(sql`given.action_id`, 'undos', butEnding);
  const undoingThat = undosOf(sql`undos.action_id`, 'again', butRestoring);
  const hasEnded = sql`given.ended_at is not null or given.ends_at <= ${now}
    or exists (select 1 from actions as ending where ending.id = given.end_action_id and ${counts('ending')})
    or exists (${undoing} and not exists (${undoingThat}))`;
  const isReplaced = sql`exists (select 1 from media_instructions as newer inner join actions as giving on giving.id = newer.action_id
    where newer.place = given.place and newer.user_id = ${sql.lit(EVERYBODY)} and newer.counts = 1 and newer.number > given.number
      and (given.audio is null or newer.audio is not null) and (given.video is null or newer.video is not null)
      and ${counts('giving')} and not exists (${undosOf(sql`newer.action_id`, 'undos', butRestoring)}))`;
  return sql<boolean>`not ${isNoneOf('actions', REFUSED)} or (given.action_id is not null and (${hasEnded} or ${isReplaced}))`;
}

/** The statuses of actions that do not count, and of those that may turn out so. */
const REFUSED = sql`('REFUSED', 'DENIED')`;
const REFUSED_OR_PENDING = sql`('REFUSED', 'DENIED', 'PENDING')`;
type Statuses = typeof REFUSED;

function isNoneOf(table: string, statuses: Statuses): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${table}.status`)} not in ${statuses}`;
}

/** Selects the undos of an action. It can be followed by another condition. */
function undosOf(id: RawBuilder<unknown>, name: string, but: Statuses): RawBuilder<unknown> {
  const by = `by_${name}`;
  return sql`select 1 from undos as ${sql.ref(name)} inner join actions as ${sql.ref(by)} on ${sql.ref(`${by}.id`)} = ${sql.ref(`${name}.action_id`)}
    where ${sql.ref(`${name}.undone_id`)} = ${id} and ${isNoneOf(by, but)}`;
}
