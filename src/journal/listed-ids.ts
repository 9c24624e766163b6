import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type ActionFilter, everywhere } from './action-filter.js';
import { firstIdAt } from './action-id.js';
import { type Runs, type Way, waysTo } from './action-runs.js';
import type { JournalPages } from './journal-database.js';
import { recordedOperations } from './recorded-operations.js';
import type { IndexRange, SqlDialect } from './sql-dialect.js';

export interface IdPage {
  /** Newest first. */
  ids: readonly string[];
  /** The next page has what is older than the action with this id. Absent: there is nothing more. */
  next?: string;
}

/** What is looked at of an index in one way, at most, where not all in its runs is wanted. Tests have it smaller. */
export interface PageWork {
  /** So many entries, where the index tells all that is asked for. */
  covered: number;
  /** And so many where they have to be looked up in the table, each for itself. */
  lookedUp: number;
  runs: number;
}

/** Takes some hundredths of a second. */
const WORK: PageWork = { covered: 6_000, lookedUp: 1_500, runs: 100 };

/**
 * Up to `count` ids, newest first, of the actions that `filter` wants and that are older than `before`.
 *
 * An index has the actions of a room, say, or of an actor with one status, in the order of their ids. A page is merged
 * from such runs: those with the newest actions, down to an action above which nothing can be missing. Where not all in
 * a run is wanted, so many entries of it are looked at and no more. Then a page may be short, or empty, and the next one
 * goes on from where this one has looked to. So no page takes longer for being deep, or for what is in the journal.
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
  // One more tells whether there are more.
  const wanted = count + 1;
  const visible = filter.visible ?? everywhere(await recordedOperations(pages));
  for (const way of waysTo(filter, visible, pages.dialect)) {
    const seen = await see(pages, way, { ...span, wanted, work });
    if (seen.ids.length === wanted)
      return { ids: seen.ids.slice(0, count), next: seen.ids[count - 1] as string };
    if (seen.downTo === undefined) return { ids: seen.ids };
    if (best.downTo === undefined || seen.downTo < best.downTo) best = seen;
  }
  return { ids: best.ids, ...(best.downTo !== undefined && { next: best.downTo }) };
}

const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function endOf({ to }: ActionFilter, before = AFTER_ALL): string {
  const end = to === undefined ? AFTER_ALL : firstIdAt(to);
  return end < before ? end : before;
}

/** All that is wanted, down to an action: the newest of it. */
interface Seen {
  ids: readonly string[];
  /** Included. Absent: to the end. */
  downTo?: string;
}

interface Extent {
  /** The least id, included. */
  from: string;
  /** Not included. */
  to: string;
  wanted: number;
  work: PageWork;
}

/**
 * One statement, so that all is of one moment: an action that ends meanwhile is among those under way or among those
 * that are over, not in both or neither.
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

/** Of an actor's or a status' few runs, one has nearly all: they need not have equal shares. */
const FEW_RUNS = 10;

/** Of a statement: what it asks of one index. */
class Part {
  readonly #runs: Runs;
  readonly #dialect: SqlDialect;
  readonly #extent: Extent;
  readonly #all: RawBuilder<unknown>;
  readonly #newest: RawBuilder<unknown>;
  readonly #id: RawBuilder<unknown>;
  /** So many runs are looked at, those with the newest actions; and so many actions of each. */
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
    // One more than there are: then none is left out.
    this.#maxRuns = Math.min(count + 1, certain ? wanted : work.runs);
    const entries = covered ? work.covered : work.lookedUp;
    const shares = count <= FEW_RUNS ? Math.sqrt(count) : Math.min(count, this.#maxRuns);
    this.#maxEntries = certain ? wanted : Math.ceil(entries / shares);
  }

  /** The runs, each with its newest action; and those of them with the newest of these. */
  runs(): RawBuilder<unknown> {
    const newest = this.#dialect.entries(this.#range({ limit: 1 }));
    return sql`${this.#all} as materialized (
        select run.*, (select ${this.#id} ${newest}) as head from (${this.#runs.source}) as run
      ),
      ${this.#newest} as materialized (
        select * from ${this.#all} as run where head is not null order by head desc limit ${this.#maxRuns}
      )`;
  }

  /** What is looked at last: the newest of the last run, and the last of each run that goes on. */
  ends(): RawBuilder<unknown> {
    const lastOfRun = this.#dialect.entries(this.#range({ limit: 1, offset: this.#maxEntries - 1 }));
    const lastRun = sql`select head as id from ${this.#newest} as run
      order by head desc limit 1 offset ${this.#maxRuns - 1}`;
    return sql`select * from (${lastRun}) as last_run
      union all select (select ${this.#id} ${lastOfRun}) as id from ${this.#newest} as run`;
  }

  /** What is wanted, down to the first of these ends. */
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
