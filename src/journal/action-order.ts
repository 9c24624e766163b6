import { type RawBuilder, sql } from 'kysely';
import type { ActionRecord, ActionStatus, Target } from './action-record.js';
import type { JournalDatabase } from './journal-database.js';
import { recordedPlace } from './old-actions.js';

/** An action with one of these statuses left no change on its targets. */
const WITHOUT_EFFECT = ['REFUSED', 'DENIED'] as const;

/**
 * The actions on some users that may have changed something, as a table `ordered`. A greater number is newer; between equal
 * numbers, the greater id is newer. It reads the actions on the users in all places, so a user with many actions takes some
 * time. It runs beside the writes and holds up none of them.
 */
function orderedActions(
  { pages: { db, dialect } }: JournalDatabase,
  onUsers: RawBuilder<boolean>,
  leftOut: readonly ActionStatus[] = WITHOUT_EFFECT,
) {
  const onThem = db
    .selectFrom('action_targets')
    .innerJoin('actions', 'actions.id', 'action_targets.action_id')
    .where(onUsers)
    .where('actions.status', 'not in', leftOut)
    .select([
      'action_targets.user_id as userId',
      'actions.id',
      'actions.status',
      'actions.operation',
      recordedPlace(dialect.name).as('place'),
      dialect.actionNumber.as('number'),
    ]);
  return db.selectFrom(onThem.as('ordered'));
}

/** The id of the newest action on `target` that may have changed something. A pending action may have. */
export async function newestActionOn(
  database: JournalDatabase,
  { place, userId }: Target,
): Promise<string | undefined> {
  const newest = await orderedActions(database, sql<boolean>`action_targets.user_id = ${userId}`)
    .where('ordered.place', '=', place)
    .select('ordered.id')
    .orderBy('ordered.number', 'desc')
    .orderBy('ordered.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.id;
}

/** The ids of the newest actions on each of some users in a place that may have changed something, by user. */
export async function newestActionsOn(
  database: JournalDatabase,
  place: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { dialect } = database.pages;
  const onUsers = sql<boolean>`action_targets.user_id in (select value from ${dialect.texts(userIds)})`;
  const ranked = orderedActions(database, onUsers)
    .where('ordered.place', '=', place)
    .select(['ordered.userId', 'ordered.id'])
    .select(
      sql<number>`row_number() over (partition by "userId" order by number desc, ordered.id desc)`.as('rank'),
    );
  const newest = await database.pages.db
    .selectFrom(ranked.as('ranked'))
    .where('ranked.rank', '=', 1)
    .select(['ranked.userId', 'ranked.id'])
    .execute();
  return new Map(newest.map(({ userId, id }) => [userId, id]));
}

/** An action on one of several users. */
export interface NeighbouringAction {
  userId: string;
  id: string;
  operation: string;
  status: ActionStatus;
  /** The action that it undoes. */
  undoes: string | null;
}

/** An action on one of several users, with its number: a greater one is newer. */
export type NumberedAction = Pick<NeighbouringAction, 'userId' | 'id' | 'operation' | 'status'> & {
  number: number;
};

/**
 * The actions on any of these users in a place, the newest first, at most `limit`. Refused ones too, because what an action found
 * may count although it changed nothing. `newerThan`: only those with a greater number.
 */
export async function actionsOn(
  database: JournalDatabase,
  { place, applicationId }: Pick<ActionRecord, 'place' | 'applicationId'>,
  userIds: readonly string[],
  limit: number,
  newerThan?: number,
): Promise<NumberedAction[]> {
  const { dialect } = database.pages;
  const onUsers = sql<boolean>`action_targets.user_id in (select value from ${dialect.texts(userIds)})
    and action_targets.application_id = ${applicationId}`;
  return orderedActions(database, onUsers, ['DENIED'])
    .where('ordered.place', '=', place)
    .$if(newerThan !== undefined, (query) => query.where('ordered.number', '>', newerThan ?? 0))
    .select(['ordered.userId', 'ordered.id', 'ordered.operation', 'ordered.status', 'ordered.number'])
    .orderBy('ordered.number', 'desc')
    .orderBy('ordered.id', 'desc')
    .limit(limit)
    .execute();
}

type PlacedAction = Pick<ActionRecord, 'id' | 'place'>;

/**
 * The actions on any of these users that came before or after `action` in its place and may have changed something, the
 * newest first, at most `limit`. An action on several of the users comes once for each.
 */
export async function neighboursOf(
  database: JournalDatabase,
  action: PlacedAction,
  userIds: readonly string[],
  side: 'before' | 'after',
  limit: number,
): Promise<NeighbouringAction[]> {
  return actionsBeside(database, action, userIds, side)
    .leftJoin('undos', 'undos.action_id', 'ordered.id')
    .select([
      'ordered.userId',
      'ordered.id',
      'ordered.operation',
      'ordered.status',
      sql<string | null>`undos.undone_id`.as('undoes'),
    ])
    .orderBy('ordered.number', 'desc')
    .orderBy('ordered.id', 'desc')
    .limit(limit)
    .execute();
}

/**
 * Of the actions on any of these users before `action` in its place, the newest that are of another operation or were applied,
 * at most `limit`.
 */
export async function settledBefore(
  database: JournalDatabase,
  action: PlacedAction & Pick<ActionRecord, 'operation'>,
  userIds: readonly string[],
  limit: number,
): Promise<Pick<NeighbouringAction, 'userId' | 'id' | 'operation'>[]> {
  return actionsBeside(database, action, userIds, 'before')
    .where((row) =>
      row.or([row('ordered.operation', '!=', action.operation), row('ordered.status', '=', 'APPLIED')]),
    )
    .select(['ordered.userId', 'ordered.id', 'ordered.operation'])
    .orderBy('ordered.number', 'desc')
    .orderBy('ordered.id', 'desc')
    .limit(limit)
    .execute();
}

/** Those of the users on whom an action of another operation came after `action`, and may have changed something. */
export async function followedByOthers(
  database: JournalDatabase,
  action: PlacedAction & Pick<ActionRecord, 'operation'>,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const followed = await actionsBeside(database, action, userIds, 'after')
    .where('ordered.operation', '!=', action.operation)
    .select('ordered.userId')
    .distinct()
    .execute();
  return new Set(followed.map(({ userId }) => userId));
}

function actionsBeside(
  database: JournalDatabase,
  { id, place }: PlacedAction,
  userIds: readonly string[],
  side: 'before' | 'after',
) {
  const { db, dialect } = database.pages;
  const own = db.selectFrom('actions').select(dialect.actionNumber.as('number')).where('id', '=', id);
  const beyond = side === 'after' ? '>' : '<';
  // The index of a user's actions has these columns. It alone tells that most of the actions in other places are elsewhere.
  const column = (name: string) => sql`(select ${sql.ref(name)} from actions where id = ${id})`;
  const onUsers = sql<boolean>`action_targets.user_id in (select value from ${dialect.texts(userIds)})
    and action_targets.application_id = ${column('application_id')}
    and coalesce(action_targets.room_id, 0) = coalesce(${column('room_id')}, 0)`;
  return orderedActions(database, onUsers)
    .where('ordered.place', '=', place)
    .where((row) =>
      row.or([
        row('ordered.number', beyond, own),
        row.and([row('ordered.number', '=', own), row('ordered.id', beyond, id)]),
      ]),
    );
}
