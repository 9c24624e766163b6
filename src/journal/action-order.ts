import type { Target } from './action-record.js';
import type { JournalDatabase } from './journal-database.js';

/** An action with one of these statuses left no change on its targets. */
const WITHOUT_EFFECT = ['REFUSED', 'DENIED'] as const;

/**
 * Selects the newest action on `target` that may have changed something. The query reads backwards and stops at that
 * action. A pending action counts as one that may have changed something.
 */
export function newestActionOn({ db }: JournalDatabase, { place, userId }: Target) {
  return db
    .selectFrom('action_order')
    .innerJoin('actions', 'actions.id', 'action_order.action_id')
    .where('action_order.place', '=', place)
    .where('action_order.user_id', '=', userId)
    .where('actions.status', 'not in', WITHOUT_EFFECT)
    .orderBy('action_order.number', 'desc')
    .orderBy('action_order.action_id', 'desc')
    .limit(1);
}

/** Whether an action on the target's whole place came after the action `id`, and may have changed something. */
export async function isFollowedOnWholePlace(
  database: JournalDatabase,
  id: string,
  { place, userId }: Target,
): Promise<boolean> {
  const newest = await newestActionOn(database, { place, userId: '' })
    .select(['actions.id', 'action_order.number'])
    .executeTakeFirst();
  if (!newest) return false;
  // SQLite counts each target by itself. There, one gateway makes all ids, and a later action has a greater one.
  if (database.pages.dialect.name === 'sqlite') return newest.id > id;
  const own = await database.db
    .selectFrom('action_order')
    .select('number')
    .where('place', '=', place)
    .where('user_id', '=', userId)
    .where('action_id', '=', id)
    .executeTakeFirst();
  return !own || newest.number > own.number;
}

/** Whether an action of another operation than `operation` came after the action `id`, and may have changed something. */
export async function isFollowedByOthers(
  database: JournalDatabase,
  id: string,
  target: Target,
  operation: string,
): Promise<boolean> {
  const own = await database.db
    .selectFrom('action_order')
    .select('number')
    .where('place', '=', target.place)
    .where('user_id', '=', target.userId)
    .where('action_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!own) return true;
  const newer = await newestActionOn(database, target)
    .select('actions.id')
    .where('actions.operation', '!=', operation)
    .where('action_order.number', '>=', own.number)
    .where((row) =>
      row.or([row('action_order.number', '>', own.number), row('action_order.action_id', '>', id)]),
    )
    .executeTakeFirst();
  return newer !== undefined;
}
