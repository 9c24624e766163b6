import { sql } from 'kysely';
import type { Target } from './action-record.js';
import type { JournalDatabase } from './journal-database.js';
import { oldAction } from './old-actions.js';

/** An action with one of these statuses left no change on its targets. */
const WITHOUT_EFFECT = ['REFUSED', 'DENIED'] as const;

/**
 * The actions on `target` that may have changed something, as a table `ordered`. A greater number is newer; between equal
 * numbers, the greater id is newer. It reads the actions on the user in
 * all places, so a user with many actions takes some time. It runs beside the writes and holds up none of them.
 */
function actionsOn({ pages }: JournalDatabase, { place, userId }: Target) {
  const old = oldAction('actions', pages.dialect.name);
  const onUser = pages.db
    .selectFrom('action_targets')
    .innerJoin('actions', 'actions.id', 'action_targets.action_id')
    .where('action_targets.user_id', '=', userId)
    .where('actions.status', 'not in', WITHOUT_EFFECT)
    .select([
      'actions.id',
      'actions.status',
      'actions.operation',
      sql<string>`coalesce(actions.acts_in, ${old.place})`.as('place'),
      sql<number>`coalesce(actions.number, ${old.number})`.as('number'),
    ]);
  return pages.db.selectFrom(onUser.as('ordered')).where('ordered.place', '=', place);
}

/** The id of the newest action on `target` that may have changed something. A pending action may have. */
export async function newestActionOn(database: JournalDatabase, target: Target): Promise<string | undefined> {
  const newest = await actionsOn(database, target)
    .select('ordered.id')
    .orderBy('ordered.number', 'desc')
    .orderBy('ordered.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.id;
}

/** Whether an action of another operation than `operation` came after the action `id`, and may have changed something. */
export async function isFollowedByOthers(
  database: JournalDatabase,
  id: string,
  target: Target,
  operation: string,
): Promise<boolean> {
  const number = actionsOn(database, target).where('ordered.id', '=', id).select('ordered.number');
  const own = await number.executeTakeFirst();
  if (!own) return true;
  const newer = await actionsOn(database, target)
    .select('ordered.id')
    .where('ordered.operation', '!=', operation)
    .where('ordered.number', '>=', own.number)
    .where((row) => row.or([row('ordered.number', '>', own.number), row('ordered.id', '>', id)]))
    .limit(1)
    .executeTakeFirst();
  return newer !== undefined;
}
