/**
 * What gateways wrote before there was the table `action_order`. They had two operations and recorded no place: it is
 * worked out here from what they did record. This is history: no later operation is to be added.
 */
import { type RawBuilder, sql } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

/** A row that a gateway has written without a place: as `row`, a name for the table `actions` in a statement. */
export interface OldAction {
  /** Null for an operation that those gateways did not have. */
  place: RawBuilder<string | null>;
  /** In the order of the ids, and below the numbers of all actions that were put in order as they were written. */
  number: RawBuilder<number>;
}

export function oldAction(row: string, dialect: Dialect): OldAction {
  const column = (name: string) => sql.ref(`${row}.${name}`);
  const inboxType =
    dialect === 'postgres'
      ? // PostgreSQL does not parse JSON that has a U+0000 somewhere. The input has this number before all users.
        sql`substring(${column('input')} from '"inboxType":([0-9]+)')`
      : sql`json_extract(${column('input')}, '$.inboxType')`;
  return {
    place: sql`case ${column('operation')}
      when 'SET_USER_MEDIA_STATE' then 'room/' || ${column('application_id')} || '/' || ${column('room_id')}
      when 'ADD_TO_BLACKLIST' then
        'list/' || ${column('application_id')} || '/' || ${column('list_owner_id')} || '/' || coalesce(${inboxType}, '0')
      end`,
    // Milliseconds since the epoch have 41 bits.
    number: sql`(${column('requested_at')} - ${sql.lit(2 ** 48)})`,
  };
}
