import type { RequestContext } from '../context.js';
import type { ActionStatus } from '../journal/action-record.js';
import type { ReadAction } from '../journal/action-rows.js';
import type { WantedOfActions } from '../journal/read-actions.js';
import { readPage } from './journal-reading.js';

/**
 * Reads the actions with these ids and statuses, in as many readings as their length takes. `idsOf` is called in the first
 * reading.
 */
export async function readActionsById(
  context: RequestContext,
  idsOf: () => Promise<readonly string[]>,
  wanted: WantedOfActions,
  statuses: readonly ActionStatus[],
): Promise<ReadonlyMap<string, ReadAction>> {
  const actions = new Map<string, ReadAction>();
  let left: readonly string[] | undefined;
  do {
    const { actions: found } = await readPage(context, async (maxBytes) => {
      left ??= await idsOf();
      return left.length === 0
        ? { actions: [], bytes: 0 }
        : context.gateway.journal.readAll(left, wanted, maxBytes, statuses);
    });
    for (const action of found) actions.set(action.id, action);
    // A reading ends where it would become too long. The newest come first.
    const last = found.at(-1)?.id;
    left = last === undefined ? [] : left?.filter((id) => id < last);
  } while (left?.length);
  return actions;
}
