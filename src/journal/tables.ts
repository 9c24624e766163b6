import type { ActionStatus, Operation } from './action-record.js';

/** Times are milliseconds since the epoch; JSON is text, so that both databases keep it as it was. */
export interface ActionsTable {
  id: string;
  requested_at: number;
  request_id: string;
  actor: string;
  operation: Operation;
  application_id: number;
  room_id: number | null;
  list_owner_id: string | null;
  /** A JSON array. */
  user_ids: string;
  /** JSON */
  input: string;
  reason: string | null;
  idempotency_key: string | null;
  /** The key while no other action may use it. */
  held_key: string | null;
  input_digest: string | null;
  status: ActionStatus;
  /** JSON; null while PENDING. */
  answer: string | null;
  vendor_code: string | null;
  /** A JSON array. */
  vendor_request_ids: string;
  attempts: number;
  duration_ms: number | null;
  finished_at: number | null;
  /** 0 or 1 */
  recovered: number;
  /** While PENDING: the gateway that answers for it, until when on the database's clock. */
  lease_owner: string | null;
  lease_until: number | null;
}

/**
 * On whom each action acts; a table of its own, since an action can have 1000 targets. What never changes of the action
 * is here too, so that those on one user can be told apart without being read.
 */
export interface ActionTargetsTable {
  user_id: string;
  action_id: string;
  operation: Operation;
  application_id: number;
  room_id: number | null;
  actor: string;
}

/** The state of a vendor quota that several gateways share (PostgreSQL only). */
export interface SharedQuotasTable {
  name: string;
  /** JSON */
  state: string;
}

export interface JournalTables {
  actions: ActionsTable;
  action_targets: ActionTargetsTable;
  shared_quotas: SharedQuotasTable;
}
