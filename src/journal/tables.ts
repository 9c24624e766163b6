import type { ActionStatus } from './action-record.js';
import type { FeedTable } from './feed-tables.js';
import type { MediaInstructionsTable, MediaPeopleTable, MediaProgressTable } from './media-tables.js';
import type { ParticipantsTable, RoomEventsTable, RoomsTable } from './roster-tables.js';
import type { SupersededEndsTable } from './superseded-tables.js';
import type { TimedTargetsTable } from './timed-target-tables.js';

/**
 * The table `actions`. Times are in milliseconds since the epoch. JSON is stored as text, so that both databases keep
 * it unchanged.
 */
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
  /** The idempotency key, as long as no other action may use it. */
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
  /** While PENDING: the gateway that may finish the action, and until when, on the database's clock. */
  lease_owner: string | null;
  lease_until: number | null;
  /**
   * The place. Null: a gateway of 0.1.0 wrote the action before the column existed, and finished it. `old-actions.ts`
   * derives the place and the number of such an action.
   */
  acts_in: string | null;
  /** PostgreSQL only. `actionNumber` of the dialect orders the actions in a place by it. Null like the place. */
  number: number | null;
}

/**
 * The users of each action, in a table of their own, because an action can have 1000 targets. It repeats the action's
 * constant columns, so that a query can filter a user's actions without reading `actions`.
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
 * The actions in string rooms. A table of their own, because a new index of `actions` would hold up all gateways while it is
 * built, and SQLite would have to read through a long input to get at a new column. Like `action_targets`, it repeats the
 * action's constant columns.
 */
export interface ActionStrRoomsTable {
  str_room_id: string;
  action_id: string;
  operation: string;
  application_id: number;
  actor: string;
}

/** The actions that undo another action. It has a table of its own, because most actions undo nothing. */
export interface UndosTable {
  /** The action that is undone. */
  undone_id: string;
  /** The action that undoes it. */
  action_id: string;
}

/** The actions that the gateway has carried out by itself. It has a table of its own, because most actions have no cause. */
export interface CausesTable {
  /** The automatic action. */
  action_id: string;
  /** The action because of which it was carried out. It may have been deleted since. */
  cause_id: string;
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
  action_str_rooms: ActionStrRoomsTable;
  undos: UndosTable;
  causes: CausesTable;
  feed: FeedTable;
  superseded_ends: SupersededEndsTable;
  timed_targets: TimedTargetsTable;
  shared_quotas: SharedQuotasTable;
  rooms: RoomsTable;
  participants: ParticipantsTable;
  room_events: RoomEventsTable;
  media_instructions: MediaInstructionsTable;
  media_people: MediaPeopleTable;
  media_progress: MediaProgressTable;
}
