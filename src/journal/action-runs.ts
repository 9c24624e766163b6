import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type ActionFilter, type Slice, slicesOf } from './action-filter.js';
import { ACTION_STATUSES } from './action-record.js';
import type { SqlDialect } from './sql-dialect.js';

/** A property of an action that a filter can ask for. */
type Aspect = 'operation' | 'application' | 'room' | 'actor' | 'status' | 'target';

/**
 * An index from `migrations.ts`. Its entries form runs: entries with equal values in the leading columns. Within a run,
 * actions are ordered by id.
 */
interface RunIndex {
  table: 'actions' | 'action_targets';
  id: 'id' | 'action_id';
  /** The name that SQLite queries give in `indexed by`. */
  name: string;
  /** The index's columns before the id. All actions of a run have the same values in them. */
  by: readonly (readonly [Aspect, column: string])[];
  /** The other properties that the index holds, so that a query need not read the table. */
  has: readonly Aspect[];
  /** The condition of a partial index: which actions it holds. Absent: all. */
  only?: RawBuilder<SqlBool>;
}

const OVER = { table: 'actions', id: 'id', only: sql<SqlBool>`entry.status <> 'PENDING'` } as const;
const OPERATION = ['operation', 'operation'] as const;
const STATUS = ['status', 'status'] as const;
const BY_STATUS: RunIndex = { ...OVER, name: 'actions_by_status', by: [STATUS, OPERATION], has: [] };
const BY_APPLICATION: RunIndex = {
  ...OVER,
  name: 'actions_by_application',
  by: [['application', 'application_id'], STATUS, OPERATION],
  has: [],
};
const BY_ACTOR: RunIndex = {
  ...OVER,
  name: 'actions_by_actor',
  by: [['actor', 'actor'], STATUS, OPERATION],
  has: ['application'],
};
const BY_ROOM: RunIndex = {
  ...OVER,
  name: 'actions_by_room',
  by: [['room', 'room_id']],
  has: ['operation', 'status', 'actor', 'application'],
};
const PENDING: RunIndex = {
  table: 'actions',
  id: 'id',
  name: 'actions_pending',
  by: [],
  has: [],
  only: sql<SqlBool>`entry.status = 'PENDING'`,
};
const BY_ID: RunIndex = { table: 'actions', id: 'id', name: 'sqlite_autoindex_actions_1', by: [], has: [] };
const BY_TARGET: RunIndex = {
  table: 'action_targets',
  id: 'action_id',
  name: 'sqlite_autoindex_action_targets_1',
  by: [['target', 'user_id']],
  has: ['operation', 'application', 'room', 'actor'],
};

/**
 * A set of runs of one index, for example the actions of each of ten rooms. In SQL, `run` is one of these runs, and
 * `entry` is one of its actions.
 */
export interface Runs {
  index: RunIndex;
  /** Selects one row for each run, with the run's values. */
  source: RawBuilder<unknown>;
  /** The number of runs. */
  count: number;
  /** The condition that an entry must meet to match the filter. */
  condition?: RawBuilder<SqlBool>;
  /**
   * True if nearly every entry matches. The only exceptions are actions of operations that a newer gateway knows and
   * this one does not.
   */
  certain: boolean;
  /** True if the index alone can decide `condition`. */
  covered: boolean;
}

/** A set of runs that together hold every matching action exactly once. */
export type Way = readonly Runs[];

/** Each way takes time, and the later ways rarely find more than the first ones. */
const MAX_WAYS = 3;
/** With more runs than this, it pays to look first whether the newest actions of all are enough. */
const MANY_RUNS = 500;

/**
 * Returns the ways to find the visible actions that match `filter`. If every entry of a way matches, that way is
 * certain to fill a page, and it is the last one returned. If it has many runs, a quick look at the newest actions
 * comes before it. If no way is certain, several are returned, because nobody knows which of them meets the fewest
 * entries that do not match.
 */
export function waysTo(filter: ActionFilter, visible: readonly Slice[], dialect: SqlDialect): Way[] {
  const slices = slicesOf(filter, visible);
  if (slices.length === 0 || filter.statuses?.length === 0) return [];
  const runs = new RunsFor(filter, visible, slices, dialect);
  const some = ({ count }: Runs) => count > 0;
  const bySlice = [...slices.map((slice) => runs.inSlice(slice)), runs.pending()].filter(some);
  const byStatus = [runs.withStatus(slices), runs.pending()].filter(some);
  const all = [runs.all()];
  const ways = [
    ...(filter.targetUserId === undefined ? [] : [[runs.onTarget(filter.targetUserId)]]),
    ...(filter.roomId === undefined ? [] : [bySlice]),
    ...(filter.actor === undefined ? [] : [[runs.ofActor(filter.actor), runs.pending()].filter(some)]),
    ...(filter.statuses ? [byStatus] : []),
    ...(filter.roomId === undefined ? [bySlice] : []),
    all,
  ];
  // There are few pending actions, so reading those that do not match costs little.
  const certain = ways.find((way) => way.every((runs) => runs.index === PENDING || runs.certain));
  if (!certain) return ways.slice(0, MAX_WAYS);
  const many = certain.some(({ count }) => count > MANY_RUNS);
  return many ? [filter.statuses ? byStatus : all, certain] : [certain];
}

class RunsFor {
  readonly #filter: ActionFilter;
  readonly #visible: readonly Slice[];
  readonly #slices: readonly Slice[];
  readonly #dialect: SqlDialect;
  /** The wanted statuses, without PENDING. */
  readonly #statuses: readonly string[];

  constructor(
    filter: ActionFilter,
    visible: readonly Slice[],
    slices: readonly Slice[],
    dialect: SqlDialect,
  ) {
    this.#filter = filter;
    this.#visible = visible;
    this.#slices = slices;
    this.#dialect = dialect;
    const { statuses } = filter;
    this.#statuses = ACTION_STATUSES.filter(
      (status) => status !== 'PENDING' && (!statuses || statuses.includes(status)),
    );
  }

  all(): Runs {
    return this.#runs(BY_ID, sql`select 1 as one`, 1);
  }

  onTarget(userId: string): Runs {
    // PostgreSQL cannot infer the type of a bare parameter here.
    return this.#runs(BY_TARGET, sql`select cast(${userId} as text) as user_id`, 1);
  }

  /** Pending actions. No other index of `actions` holds them, except the primary key. */
  pending(): Runs {
    const { statuses } = this.#filter;
    return this.#runs(PENDING, sql`select 1 as one`, !statuses || statuses.includes('PENDING') ? 1 : 0);
  }

  ofActor(actor: string): Runs {
    return this.#byStatus(BY_ACTOR, this.#slices, sql`, cast(${actor} as text) as actor`);
  }

  withStatus(slices: readonly Slice[]): Runs {
    return this.#byStatus(BY_STATUS, slices);
  }

  /** Uses the index with the shortest runs for this slice. */
  inSlice(slice: Slice): Runs {
    const { operation, applicationIds, roomIds } = slice;
    if (typeof roomIds !== 'string') {
      const rooms = distinct(roomIds);
      const source = sql`select value as room_id from ${this.#dialect.numbers(rooms)} as room`;
      return this.#runs(BY_ROOM, source, rooms.length, [slice]);
    }
    if (applicationIds === 'all') return this.withStatus([slice]);
    const ids = distinct(applicationIds);
    const source = sql`select application.value as application_id, status.value as status,
        cast(${operation} as text) as operation
      from ${this.#dialect.numbers(ids)} as application
      cross join ${this.#dialect.texts(this.#statuses)} as status`;
    return this.#runs(BY_APPLICATION, source, ids.length * this.#statuses.length, [slice]);
  }

  #byStatus(index: RunIndex, slices: readonly Slice[], more = sql``): Runs {
    const operations = slices.map(({ operation }) => operation);
    const source = sql`select status.value as status, operation.value as operation${more}
      from ${this.#dialect.texts(this.#statuses)} as status
      cross join ${this.#dialect.texts(operations)} as operation`;
    return this.#runs(index, source, this.#statuses.length * operations.length, slices);
  }

  #runs(index: RunIndex, source: RawBuilder<unknown>, count: number, slices = this.#slices): Runs {
    const common = index.by.map(([aspect]) => aspect);
    const conditions = [...this.#inSlices(common, slices), ...this.#others(index, common)];
    const known = [...common, ...index.has];
    const all = sql.join(
      conditions.map(({ is }) => is),
      sql` and `,
    );
    return {
      index,
      source,
      count,
      ...(conditions.length > 0 && { condition: sql<SqlBool>`${all}` }),
      certain: conditions.every(({ hardlyFalse }) => hardlyFalse),
      covered: conditions.every(({ about }) => about.every((aspect) => known.includes(aspect))),
    };
  }

  /** The condition that an action belongs to one of the slices: its operation, application and room. */
  #inSlices(common: readonly Aspect[], slices: readonly Slice[]): Condition[] {
    const about = new Set<Aspect>();
    const limits = slices.map(({ applicationIds, roomIds }) => {
      const within: RawBuilder<SqlBool>[] = [];
      if (applicationIds !== 'all' && !common.includes('application')) {
        about.add('application');
        within.push(this.#dialect.isIn(sql`entry.application_id`, applicationIds));
      }
      if (typeof roomIds !== 'string' && !common.includes('room')) {
        about.add('room');
        within.push(this.#dialect.isIn(sql`entry.room_id`, roomIds));
      }
      return within;
    });
    const limited = about.size > 0;
    if (!limited && common.includes('operation')) return [];
    about.add('operation');
    const alternatives = slices.map(({ operation }, at) => {
      const conditions = [sql<SqlBool>`entry.operation = ${operation}`, ...(limits[at] ?? [])];
      return sql`(${sql.join(conditions, sql` and `)})`;
    });
    const is = sql<SqlBool>`(${sql.join(alternatives, sql` or `)})`;
    return [{ about: [...about], is, hardlyFalse: !limited && this.#areAll(slices, common) }];
  }

  /** Whether the slices name every known operation that can occur in these runs. */
  #areAll(slices: readonly Slice[], common: readonly Aspect[]): boolean {
    const known = this.#visible.filter(({ roomIds }) => !common.includes('room') || roomIds !== 'none');
    return known.every(({ operation }) => slices.some((slice) => slice.operation === operation));
  }

  #others({ table }: RunIndex, common: readonly Aspect[]): Condition[] {
    const { actor, statuses, targetUserId } = this.#filter;
    const conditions: Condition[] = [];
    if (actor !== undefined && !common.includes('actor')) {
      conditions.push({ about: ['actor'], is: sql`entry.actor = ${actor}` });
    }
    if (statuses && !common.includes('status')) {
      const status =
        table === 'actions'
          ? sql`entry.status`
          : sql`(select status from actions where id = entry.action_id)`;
      conditions.push({ about: ['status'], is: sql`${status} in (${sql.join(distinct(statuses))})` });
    }
    if (targetUserId !== undefined && !common.includes('target')) {
      const ofUser = sql`user_id = ${targetUserId} and action_id = entry.id`;
      conditions.push({ about: ['target'], is: sql`exists (select 1 from action_targets where ${ofUser})` });
    }
    return conditions;
  }
}

interface Condition {
  about: readonly Aspect[];
  is: RawBuilder<SqlBool>;
  /** False only for actions of operations that this gateway does not know. */
  hardlyFalse?: boolean;
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
