import type { ActionStatus } from './action-record.js';

/** Times are milliseconds since the epoch; JSON is text, so that both databases keep it as it was. */
export interface ActionsTable {
  id: string;
  requested_at: number;
  request_id: string;
  actor: string;
  operation: string;
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
  /** The place. Null: written by a gateway that knew no places, and over before it could be filled in. */
  acts_in: string | null;
}

/**
 * On whom each action acts; a table of its own, since an action can have 1000 targets. What never changes of the action
 * is here too, so that those on one user can be told apart without being read.
 */
export interface ActionTargetsTable {
  user_id: string;
  action_id: string;
  operation: string;
  application_id: number;
  room_id: number | null;
  actor: string;
}

/**
 * Which actions on one target came after which: a greater number is newer, and of equal numbers the greater id. Each
 * action has a row for each of its targets, but for denials, which act on nothing. What an action acts on is in
 * `action-record.ts`.
 */
export interface ActionOrderTable {
  place: string;
  /** '' stands for the place as a whole. */
  user_id: string;
  /** At least 1, or negative where the action was recorded before there was this table. */
  number: number;
  action_id: string;
}

/** Has a row as long as some older actions have none in `action_order`: those with smaller ids than `before_id`. */
export interface ActionOrderBackfillTable {
  before_id: string;
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
  action_order: ActionOrderTable;
  action_order_backfill: ActionOrderBackfillTable;
  shared_quotas: SharedQuotasTable;
}
