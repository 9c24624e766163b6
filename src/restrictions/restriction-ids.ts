import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { JournalPages } from '../journal/journal-database.js';

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
  readonly actor?: string | undefined;
  /** Only those for whose end something may have to be done still. */
  readonly isOpen?: boolean | undefined;
}

/** Entries of an index with the same value in its first column, for each value of a table `run`. */
interface Runs {
  /** Selects the values, in a column `value`. */
  readonly values: RawBuilder<unknown>;
  /** The first column of the index. */
  readonly column: 'place' | 'user_id' | 'actor' | 'application_id';
  readonly index: string;
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
  for (const area of sought.areas) {
    const runs = runsIn(pages, area, sought);
    const { rows } = await newestOf(pages, runs, sought.isOpen, before, count).execute(pages.db);
    ids.push(...rows.map(({ id }) => id));
  }
  return ids.sort((a, b) => (a < b ? 1 : -1)).slice(0, count);
}

function runsIn({ dialect }: JournalPages, area: Area, { userId, actor }: RestrictionsSought): Runs {
  const one = (value: string) => sql`select cast(${value} as text) as value`;
  const inArea = 'places' in area ? inPlaces(dialect, area.places) : inApplication(area.applicationId);
  const ofKind = 'places' in area ? [] : kindFits(area.rooms);
  const ofActor = actor === undefined ? [] : [sql<SqlBool>`entry.actor = ${actor}`];
  if (userId !== undefined) {
    const fits = [inArea, ...ofKind, ...ofActor];
    return { values: one(userId), column: 'user_id', index: 'restrictions_by_user', fits };
  }
  if ('places' in area) {
    const values = sql`select value from ${dialect.texts(area.places)} as place`;
    return { values, column: 'place', index: 'restrictions_by_place', fits: ofActor };
  }
  if (actor !== undefined) {
    const fits = [inArea, ...ofKind];
    return { values: one(actor), column: 'actor', index: 'restrictions_by_actor', fits };
  }
  const values = sql`select cast(${area.applicationId} as bigint) as value`;
  return { values, column: 'application_id', index: 'restrictions_by_application', fits: ofKind };
}

function inPlaces(dialect: JournalPages['dialect'], places: readonly string[]): RawBuilder<SqlBool> {
  return sql`entry.place in (select value from ${dialect.texts(places)} as place)`;
}

function inApplication(applicationId: number): RawBuilder<SqlBool> {
  return sql`entry.application_id = ${applicationId}`;
}

/** The keys of rooms begin so: `placeOfRoom`. */
function kindFits(rooms: 'all' | 'numeric' | 'string'): RawBuilder<SqlBool>[] {
  if (rooms === 'all') return [];
  return [rooms === 'numeric' ? sql`entry.place like 'room/%'` : sql`entry.place like 'str-room/%'`];
}

function newestOf(
  { dialect }: JournalPages,
  { values, column, index, fits }: Runs,
  isOpen: boolean | undefined,
  before: string | undefined,
  count: number,
): RawBuilder<{ id: string }> {
  const halves = isOpen ? sql`select true as open` : sql`select true as open union all select false as open`;
  const runs = sql`(select run.value, half.open from (${values}) as run cross join (${halves}) as half) as run`;
  const entries = sql`entry.${sql.ref(column)} = run.value and (entry.ended_at is null) = run.open
    and entry.ends_at is not null ${before === undefined ? sql`` : sql`and entry.action_id < ${before}`}
    ${sql.join(
      fits.map((fit) => sql`and ${fit}`),
      sql` `,
    )}`;
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
