import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type ActionFilter, everywhere } from './action-filter.js';
import { firstIdAt } from './action-id.js';
import { type Runs, type Way, waysTo } from './action-runs.js';
import type { JournalPages } from './journal-database.js';
import { recordedOperations } from './recorded-operations.js';
import { BY_LIST_OWNER } from './run-indexes.js';
import type { IndexRange, SqlDialect } from './sql-dialect.js';

export interface IdPage {
  /** Newest first. */
  ids: readonly string[];
  /** Pass this as `before` to get the next page: it holds the actions older than this id. Absent: there are no more. */
  next?: string;
}

/** The most that one way may look at in an index if not every entry matches. Tests use smaller numbers. */
export interface PageWork {
  /** The number of entries, if the index alone decides whether an entry matches. */
  covered: number;
  /** The number of entries, if each must be looked up in the table. */
  lookedUp: number;
  runs: number;
}

/** This much work takes some hundredths of a second. */
const WORK: PageWork = { covered: 6_000, lookedUp: 1_500, runs: 100 };

/**
 * Returns up to `count` ids of the actions that match `filter` and are older than `before`, newest first.
 *
 * An index holds runs of actions ordered by id, for example the actions of one room. A page is merged from the runs
 * with the newest actions, down to an id above which no matching action can be missing. If not every entry of a run
 * matches, only a limited number of its entries is looked at. Then a page may be short or empty, and the next page goes
 * on where this one stopped. So the time for a page depends neither on its depth nor on the contents of the journal.
 */
export async function listIds(
  pages: JournalPages,
  filter: ActionFilter,
  count: number,
  before?: string,
  work: PageWork = WORK,
): Promise<IdPage> {
  const span = { from: firstIdAt(filter.from ?? 0), to: endOf(filter, before) };
  let best: Seen = { ids: [] };
  // One more id than asked for shows whether there are more.
  const wanted = count + 1;
  const visible = filter.visible ?? everywhere(await recordedOperations(pages));
  const builtLater = filter.listOwnerId === undefined || (await hasIndex(pages, BY_LIST_OWNER.name));
  for (const way of waysTo(filter, visible, pages.dialect, () => builtLater)) {
    const seen = await see(pages, way, { ...span, wanted, work });
    if (seen.ids.length === wanted)
      return { ids: seen.ids.slice(0, count), next: seen.ids[count - 1] as string };
    if (seen.downTo === undefined) return { ids: seen.ids };
    if (best.downTo === undefined || seen.downTo < best.downTo) best = seen;
  }
  return { ids: best.ids, ...(best.downTo !== undefined && { next: best.downTo }) };
}

async function hasIndex({ db, dialect }: JournalPages, name: string): Promise<boolean> {
  const { rows } = await dialect.indexes(name).execute(db);
  return rows.some(({ usable }) => Boolean(usable));
}

const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function endOf({ to }: ActionFilter, before = AFTER_ALL): string {
  const end = to === undefined ? AFTER_ALL : firstIdAt(to);
  return end < before ? end : before;
}

/** The newest matching actions, complete down to one action. */
interface Seen {
  ids: readonly string[];
  /** Inclusive. Absent: complete to the end. */
  downTo?: string;
}

interface Extent {
  /** The smallest id, inclusive. */
  from: string;
  /** The greatest id, exclusive. */
  to: string;
  wanted: number;
  work: PageWork;
}

/**
 * Runs one statement, so that everything is read at one moment. Otherwise an action that ends meanwhile could appear
 * both as pending and as finished, or as neither.
 */
async function see({ db, dialect }: JournalPages, way: Way, extent: Extent): Promise<Seen> {
  const parts = way.map((runs, at) => new Part(runs, at, dialect, extent));
  const { rows } = await sql<{ down_to: string | null; id: string | null }>`
    with ${sql.join(parts.map((part) => part.runs()))},
    ends as (${sql.join(
      parts.map((part) => part.ends()),
      sql` union all `,
    )}),
    down_to as materialized (select id from ends where id is not null order by id desc limit 1)
    select reached.id as down_to, page.id as id
    from (select (select id from down_to) as id) as reached
    left join (
      select id from (${sql.join(
        parts.map((part) => part.entries()),
        sql` union all `,
      )}) as entry order by id desc limit ${extent.wanted}
    ) as page on true
    order by page.id desc`.execute(db);
  const downTo = rows[0]?.down_to ?? undefined;
  return {
    ids: rows.flatMap(({ id }) => id ?? []),
    ...(downTo !== undefined && { downTo }),
  };
}

/**
 * With this few runs (of one actor or status, for example), one run often holds nearly all entries, so equal shares
 * would be too small.
 */
const FEW_RUNS = 10;

/** The part of a statement that reads one index. */
class Part {
  readonly #runs: Runs;
  readonly #dialect: SqlDialect;
  readonly #extent: Extent;
  readonly #all: RawBuilder<unknown>;
  readonly #newest: RawBuilder<unknown>;
  readonly #id: RawBuilder<unknown>;
  /** How many runs are looked at, starting with those that have the newest actions, and how many entries of each. */
  readonly #maxRuns: number;
  readonly #maxEntries: number;

  constructor(runs: Runs, at: number, dialect: SqlDialect, extent: Extent) {
    this.#runs = runs;
    this.#dialect = dialect;
    this.#extent = extent;
    this.#all = sql.ref(`runs_${at}`);
    this.#newest = sql.ref(`newest_${at}`);
    const { index, count, certain, covered } = runs;
    this.#id = sql.ref(`entry.${index.id}`);
    const { wanted, work } = extent;
    // One more than the number of runs: then no run is left out.
    this.#maxRuns = Math.min(count + 1, certain ? wanted : work.runs);
    const entries = covered ? work.covered : work.lookedUp;
    const shares = count <= FEW_RUNS ? Math.sqrt(count) : Math.min(count, this.#maxRuns);
    this.#maxEntries = certain ? wanted : Math.ceil(entries / shares);
  }

  /** Selects the runs with their newest actions, then those runs whose newest actions are the newest of all. */
  runs(): RawBuilder<unknown> {
    const newest = this.#dialect.entries(this.#range({ limit: 1 }));
    return sql`${this.#all} as materialized (
        select run.*, (select ${this.#id} ${newest}) as head from (${this.#runs.source}) as run
      ),
      ${this.#newest} as materialized (
        select * from ${this.#all} as run where head is not null order by head desc limit ${this.#maxRuns}
      )`;
  }

  /**
   * Selects the last entries that are looked at: the newest entry of the last run, and the last entry of each run that
   * goes on.
   */
  ends(): RawBuilder<unknown> {
    const lastOfRun = this.#dialect.entries(this.#range({ limit: 1, offset: this.#maxEntries - 1 }));
    const lastRun = sql`select head as id from ${this.#newest} as run
      order by head desc limit 1 offset ${this.#maxRuns - 1}`;
    return sql`select * from (${lastRun}) as last_run
      union all select (select ${this.#id} ${lastOfRun}) as id from ${this.#newest} as run`;
  }

  /** Selects the matching entries down to the highest of these ends. */
  entries(): RawBuilder<unknown> {
    const { condition: fit = sql<SqlBool>`true` } = this.#runs;
    const downTo = sql`coalesce((select id from down_to), ${this.#extent.from})`;
    const range = this.#range({ limit: this.#maxEntries });
    return sql`select ${this.#id} as id ${this.#dialect.entriesOfEach(this.#newest, range, { downTo, fit })}`;
  }

  #range(part: { limit: number; offset?: number }): IndexRange {
    const { table, name, by, id, only } = this.#runs.index;
    const { from, to } = this.#extent;
    const run = by.map(([, column]) => [column, sql.ref(`run.${column}`)] as const);
    return { table, index: name, run, id, only, from: sql`${from}`, to: sql`${to}`, ...part };
  }
}
