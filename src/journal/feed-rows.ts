import { sql } from 'kysely';
import type { ReadAction } from './action-rows.js';
import { FEED_BEGUN, FEED_ENDED } from './feed-tables.js';
import type { JournalPages } from './journal-database.js';
import { readActions, WHOLE_ACTIONS } from './read-actions.js';
import { readSupersededEnds } from './superseded-ends.js';

/** A place in the feed, with the id of the action there. The id tells journals apart. */
export interface FeedPlace {
  readonly place: number;
  readonly id: string;
}

export interface FeedRow extends FeedPlace {
  readonly kind: 'BEGUN' | 'ENDED';
  /** As it was at the place if it had ended there, else as it is now. Undefined: it has been deleted since. */
  readonly action: ReadAction | undefined;
}

/** Whole actions without their inputs. What is shown of an input is in its first characters. */
const { input: _, ...TEXTS } = WHOLE_ACTIONS.texts;
const FEED_ACTIONS = { ...WHOLE_ACTIONS, texts: { ...TEXTS, input_head: 1 } };

/**
 * Reads the next rows after a place: at most `limit`, and fewer if they are long.
 * - `too-old`: the place is not there. It has been deleted; or the database has lost it, when another server took over that did not
 *   have the latest commits, and what follows it is not what followed.
 */
export async function readFeed(
  pages: JournalPages,
  after: FeedPlace,
  limit: number,
): Promise<FeedRow[] | 'too-old'> {
  const { rows } = await sql<StoredRow>`
    select place, action_id, kind from feed
    where place >= ${after.place} order by place limit ${sql.lit(limit + 1)}`.execute(pages.db);
  const [at, ...next] = rows;
  if (at?.place !== after.place || at.action_id !== after.id) return 'too-old';
  return wholeRows(
    pages,
    next.filter(({ kind }) => kind === FEED_BEGUN || kind === FEED_ENDED),
  );
}

interface StoredRow {
  place: number;
  action_id: string;
  kind: number;
}

/** Of the texts of a page. A reader who catches up holds one page. */
const MAX_BYTES = 1_000_000;

/** The first of the rows, with their actions: all, or as many as are not too long. There is at least one. */
async function wholeRows(pages: JournalPages, rows: readonly StoredRow[]): Promise<FeedRow[]> {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ action_id }) => action_id))];
  const read = await readActions(pages, ids, FEED_ACTIONS, MAX_BYTES);
  // Who is not there is too long together with the others, or has been deleted. Alone, an action is always read.
  if (read.actions.length < ids.length && rows.length > 1) {
    return wholeRows(pages, rows.slice(0, Math.ceil(rows.length / 2)));
  }
  const actions = new Map(read.actions.map((action) => [action.id, action]));
  const ended = rows.filter(({ kind }) => kind === FEED_ENDED).map(({ action_id }) => action_id);
  const endOf = await readSupersededEnds(pages, ended);
  return rows.map(({ place, action_id: id, kind }) => {
    const action = actions.get(id);
    if (kind === FEED_BEGUN) return { place, id, kind: 'BEGUN', action };
    return { place, id, kind: 'ENDED', action: action && endOf(action, place) };
  });
}

/** The last place. There always is one. */
export async function lastFeedPlace({ db }: JournalPages): Promise<FeedPlace> {
  const { rows } = await sql<FeedPlace>`
    select place, action_id as id from feed order by place desc limit 1`.execute(db);
  const [last] = rows;
  if (!last) throw new Error('the feed has no rows');
  return last;
}

/**
 * The id at a place.
 * - `too-old`: the place is older than all that are kept
 * - undefined: the journal has no such place
 */
export async function feedIdAt({ db }: JournalPages, place: number): Promise<string | 'too-old' | undefined> {
  const { rows } = await sql<FeedPlace>`
    select place, action_id as id from feed where place = ${place}
    union all select place, null from (select min(place) as place from feed) as oldest`.execute(db);
  const [at, oldest] = [rows.find(({ id }) => id !== null), rows.find(({ id }) => id === null)];
  if (at) return at.id;
  return oldest && place < oldest.place ? 'too-old' : undefined;
}
