import type { Target } from './action-record.js';
import type { JournalDatabase } from './journal-database.js';

/** An action with one of these statuses left no change on its targets. */
const WITHOUT_EFFECT = ['REFUSED', 'DENIED'] as const;

/**
 * Selects the newest action on `target` that may have changed something. The query reads backwards and stops at that
 * action. A pending action counts as one that may have changed something.
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
