import { type RawBuilder, sql } from 'kysely';
import { placeOfOldAction } from './old-actions.js';
import { ALL_PLACES, LOCK_CLASS } from './place-locks.js';

/**
 * A trigger that puts the actions of gateways of 0.1.0 in order. Such a gateway may still run on the same PostgreSQL while
 * a newer one starts. It writes actions without place and number. For all other actions, PostgreSQL checks one column and
 * calls no function.
 */
export function orderTrigger(): RawBuilder<unknown> {
  // The lock comes before the row and its idempotency key exist, because others could wait for those.
  return sql`create trigger order_old_action before insert on actions
    for each row when (new.acts_in is null) execute function order_old_action()`;
}

/** The function of the trigger. It can be made before `actions` has the columns that it names. */
export function orderFunction(): RawBuilder<unknown> {
  const place = placeOfOldAction('new', 'postgres');
  return sql`create function order_old_action() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(${sql.lit(LOCK_CLASS)}, ${sql.lit(ALL_PLACES)});
      new.acts_in := ${place};
      new.number := nextval('action_number');
      return new;
    end $$`;
}
