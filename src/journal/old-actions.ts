/**
 * Reads rows that gateways of 0.1.0 wrote. Those gateways had two operations and recorded neither places nor numbers, so
 * both are derived here from the columns that they did record. This is history: do not add later operations.
 */
import { type RawBuilder, sql } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

/** The place of any row of `actions`. Null if a gateway of 0.1.0 wrote it, and did not have the operation. */
export function recordedPlace(dialect: Dialect): RawBuilder<string | null> {
  return sql`coalesce(actions.acts_in, ${placeOfOldAction('actions', dialect)})`;
}

/**
 * The number of a row of `actions` without one, on PostgreSQL. It orders old actions as their ids do. It is negative, so it is
 * below the numbers of all actions that were numbered when they were written. `row` is the row's name in the statement.
 */
export function numberOfOldAction(row: string): RawBuilder<number> {
  // A time in milliseconds since the epoch has 41 bits, so the difference is always negative.
  return sql`(${sql.ref(`${row}.requested_at`)} - ${sql.lit(2 ** 48)})`;
}

/** The place of a row of `actions` without one. Null if gateways of 0.1.0 did not have the operation. */
export function placeOfOldAction(row: string, dialect: Dialect): RawBuilder<string | null> {
  const column = (name: string) => sql.ref(`${row}.${name}`);
  const inboxType =
    dialect === 'postgres'
      ? // PostgreSQL does not parse JSON that has a U+0000 somewhere. The input has this number before all users.
        sql`substring(${column('input')} from '"inboxType":(-?[0-9]+)')`
      : sql`json_extract(${column('input')}, '$.inboxType')`;
  return sql`case ${column('operation')}
    when 'SET_USER_MEDIA_STATE' then 'room/' || ${column('application_id')} || '/' || ${column('room_id')}
    when 'ADD_TO_BLACKLIST' then
      'list/' || ${column('application_id')} || '/' || ${column('list_owner_id')} || '/' || coalesce(${inboxType}, '0')
    end`;
}
