import type { ActionRecord } from './action-record.js';

/**
 * `begun: false`: another action of the same caller and operation holds the idempotency key. `read`: the rows of each query that
 * was written alongside. `number`: that of the action, if the database tells it.
 */
export type Begun =
  | { begun: true; number?: number | undefined; read: readonly (readonly unknown[])[] }
  | { begun: false; holder: ActionRecord };
