import { type RawBuilder, sql } from 'kysely';
import { oldAction } from './old-actions.js';
import { ALL_PLACES, LOCK_CLASS } from './place-locks.js';

/**
 * Triggers that put the actions of older gateways in order. Such a gateway may still run on the same PostgreSQL while a
 * newer one starts. It does not know the table `action_order` and writes actions without a place. For all other
 * actions, PostgreSQL checks one column and calls no function.
 */
export function orderTriggers(): RawBuilder<unknown>[] {
  return [
    // The lock comes before the row and its idempotency key exist, because others could wait for those.
    sql`create trigger lock_place_of_old_action before insert on actions
      for each row when (new.acts_in is null) execute function lock_place_of_old_action()`,
    // This trigger runs after the insert, because a repeated key inserts nothing.
    sql`create trigger order_old_action after insert on actions
      for each row when (new.acts_in is null) execute function order_old_action()`,
  ];
}

/** The functions of the triggers. They can be made before `actions` has the column that they name. */
export function orderFunctions(): RawBuilder<unknown>[] {
  const { place } = oldAction('new', 'postgres');
  return [
    sql`create function lock_place_of_old_action() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(${sql.lit(LOCK_CLASS)}, ${sql.lit(ALL_PLACES)});
        return new;
      end $$`,
    sql`create function order_old_action() returns trigger language plpgsql as $$
      declare
        place_of_action text := ${place};
      begin
        if place_of_action is not null then
          insert into action_order (place, user_id, number, action_id)
            select place_of_action, target.value, next.number, new.id
            from (select nextval('action_order_number') as number) as next,
              json_array_elements_text(new.user_ids::json) as target
            on conflict do nothing;
          update actions set acts_in = place_of_action where id = new.id;
        end if;
        return null;
      end $$`,
  ];
}
