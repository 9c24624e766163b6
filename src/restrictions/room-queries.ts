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
 * @param is `certain`: whatever becomes of actions that may be refused still. `possible`: if these turn out so
 */
export function isOver(now: number, is: 'certain' | 'possible'): RawBuilder<boolean> {
  const ends = is === 'certain' ? CERTAIN : POSSIBLE;
  const restores = is === 'certain' ? POSSIBLE : CERTAIN;
  const counts = (table: string) => hasState(table, ends);
  const undoing = undosOf(sql`given.action_id`, 'undos', ends);
  const undoingThat = undosOf(sql`undos.action_id`, 'again', restores);
  const hasEnded = sql`given.ended_at is not null or given.ends_at <= ${now}
    or exists (select 1 from actions as ending where ending.id = given.end_action_id and ${counts('ending')})
    or exists (${undoing} and not exists (${undoingThat}))`;
  const isReplaced = sql`exists (select 1 from media_instructions as newer inner join actions as giving on giving.id = newer.action_id
    where newer.place = given.place and newer.user_id = ${sql.lit(EVERYBODY)} and newer.counts = 1 and newer.number > given.number
      and (given.audio is null or newer.audio is not null) and (given.video is null or newer.video is not null)
      and ${counts('giving')} and not exists (${undosOf(sql`newer.action_id`, 'undos', restores)}))`;
  return sql<boolean>`not ${hasState('actions', POSSIBLE)} or (given.action_id is not null and (${hasEnded} or ${isReplaced}))`;
}

/** The statuses of actions that do not count, and of those that may not. */
const POSSIBLE = sql`('REFUSED', 'DENIED')`;
const CERTAIN = sql`('REFUSED', 'DENIED', 'PENDING')`;
type Others = typeof CERTAIN;

function hasState(table: string, others: Others): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${table}.status`)} not in ${others}`;
}

/** Selects the undos of an action. It can be followed by another condition. */
function undosOf(id: RawBuilder<unknown>, name: string, others: Others): RawBuilder<unknown> {
  const by = `by_${name}`;
  return sql`select 1 from undos as ${sql.ref(name)} inner join actions as ${sql.ref(by)} on ${sql.ref(`${by}.id`)} = ${sql.ref(`${name}.action_id`)}
    where ${sql.ref(`${name}.undone_id`)} = ${id} and ${hasState(by, others)}`;
}
