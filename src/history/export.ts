import type { ActionFilter } from '../journal/action-filter.js';
import { readPage } from '../journal/action-pages.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { JournalPages } from '../journal/journal-database.js';
import { WHOLE_ACTIONS } from '../journal/read-actions.js';
import { moderationAction } from './read-action.js';

const PAGE = 100;
/** A page is in memory three times: as rows, as objects and as lines. */
const PAGE_BYTES = 8_000_000;

/**
 * The actions that match `filter` as NDJSON, one page at a time, newest first. It does not have actions that are recorded
 * while it runs, so it ends.
 */
export async function* exportActions(
  pages: JournalPages,
  filter: ActionFilter,
): AsyncGenerator<string, void> {
  const request = { filter, count: PAGE, wanted: WHOLE_ACTIONS, maxBytes: PAGE_BYTES };
  let before: string | undefined;
  do {
    const { actions, next } = await readPage(pages, { ...request, before });
    if (actions.length > 0) yield actions.map(lineOf).join('');
    before = next;
  } while (before !== undefined);
}

/** The fields of `Query.moderationAction`, and the whole input and answer. Absent values have no key. */
function lineOf(action: ReadAction): string {
  const { input, answer } = action;
  const line = {
    ...moderationAction(action),
    ...(input !== undefined && { input: JSON.parse(input) }),
    ...(answer !== undefined && { answer: JSON.parse(answer) }),
  };
  return `${JSON.stringify(line)}\n`;
}
