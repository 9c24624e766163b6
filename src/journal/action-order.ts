import { type RawBuilder, sql } from 'kysely';
import type { ActionRecord, ActionStatus, Target } from './action-record.js';
import type { JournalDatabase } from './journal-database.js';
import { oldAction, recordedPlace } from './old-actions.js';

/** An action with one of these statuses left no change on its targets. */
const WITHOUT_EFFECT = ['REFUSED', 'DENIED'] as const;

/**
 * The actions on `target` that may have changed something, as a table `ordered`. A greater number is newer; between equal
 * numbers, the greater id is newer. It reads the actions on the user in
 * all places, so a user with many actions takes some time. It runs beside the writes and holds up none of them.
 */
function actionsOn(database: JournalDatabase, { place, userId }: Target) {
  const onUser = sql<boolean>`action_targets.user_id = ${userId}`;
  return orderedActions(database, onUser).where('ordered.place', '=', place);
}

function orderedActions({ pages: { db, dialect } }: JournalDatabase, onUsers: RawBuilder<boolean>) {
  const { number } = oldAction('actions', dialect.name);
  const onThem = db
    .selectFrom('action_targets')
    .innerJoin('actions', 'actions.id', 'action_targets.action_id')
    .where(onUsers)
    .where('actions.status', 'not in', WITHOUT_EFFECT)
    .select([
      'action_targets.user_id as userId',
      'actions.id',
      'actions.status',
      'actions.operation',
      recordedPlace(dialect.name).as('place'),
      sql<number>`coalesce(actions.number, ${number})`.as('number'),
    ]);
  return db.selectFrom(onThem.as('ordered'));
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

/** An action on one of several users. */
export interface NeighbouringAction {
  userId: string;
  id: string;
  operation: string;
  status: ActionStatus;
}

/**
 * The actions on any of these users that came before or after `action` in its place and may have changed something, the
 * newest first, at most `limit`. An action on several of the users comes once for each.
 */
export async function neighboursOf(
  database: JournalDatabase,
  action: Pick<ActionRecord, 'id' | 'place'>,
  userIds: readonly string[],
  side: 'before' | 'after',
  limit: number,
): Promise<NeighbouringAction[]> {
  const { db, dialect } = database.pages;
  const { number } = oldAction('actions', dialect.name);
  const own = db
    .selectFrom('actions')
    .select(sql<number>`coalesce(actions.number, ${number})`.as('number'))
    .where('id', '=', action.id);
  const beyond = side === 'after' ? '>' : '<';
  return orderedActions(
    database,
    sql<boolean>`action_targets.user_id in (select value from ${dialect.texts(userIds)})`,
  )
    .where('ordered.place', '=', action.place)
    .select(['ordered.userId', 'ordered.id', 'ordered.operation', 'ordered.status'])
    .where((row) =>
      row.or([
        row('ordered.number', beyond, own),
        row.and([row('ordered.number', '=', own), row('ordered.id', beyond, action.id)]),
      ]),
    )
    .orderBy('ordered.number', 'desc')
    .orderBy('ordered.id', 'desc')
    .limit(limit)
    .execute();
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
