import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';
import { EVERYBODY } from './media-columns.js';

/** Some rooms. */
export type Area =
  /** All rooms of an application, or all of one kind. */
  | { readonly applicationId: number; readonly rooms: 'all' | 'numeric' | 'string' }
  | { readonly places: readonly string[] };

/** Which restrictions to find. An absent field sets no limit. */
export interface RestrictionsSought {
  /** Where they are. No room is in two of these. */
  readonly areas: readonly Area[];
  readonly userId?: string | undefined;
  /** Only those on whole rooms, or only those on single people. */
  readonly wholeRoom?: boolean | undefined;
  readonly actor?: string | undefined;
  /** Only those for whose end something may have to be done still. */
  readonly isOpen?: boolean | undefined;
}

/** Parts of an index in which entries are ordered by their actions: those with the same values in its first columns. */
interface Runs {
  readonly index: string;
  /** Selects the values that differ between the runs, in columns `value` and `kind`. */
  readonly values: RawBuilder<unknown>;
  /** What makes an entry one of the run `run`. */
  readonly are: readonly RawBuilder<SqlBool>[];
  /** What else an entry has to meet. */
  readonly fits: readonly RawBuilder<SqlBool>[];
}

/**
 * The ids of the restrictions that are sought, the newest first.
 *
 * @param before only those that are older than the restriction with this id
 */
export async function restrictionIds(
  pages: JournalPages,
  sought: RestrictionsSought,
  before: string | undefined,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (const runs of allRuns(pages, sought)) {
    const { rows } = await newestOf(pages, runs, sought.isOpen, before, count).execute(pages.db);
    ids.push(...rows.map(({ id }) => id));
  }
  return ids.sort((a, b) => (a < b ? 1 : -1)).slice(0, count);
}

function allRuns({ dialect }: JournalPages, { areas, userId, wholeRoom, actor }: RestrictionsSought): Runs[] {
  // Nobody has this id.
  if (userId === EVERYBODY || (wholeRoom && userId !== undefined)) return [];
  const places = areas.flatMap((area) => ('places' in area ? area.places : []));
  const kinds = kindsIn(areas);
  const ofActor = actor === undefined ? [] : [sql<SqlBool>`entry.actor = ${actor}`];
  const inPlaces = sql`entry.place in (select value from ${dialect.texts(places)} as place)`;
  const inKinds = kinds.map(({ kind, applicationIds }) => {
    return sql`(${KIND} = ${kind} and ${dialect.isIn(sql`entry.application_id`, applicationIds)})`;
  });
  const ofUser = (user: string, inAreas: readonly RawBuilder<unknown>[]): Runs => ({
    index: 'restrictions_by_user',
    values: sql`select cast(${user} as text) as value, null as kind`,
    are: [sql<SqlBool>`entry.user_id = run.value`],
    fits: [sql<SqlBool>`(${sql.join(inAreas, sql` or `)})`, ...ofActor],
  });
  if (userId !== undefined) return [ofUser(userId, [inPlaces, ...inKinds])];

  const found: Runs[] = [];
  if (places.length > 0) {
    const values = sql`select value, null as kind from ${dialect.texts(places)} as place`;
    const are = [sql<SqlBool>`entry.place = run.value`];
    const fits = [...ofActor, ...onRooms(wholeRoom)];
    found.push({ index: 'restrictions_by_place', values, are, fits });
  }
  if (kinds.length === 0) return found;
  if (wholeRoom) return [...found, ofUser(EVERYBODY, inKinds)];
  const index = actor === undefined ? 'restrictions_by_application' : 'restrictions_by_actor';
  const ofKinds = kinds.map(({ kind, applicationIds }) => {
    return sql`select value, ${kind} as kind from ${dialect.numbers(applicationIds)} as application`;
  });
  const values = sql.join(ofKinds, sql` union all `);
  const are = [...ofActor, sql<SqlBool>`entry.application_id = run.value`, sql<SqlBool>`${KIND} = run.kind`];
  return [...found, { index, values, are, fits: onRooms(wholeRoom) }];
}

/** `wholeRoom`: whether they are on whole rooms, or on single people. Undefined: either. */
function onRooms(wholeRoom: boolean | undefined): RawBuilder<SqlBool>[] {
  if (wholeRoom === undefined) return [];
  return [
    wholeRoom ? sql`entry.user_id = ${sql.lit(EVERYBODY)}` : sql`entry.user_id <> ${sql.lit(EVERYBODY)}`,
  ];
}

/** The keys of numeric rooms and those of string rooms begin so: `placeOfRoom`. The indexes have the same expression. */
const KIND = sql`substr(entry.place, 1, 1)`;

/** The applications of which all numeric rooms are sought, and those of which all string rooms are. */
function kindsIn(areas: readonly Area[]): { kind: RawBuilder<string>; applicationIds: number[] }[] {
  const withAll = (kind: 'numeric' | 'string') =>
    areas.flatMap((area) =>
      'rooms' in area && [kind, 'all'].includes(area.rooms) ? [area.applicationId] : [],
    );
  const kinds = [
    { kind: sql.lit('r'), applicationIds: withAll('numeric') },
    { kind: sql.lit('s'), applicationIds: withAll('string') },
  ];
  return kinds.filter(({ applicationIds }) => applicationIds.length > 0);
}

function newestOf(
  { dialect }: JournalPages,
  { index, values, are, fits }: Runs,
  isOpen: boolean | undefined,
  before: string | undefined,
  count: number,
): RawBuilder<{ id: string }> {
  const halves = isOpen ? sql`select true as open` : sql`select true as open union all select false as open`;
  const runs = sql`(select run.value, run.kind, half.open from (${values}) as run cross join (${halves}) as half) as run`;
  const entries = sql.join(
    [
      ...are,
      sql`(entry.ended_at is null) = run.open`,
      sql`entry.ends_at is not null`,
      ...(before === undefined ? [] : [sql`entry.action_id < ${before}`]),
      ...fits,
    ],
    sql` and `,
  );
  if (dialect.name === 'postgres') {
    return sql`select newest.id from ${runs} cross join lateral (
        select entry.action_id as id from media_instructions as entry where ${entries}
        order by entry.action_id desc limit ${count}
      ) as newest order by newest.id desc limit ${count}`;
  }
  // SQLite has no lateral joins, so it first looks how far down each run the page can reach.
  const lowest = sql`select entry.action_id from media_instructions as entry indexed by ${sql.ref(index)}
    where ${entries} order by entry.action_id desc limit 1 offset ${count - 1}`;
  return sql`select entry.action_id as id from ${runs}
    cross join media_instructions as entry indexed by ${sql.ref(index)}
    where ${entries} and entry.action_id >= coalesce((${lowest}), '')
    order by entry.action_id desc limit ${count}`;
}
