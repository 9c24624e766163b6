import type { Target } from './action-record.js';
import type { JournalDatabase } from './journal-database.js';

/** Of an action that failed or was not allowed, nothing is left on its targets. */
const WITHOUT_EFFECT = ['REFUSED', 'DENIED'] as const;

/**
 * Of the actions on `target` that may have changed something, the newest. Reads no further back than that: as long as an
 * action is under way on the target, no further than to it.
 */
export function newestActionOn({ db }: JournalDatabase, { place, userId }: Target) {
  return db
    .selectFrom('action_order')
    .innerJoin('actions', 'actions.id', 'action_order.action_id')
    .where('action_order.place', '=', place)
    .where('action_order.user_id', '=', userId)
    .where('actions.status', 'not in', WITHOUT_EFFECT)
    .orderBy('action_order.number', 'desc')
    .orderBy('action_order.action_id', 'desc')
    .limit(1);
}
