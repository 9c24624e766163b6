import { type RawBuilder, sql } from 'kysely';
import type { InstructionRow } from './person-media.js';

/** The user id of what is said of a whole room. Nobody has it. */
export const EVERYBODY = '';
/** What is read of the roster's row of a person. Then comes up to which event the room's dismissal has erased everybody. */
const ROSTER_COLUMNS = ['seen', 'gone', 'entered', 'role', 'video', 'audio', 'screen'] as const;

/** The columns of an instruction. */
const INSTRUCTION_COLUMNS = {
  action_id: sql`given.action_id`,
  number: sql`given.number`,
  audio: sql`given.audio`,
  video: sql`given.video`,
  given_at: sql`given.given_at`,
  ends_at: sql`given.ends_at`,
  ended_how: sql`given.ended_how`,
  end_action_id: sql`given.end_action_id`,
  end_refused: sql`coalesce(ending.status in ('REFUSED', 'DENIED'), false)`,
  end_pending: sql`coalesce(ending.status = 'PENDING', false)`,
  pending: sql`coalesce(actions.status = 'PENDING', false)`,
  // An action that has been deleted was carried out.
  revoked: sql`coalesce(actions.status in ('REFUSED', 'DENIED'), false)`,
  applied: sql`coalesce(actions.status = 'APPLIED', false)`,
  undos: sql`exists (select 1 from undos where undone_id = given.action_id)`,
  enforced: sql`given.enforced`,
  plain: sql`given.plain`,
  of_room: sql`case when given.user_id = ${sql.lit(EVERYBODY)} then 1 else 0 end`,
} satisfies Record<Exclude<keyof InstructionRow, 'excepted'>, RawBuilder<unknown>>;

/** The columns of the instructions `given` as they are for the user `userId`, by their names. */
export function instructionColumns(
  userId: unknown,
  dialect: 'sqlite' | 'postgres',
): Record<keyof InstructionRow, RawBuilder<unknown>> {
  const ids =
    dialect === 'postgres'
      ? sql`jsonb_array_elements_text(cast(given.except_ids as jsonb)) as excepted(value)`
      : sql`json_each(given.except_ids) as excepted`;
  const isExcepted = sql`given.except_ids is not null and exists (select 1 from ${ids} where excepted.value = ${userId})`;
  return { ...INSTRUCTION_COLUMNS, excepted: sql`case when ${isExcepted} then 1 else 0 end` };
}

/**
 * Those on a person and those on the whole room, as `given`, with their `actions` and those that end them, as `ending`: what comes
 * after `from`.
 *
 * PostgreSQL keeps the plans that it made while the tables were empty, until it has analyzed them. `offset 0` keeps it from all but
 * looking up single rows; `user_id in (…)` would read all instructions in the room.
 */
export function instructionsOf(
  place: unknown,
  userId: unknown,
  dialect: 'sqlite' | 'postgres',
): RawBuilder<unknown> {
  if (dialect === 'sqlite') {
    return sql`media_instructions as given
      left join actions on actions.id = given.action_id
      left join actions as ending on ending.id = given.end_action_id
      where given.place = ${place} and given.user_id in (${sql.lit(EVERYBODY)}, ${userId}) and given.counts = 1`;
  }
  const of = (user: unknown) =>
    sql`select * from media_instructions where place = ${place} and user_id = ${user} and counts = 1`;
  const statusOf = (id: string) =>
    sql`lateral (select status from actions where id = ${sql.ref(id)} offset 0)`;
  return sql`lateral (${of(sql.lit(EVERYBODY))} union all ${of(userId)} offset 0) as given
    left join ${statusOf('given.action_id')} as actions on true
    left join ${statusOf('given.end_action_id')} as ending on true`;
}

/** What events tell of a person, as text: JSON with `ROSTER_COLUMNS`. Null: none did. */
export function rosterOf(
  place: unknown,
  userId: unknown,
  dialect: 'sqlite' | 'postgres',
): RawBuilder<string> {
  const columns = sql.join(ROSTER_COLUMNS.map((name) => sql.ref(`known.${name}`)));
  const erased = sql`coalesce((select erased from rooms where rooms.place = ${place}), 0)`;
  const all = dialect === 'postgres' ? sql`json_build_array` : sql`json_array`;
  return sql<string>`(select cast(${all}(${columns}, ${erased}) as text) from participants as known
    where known.place = ${place} and known.user_id = ${userId})`;
}
