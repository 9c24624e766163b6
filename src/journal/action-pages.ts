import type { ActionFilter } from './action-filter.js';
import type { ReadAction } from './action-rows.js';
import type { JournalPages } from './journal-database.js';
import { listIds, type PageWork } from './listed-ids.js';
import { readActions, type WantedOfActions } from './read-actions.js';

export interface PageRequest {
  filter: ActionFilter;
  /** The greatest number of actions on the page. */
  count: number;
  /** The `next` of the previous page. */
  before?: string | undefined;
  wanted: WantedOfActions;
  /** The greatest size of the page in the reader's answer. A single action may exceed it. */
  maxBytes: number;
  /** For tests. */
  work?: PageWork;
}

export interface ActionPage {
  /** Newest first. */
  actions: readonly ReadAction[];
  /** Their size in the reader's answer. */
  bytes: number;
  /**
   * Pass this as `before` to get the next page. Absent: there are no more actions. A page with a `next` may have fewer
   * actions than asked for, or none, because the work and the size of one page are limited.
   */
  next?: string;
}

/** Reads one page of the actions that match a filter, newest first. */
export async function readPage(pages: JournalPages, request: PageRequest): Promise<ActionPage> {
  const { filter, count, before, wanted, maxBytes, work } = request;
  const { ids, next } = await listIds(pages, filter, count, before, work);
  if (ids.length === 0) return { actions: [], bytes: 0, ...(next !== undefined && { next }) };
  const { actions, bytes } = await readActions(pages, ids, wanted, maxBytes, filter.statuses);
  const last = actions.at(-1)?.id;
  const goesOn = last === undefined || last === ids.at(-1) ? next : last;
  return { actions, bytes, ...(goesOn !== undefined && { next: goesOn }) };
}
