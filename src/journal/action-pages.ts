import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { firstIdAt } from './action-id.js';
import {
  ACTION_STATUSES,
  type ActionRecord,
  type ActionStatus,
  OPERATIONS,
  type Operation,
} from './action-record.js';
import { recordOf } from './action-rows.js';
import type { ActionsTable, ActionTargetsTable, JournalTables } from './tables.js';

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

/**
 * SQLite unites up to 500 queries in one. A multiple of any number of statuses: the runs of all statuses stay together,
 * so that an action whose status changes meanwhile is in one of them, not in two or none.
 */
const HEADS_AT_ONCE = 420;

/**
 * Up to `count` actions, newest first, which are older than the one with the id `before`.
 *
 * An index has the actions of one status, operation and application or actor, of one room, or on one user, in the order
 * of their ids. A page is merged from the heads of such runs, so that it takes no longer for being deep or for wanting
 * what is rare. Only a room's or a user's own actions are read through for those that fit, and these in the index.
 */
export async function listActions(
  db: Kysely<JournalTables>,
  filter: ActionFilter,
  count: number,
  before?: string,
): Promise<ActionRecord[]> {
  const heads = headsOf(db, { ...filter, count, before });
  const pages: Promise<ActionsTable[]>[] = [];
  for (let first = 0; first < heads.length; first += HEADS_AT_ONCE) {
    pages.push(merged(db, heads.slice(first, first + HEADS_AT_ONCE), count));
  }
  const rows = (await Promise.all(pages)).flat();
  return rows
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, count)
    .map(recordOf);
}

interface PageFilter extends ActionFilter {
  count: number;
  before: string | undefined;
}

/** Selects ids, newest first, up to as many as the page has. */
type Head = SelectQueryBuilder<Tables, keyof Tables, { id: string }>;
type Tables = JournalTables & { target: ActionTargetsTable };

function merged(db: Kysely<JournalTables>, heads: readonly Head[], count: number): Promise<ActionsTable[]> {
  const ids = heads
    .map((head) => db.selectFrom(head.as('head')).select('head.id'))
    .reduce((some, more) => some.unionAll(more));
  return db
    .selectFrom('actions')
    .selectAll()
    .where('id', 'in', ids.orderBy('id', 'desc').limit(count))
    .execute();
}

function headsOf(db: Kysely<JournalTables>, page: PageFilter): Head[] {
  const slices = slicesOf(page);
  const { id, targetUserId } = page;
  const statuses = page.statuses && [...new Set(page.statuses)];
  if (slices.length === 0 || statuses?.length === 0) return [];
  if (targetUserId !== undefined) return [headOfUser(db, targetUserId, slices, statuses, page)];
  if (id !== undefined) return [headOf(db, slices, statuses, page)];
  const wanted = statuses ?? ACTION_STATUSES;
  const over = wanted.filter((status) => status !== 'PENDING');
  const pending = wanted.filter((status) => status === 'PENDING');
  return slices.flatMap((slice) => {
    const inRooms = slice.roomIds !== 'all';
    const runs = [pending, ...(inRooms ? [over] : over.map((status) => [status]))].filter(
      ({ length }) => length,
    );
    const parts: Slice[] = inRooms
      ? each(slice.roomIds).map((roomIds) => ({ ...slice, roomIds }))
      : each(slice.applicationIds).map((applicationIds) => ({ ...slice, applicationIds }));
    return parts.flatMap((part) => runs.map((run) => headOf(db, [part], run, page)));
  });
}

function headOf(
  db: Kysely<JournalTables>,
  slices: readonly Slice[],
  statuses: readonly ActionStatus[] | undefined,
  page: PageFilter,
): Head {
  const { id, actor, count } = page;
  return db
    .selectFrom('actions')
    .select('actions.id')
    .where((row) =>
      row.and([
        ...inSlices(row as Row, 'actions', slices),
        ...inTime(row as Row, 'actions.id', page),
        ...(id === undefined ? [] : [row('actions.id', '=', id)]),
        ...(actor === undefined ? [] : [row('actions.actor', '=', actor)]),
        ...(statuses ? withStatus(row as Row, statuses) : []),
      ]),
    )
    .orderBy('actions.id', 'desc')
    .limit(count) as unknown as Head;
}

function headOfUser(
  db: Kysely<JournalTables>,
  userId: string,
  slices: readonly Slice[],
  statuses: readonly ActionStatus[] | undefined,
  page: PageFilter,
): Head {
  const { actor, count } = page;
  // Not a join, which a database may begin with all actions of that status.
  const status = db
    .selectFrom('actions')
    .select('actions.status')
    .whereRef('actions.id', '=', sql.ref('target.action_id'));
  return db
    .selectFrom('action_targets as target')
    .select('target.action_id as id')
    .where('target.user_id', '=', userId)
    .where((row) =>
      row.and([
        ...inSlices(row as Row, 'target', slices),
        ...inTime(row as Row, 'target.action_id', page),
        ...(actor === undefined ? [] : [row('target.actor', '=', actor)]),
        ...(statuses ? [row(status, 'in', statuses)] : []),
      ]),
    )
    .orderBy('target.action_id', 'desc')
    .limit(count) as unknown as Head;
}

/** Pending actions have an index, and those that are over others, which a database takes when it is told in such words. */
function withStatus(row: Row, statuses: readonly ActionStatus[]): Condition[] {
  if (!statuses.includes('PENDING')) {
    return [row('actions.status', 'in', statuses), row('actions.status', '!=', sql.lit('PENDING'))];
  }
  return [
    statuses.length === 1
      ? row('actions.status', '=', sql.lit('PENDING' as const))
      : row('actions.status', 'in', statuses),
  ];
}

/** The actions of one operation in these applications and rooms. */
interface Slice {
  operation: Operation;
  applicationIds: Allowed;
  roomIds: Allowed;
}

const EVERYWHERE = { applicationIds: 'all', roomIds: 'all' } as const;
const EVERYTHING: Visibility = { media: EVERYWHERE, blacklist: EVERYWHERE };

/** What may be seen of what is wanted. */
function slicesOf({
  operations = OPERATIONS,
  roomId,
  visible: { media, blacklist } = EVERYTHING,
}: ActionFilter): Slice[] {
  const visible = {
    SET_USER_MEDIA_STATE: media,
    // It is in no room.
    ADD_TO_BLACKLIST: roomId === undefined && blacklist ? { ...EVERYWHERE, ...blacklist } : undefined,
  };
  return [...new Set(operations)].flatMap((operation) => {
    const seen = visible[operation];
    if (!seen) return [];
    const roomIds = roomId === undefined ? seen.roomIds : both(seen.roomIds, roomId);
    if (seen.applicationIds.length === 0 || roomIds.length === 0) return [];
    return [{ operation, applicationIds: seen.applicationIds, roomIds }];
  });
}

function both(allowed: Allowed, id: number): readonly number[] {
  return allowed === 'all' || allowed.includes(id) ? [id] : [];
}

function each(allowed: Allowed): Allowed[] {
  return allowed === 'all' ? ['all'] : [...new Set(allowed)].map((id) => [id]);
}

type Row = ExpressionBuilder<Tables, keyof Tables>;
type Condition = Expression<SqlBool>;

function inSlices(row: Row, table: 'actions' | 'target', slices: readonly Slice[]): Condition[] {
  const conditions = slices.map(({ operation, applicationIds, roomIds }) =>
    row.and([
      row(`${table}.operation`, '=', operation),
      ...(applicationIds === 'all' ? [] : [row(`${table}.application_id`, 'in', applicationIds)]),
      ...(roomIds === 'all' ? [] : [row(`${table}.room_id`, 'in', roomIds)]),
    ]),
  );
  return [row.or(conditions)];
}

/** The id tells the time, and is what the actions are sorted by. */
function inTime(
  row: Row,
  id: 'actions.id' | 'target.action_id',
  { from, to, before }: PageFilter,
): Condition[] {
  return [
    ...(from === undefined ? [] : [row(id, '>=', firstIdAt(from))]),
    ...(to === undefined ? [] : [row(id, '<', firstIdAt(to))]),
    ...(before === undefined ? [] : [row(id, '<', before)]),
  ];
}
