import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import { firstIdAt } from './action-id.js';
import type { ActionRecord, ActionStatus, Operation } from './action-record.js';
import { recordOf } from './action-rows.js';
import type { JournalTables } from './tables.js';

/** Absent: any. */
export interface ActionFilter {
  id?: string;
  actor?: string;
  operations?: readonly Operation[];
  statuses?: readonly ActionStatus[];
  roomId?: number;
  targetUserId?: string;
  /** Milliseconds since the epoch; included. */
  from?: number;
  /** Not included. */
  to?: number;
  /** What the reader may see. */
  visible?: Visibility;
}

/** 'all', or the ids. An operation that is absent is not to be seen. */
export interface Visibility {
  media?: { applicationIds: Allowed; roomIds: Allowed };
  blacklist?: { applicationIds: Allowed };
}
type Allowed = 'all' | readonly number[];

/** Up to `count` actions, newest first, which are older than the one with the id `before`. */
export async function listActions(
  db: Kysely<JournalTables>,
  filter: ActionFilter,
  count: number,
  before?: string,
): Promise<ActionRecord[]> {
  // An index gives the rows of one value in the order of their ids, so each value has a query of its own.
  const pages = valuesOf(filter.operations).flatMap((operation) =>
    valuesOf(filter.statuses).map((status) => page(db, { ...filter, operation, status, before }, count)),
  );
  const rows = (await Promise.all(pages)).flat();
  return rows
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, count)
    .map(recordOf);
}

/** Each value once; undefined stands for any. */
function valuesOf<Value>(values: readonly Value[] | undefined): readonly (Value | undefined)[] {
  return values ? [...new Set(values)] : [undefined];
}

interface PageFilter extends Omit<ActionFilter, 'operations' | 'statuses'> {
  operation: Operation | undefined;
  status: ActionStatus | undefined;
  before: string | undefined;
}

function page(db: Kysely<JournalTables>, filter: PageFilter, count: number) {
  const { targetUserId, before } = filter;
  if (targetUserId === undefined) {
    return db
      .selectFrom('actions')
      .selectAll('actions')
      .where((row) => row.and(conditions(row, filter)))
      .orderBy('id', 'desc')
      .limit(count)
      .execute();
  }
  return db
    .selectFrom('action_targets as target')
    .innerJoin('actions', 'actions.id', 'target.action_id')
    .selectAll('actions')
    .where('target.user_id', '=', targetUserId)
    .$if(before !== undefined, (query) => query.where('target.action_id', '<', before ?? ''))
    .where((row) => row.and(conditions(row as Row, filter)))
    .orderBy('target.action_id', 'desc')
    .limit(count)
    .execute();
}

type Row = ExpressionBuilder<JournalTables, 'actions'>;
type Condition = Expression<SqlBool>;

function conditions(row: Row, filter: PageFilter): Condition[] {
  const { id, operation, status, actor, roomId, from, to, visible, before } = filter;
  return [
    ...(id !== undefined ? [row('id', '=', id)] : []),
    ...(operation !== undefined ? [row('operation', '=', operation)] : []),
    ...(status !== undefined ? [row('status', '=', status)] : []),
    ...(actor !== undefined ? [row('actor', '=', actor)] : []),
    ...(roomId !== undefined ? [row('room_id', '=', roomId)] : []),
    // The id tells the time, and is what the rows are sorted by.
    ...(from !== undefined ? [row('id', '>=', firstIdAt(from))] : []),
    ...(to !== undefined ? [row('id', '<', firstIdAt(to))] : []),
    ...(before !== undefined ? [row('id', '<', before)] : []),
    ...(visible ? [isVisible(row, visible)] : []),
  ];
}

function isVisible(row: Row, { media, blacklist }: Visibility): Condition {
  return row.or([
    ...(media
      ? [
          row.and([
            row('operation', '=', 'SET_USER_MEDIA_STATE'),
            ...among(row, 'application_id', media.applicationIds),
            ...among(row, 'room_id', media.roomIds),
          ]),
        ]
      : []),
    ...(blacklist
      ? [
          row.and([
            row('operation', '=', 'ADD_TO_BLACKLIST'),
            ...among(row, 'application_id', blacklist.applicationIds),
          ]),
        ]
      : []),
  ]);
}

function among(row: Row, column: 'application_id' | 'room_id', allowed: Allowed): Condition[] {
  if (allowed === 'all') return [];
  return [allowed.length > 0 ? row(column, 'in', allowed) : sql<SqlBool>`false`];
}
