import type { Kysely } from 'kysely';
import type { Dialect } from './old-actions.js';

/**
 * The users of actions that end by themselves. A row is written with the action's outcome, and removed when the end has been
 * carried out, or when something newer stands. Times are in milliseconds since the epoch, on the journal's clock.
 */
export interface TimedTargetsTable {
  action_id: string;
  user_id: string;
  place: string;
  application_id: number;
  ends_at: number;
  /** When the end is to be looked at. Later than `ends_at` while a gateway carries it out, and after that has failed. */
  next_at: number;
  /** When the end was looked at for the first time. */
  tried_since: number | null;
  /** All newer actions on the user from before this time are considered: they do not stand in the way of the end. */
  checked_at: number;
  /** 1: the user was as wanted before the action. So it only prolongs or shortens an earlier end, if there is one. */
  inherits: number;
}

/** Locks no table that older gateways use. */
export async function createTimedTargets(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('timed_targets')
    .addColumn('action_id', dialect === 'postgres' ? 'uuid' : 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('application_id', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('tried_since', 'bigint')
    .addColumn('checked_at', 'bigint', (column) => column.notNull())
    .addColumn('inherits', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('timed_targets_key', ['action_id', 'user_id'])
    .execute();
  const indexes = {
    due: ['next_at', 'action_id'],
    by_user: ['place', 'user_id'],
    checked: ['checked_at'],
  };
  for (const [name, columns] of Object.entries(indexes)) {
    await db.schema.createIndex(`timed_targets_${name}`).on('timed_targets').columns(columns).execute();
  }
}
