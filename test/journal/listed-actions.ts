import type { ActionFilter } from '../../src/journal/action-filter.js';
import type { ActionRecord } from '../../src/journal/action-record.js';
import type { Journal } from '../../src/journal/journal.js';
import { WHOLE_ACTIONS } from '../../src/journal/read-actions.js';

/** The newest actions that match a filter, complete, from as many pages as necessary. */
export async function listedActions(
  journal: Journal,
  filter: ActionFilter,
  count = Number.POSITIVE_INFINITY,
  before?: string,
): Promise<ActionRecord[]> {
  const listed: ActionRecord[] = [];
  let next = before;
  do {
    const page = { filter, count: Math.min(count - listed.length, 200), before: next };
    const { actions, next: goesOn } = await journal.list({
      ...page,
      wanted: WHOLE_ACTIONS,
      maxBytes: 8_000_000,
    });
    listed.push(...(actions as ActionRecord[]));
    next = goesOn;
  } while (next !== undefined && listed.length < count);
  return listed;
}
