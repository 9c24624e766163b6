import type { ActionRecord } from './action-record.js';
import type { Written } from './journal-database.js';

/**
 * `begun: false`: another action of the same caller and operation holds the idempotency key. `written`: what the statements changed
 * and read, the first of which inserted the action.
 */
export type Begun = { begun: true; written: readonly Written[] } | { begun: false; holder: ActionRecord };
