import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type ActionFilter, isStrRooms, type Slice, slicesOf } from './action-filter.js';
import { ACTION_STATUSES } from './action-record.js';
import {
  type Aspect,
  BY_ACTOR,
  BY_APPLICATION,
  BY_ID,
  BY_LIST_OWNER,
  BY_ROOM,
  BY_STATUS,
  BY_STR_ROOM,
  BY_TARGET,
  PENDING,
  type RunIndex,
} from './run-indexes.js';
import type { SqlDialect } from './sql-dialect.js';

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
 *
 * @param has whether an index is there, of those that are built while the gateway works
 */
export function waysTo(
  filter: ActionFilter,
  visible: readonly Slice[],
  dialect: SqlDialect,
  has: (index: RunIndex) => boolean = () => true,
): Way[] {
  const slices = slicesOf(filter, visible);
  if (slices.length === 0 || filter.statuses?.length === 0) return [];
  const runs = new RunsFor(filter, visible, slices, dialect);
  const some = ({ count }: Runs) => count > 0;
  // The index by string room holds its pending actions.
  const elsewhere = slices.filter(({ rooms }) => !isStrRooms(rooms));
  const bySlice = [...alike(slices).map((group) => runs.inSlices(group)), runs.pending(elsewhere)].filter(
    some,
  );
  const byStatus = [runs.withStatus(slices), runs.pending()].filter(some);
  const all = [runs.all()];
  const inOneRoom = filter.roomId !== undefined || filter.strRoomId !== undefined;
  const ways = [
    ...(filter.targetUserId === undefined ? [] : [[runs.onTarget(filter.targetUserId)]]),
    ...(inOneRoom ? [bySlice] : []),
    ...(filter.listOwnerId === undefined || !has(BY_LIST_OWNER)
      ? []
      : [[runs.onListOf(filter.listOwnerId), runs.pending()].filter(some)]),
    ...(filter.actor === undefined ? [] : [[runs.ofActor(filter.actor), runs.pending()].filter(some)]),
    ...(filter.statuses ? [byStatus] : []),
    ...(inOneRoom ? [] : [bySlice]),
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

  onListOf(ownerId: string): Runs {
    return this.#runs(BY_LIST_OWNER, sql`select cast(${ownerId} as text) as list_owner_id`, 1);
  }

  /** Pending actions. No other index of `actions` holds them, except the primary key. */
  pending(slices = this.#slices): Runs {
    const { statuses } = this.#filter;
    const wanted = slices.length > 0 && (!statuses || statuses.includes('PENDING'));
    return this.#runs(PENDING, sql`select 1 as one`, wanted ? 1 : 0, slices);
  }

  ofActor(actor: string): Runs {
    return this.#byStatus(BY_ACTOR, this.#slices, sql`, cast(${actor} as text) as actor`);
  }

  withStatus(slices: readonly Slice[]): Runs {
    return this.#byStatus(BY_STATUS, slices);
  }

  /** Uses the index with the shortest runs for these slices, which `alike` has put together. */
  inSlices(slices: readonly [Slice, ...Slice[]]): Runs {
    const [slice] = slices;
    const { operation, applicationIds, rooms } = slice;
    if (typeof rooms !== 'string') {
      const numeric = 'roomIds' in rooms;
      const ids = distinct<number | string>(numeric ? rooms.roomIds : rooms.strRoomIds);
      const source = numeric
        ? sql`select value as room_id from ${this.#dialect.numbers(ids as number[])} as room`
        : sql`select value as str_room_id from ${this.#dialect.texts(ids as string[])} as room`;
      return this.#runs(numeric ? BY_ROOM : BY_STR_ROOM, source, ids.length, slices);
    }
    if (applicationIds === 'all') return this.withStatus(slices);
    const ids = distinct(applicationIds);
    const source = sql`select application.value as application_id, status.value as status,
        cast(${operation} as text) as operation
      from ${this.#dialect.numbers(ids)} as application
      cross join ${this.#dialect.texts(this.#statuses)} as status`;
    return this.#runs(BY_APPLICATION, source, ids.length * this.#statuses.length, slices);
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
    const conditions = [...this.#inSlices(index, common, slices), ...this.#others(index, common)];
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
  #inSlices(index: RunIndex, common: readonly Aspect[], slices: readonly Slice[]): Condition[] {
    const about = new Set<Aspect>();
    const limits = slices.map((slice) => this.#limitsOf(slice, index, common));
    for (const limit of limits.flat()) about.add(limit.about);
    const limited = about.size > 0;
    if (!limited && common.includes('operation')) return [];
    about.add('operation');
    const alternatives = slices.map(({ operation }, at) => {
      const within = limits[at]?.map(({ is }) => is) ?? [];
      return sql`(${sql.join([sql<SqlBool>`entry.operation = ${operation}`, ...within], sql` and `)})`;
    });
    const is = sql<SqlBool>`(${sql.join(alternatives, sql` or `)})`;
    return [{ about: [...about], is, hardlyFalse: !limited && this.#areAll(slices, common) }];
  }

  /** The conditions on an action's application and room. */
  #limitsOf({ applicationIds, rooms }: Slice, { id }: RunIndex, common: readonly Aspect[]): Limit[] {
    const limits: Limit[] = [];
    if (applicationIds !== 'all' && !common.includes('application')) {
      limits.push({
        about: 'application',
        is: this.#dialect.isIn(sql`entry.application_id`, applicationIds),
      });
    }
    if (rooms === 'all' || rooms === 'none' || common.includes('room') || common.includes('strRoom'))
      return limits;
    const strRoom = sql`(select str_room_id from action_str_rooms where action_id = ${sql.ref(`entry.${id}`)})`;
    if (rooms === 'numeric') limits.push({ about: 'strRoom', is: sql`${strRoom} is null` });
    else if (rooms === 'string') limits.push({ about: 'strRoom', is: sql`${strRoom} is not null` });
    else if ('roomIds' in rooms) {
      limits.push({ about: 'room', is: this.#dialect.isIn(sql`entry.room_id`, rooms.roomIds) });
    } else {
      const names = sql`(select value from ${this.#dialect.texts(distinct(rooms.strRoomIds))} as room)`;
      limits.push({ about: 'strRoom', is: sql`${strRoom} in ${names}` });
    }
    return limits;
  }

  /** Whether the slices name every known operation that can occur in these runs. */
  #areAll(slices: readonly Slice[], common: readonly Aspect[]): boolean {
    const inRooms = common.includes('room') || common.includes('strRoom');
    const onList = common.includes('listOwner');
    const known = this.#visible.filter(
      ({ rooms }) => rooms === 'all' || !(rooms === 'none' ? inRooms : onList),
    );
    return known.every(({ operation }) => slices.some((slice) => slice.operation === operation));
  }

  #others({ table, id }: RunIndex, common: readonly Aspect[]): Condition[] {
    const { actor, statuses, targetUserId, listOwnerId, automatic } = this.#filter;
    const conditions: Condition[] = [];
    if (actor !== undefined && !common.includes('actor')) {
      conditions.push({ about: ['actor'], is: sql`entry.actor = ${actor}` });
    }
    const recorded = (column: string) =>
      table === 'actions'
        ? sql.ref(`entry.${column}`)
        : sql`(select ${sql.ref(column)} from actions where id = entry.action_id)`;
    if (listOwnerId !== undefined && !common.includes('listOwner')) {
      conditions.push({ about: ['listOwner'], is: sql`${recorded('list_owner_id')} = ${listOwnerId}` });
    }
    if (statuses && !common.includes('status')) {
      const status = recorded('status');
      conditions.push({ about: ['status'], is: sql`${status} in (${sql.join(distinct(statuses))})` });
    }
    if (targetUserId !== undefined && !common.includes('target')) {
      const ofUser = sql`user_id = ${targetUserId} and action_id = ${sql.ref(`entry.${id}`)}`;
      conditions.push({ about: ['target'], is: sql`exists (select 1 from action_targets where ${ofUser})` });
    }
    if (automatic !== undefined) {
      const cause = sql`select 1 from causes where action_id = ${sql.ref(`entry.${id}`)}`;
      const is = sql<SqlBool>`${automatic ? sql`` : sql`not`} exists (${cause})`;
      conditions.push({ about: ['cause'], is });
    }
    return conditions;
  }
}

/** Puts the slices of several operations in the same rooms together, since an index by room has one run for all of them. */
function alike(slices: readonly Slice[]): [Slice, ...Slice[]][] {
  const groups = new Map<string, [Slice, ...Slice[]]>();
  for (const [at, slice] of slices.entries()) {
    const { applicationIds, rooms } = slice;
    const key = typeof rooms === 'string' ? `${at}` : JSON.stringify([applicationIds, rooms]);
    const group = groups.get(key);
    if (group) group.push(slice);
    else groups.set(key, [slice]);
  }
  return [...groups.values()];
}

interface Limit {
  about: Aspect;
  is: RawBuilder<SqlBool>;
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
