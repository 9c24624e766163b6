import type { ActionFilter } from './action-filter.js';
import type { ReadAction } from './action-rows.js';
import type { JournalPages } from './journal-database.js';
import { listIds, type PageWork } from './listed-ids.js';
import { readActions, type WantedOfActions } from './read-actions.js';

export interface PageRequest {
  filter: ActionFilter;
  /** The page has no more actions than this. */
  count: number;
  /** The `next` of the page before. */
  before?: string | undefined;
  wanted: WantedOfActions;
  /** What the page may come to in the reader's answer; a single action may come to more. */
  maxBytes: number;
  /** For tests. */
  work?: PageWork;
}

export interface ActionPage {
  /** Newest first. */
  actions: readonly ReadAction[];
  /** What they come to in the reader's answer. */
  bytes: number;
  /**
   * Where the next page goes on. Absent: there is nothing more. A page that has one may have fewer actions than it could,
   * or none: there was too much to look at, or to read, for one page.
   */
  next?: string;
}

/** A page of the actions that a filter wants, newest first. */
export async function readPage(pages: JournalPages, request: PageRequest): Promise<ActionPage> {
  const { filter, count, before, wanted, maxBytes, work } = request;
  const { ids, next } = await listIds(pages, filter, count, before, work);
  if (ids.length === 0) return { actions: [], bytes: 0, ...(next !== undefined && { next }) };
  const { actions, bytes } = await readActions(pages, ids, wanted, maxBytes, filter.statuses);
  const last = actions.at(-1)?.id;
  const goesOn = last === undefined || last === ids.at(-1) ? next : last;
  return { actions, bytes, ...(goesOn !== undefined && { next: goesOn }) };
}
