import { sql } from 'kysely';
import type { ReadAction } from './action-rows.js';
import { FEED_BEGUN, FEED_ENDED } from './feed-tables.js';
import type { JournalPages } from './journal-database.js';
import { readActions, WHOLE_ACTIONS } from './read-actions.js';

/** A place in the feed, with the id of the action there. The id tells journals apart. */
export interface FeedPlace {
  readonly place: number;
  readonly id: string;
}

export interface FeedRow extends FeedPlace {
  readonly kind: 'BEGUN' | 'ENDED';
  /** As it is now. Undefined: it has been deleted since. */
  readonly action: ReadAction | undefined;
}

/** Whole actions without their inputs. What is shown of an input is in its first characters. */
const { input: _, ...TEXTS } = WHOLE_ACTIONS.texts;
const FEED_ACTIONS = { ...WHOLE_ACTIONS, texts: { ...TEXTS, input_head: 1 } };

/**
 * Reads the next rows after a place, at most `limit`.
 * - `too-old`: some of them have been deleted
 */
export async function readFeed(
  pages: JournalPages,
  after: number,
  limit: number,
): Promise<FeedRow[] | 'too-old'> {
  const { rows } = await sql<{ place: number; action_id: string; kind: number; oldest: number }>`
    select place, action_id, kind, (select min(place) from feed) as oldest from feed
    where place > ${after} order by place limit ${sql.lit(limit)}`.execute(pages.db);
  if (rows[0] && rows[0].oldest > after) return 'too-old';
  const found = rows.filter(({ kind }) => kind === FEED_BEGUN || kind === FEED_ENDED);
  const actions = await actionsOf(
    pages,
    found.map(({ action_id }) => action_id),
  );
  return found.map(({ place, action_id: id, kind }) => ({
    place,
    id,
    kind: kind === FEED_BEGUN ? 'BEGUN' : 'ENDED',
    action: actions.get(id),
  }));
}

/** Long actions are read a few at a time: `readActions` stops when it has read many bytes. */
async function actionsOf(
  pages: JournalPages,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadAction>> {
  const actions = new Map<string, ReadAction>();
  const wanted = new Set(ids);
  while (wanted.size > 0) {
    const read = await readActions(pages, [...wanted], FEED_ACTIONS, MAX_BYTES);
    // Whoever is not there has been deleted.
    if (read.actions.length === 0) break;
    for (const action of read.actions) {
      actions.set(action.id, action);
      wanted.delete(action.id);
    }
  }
  return actions;
}

/** Of texts, in one query. */
const MAX_BYTES = 4_000_000;

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
