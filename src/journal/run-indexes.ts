import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** A property of an action that a filter can ask for. */
export type Aspect =
  | 'operation'
  | 'application'
  | 'room'
  | 'strRoom'
  | 'listOwner'
  | 'actor'
  | 'status'
  | 'target'
  | 'cause';

/**
 * An index from `migrations.ts`. Its entries form runs: entries with equal values in the leading columns. Within a run,
 * actions are ordered by id.
 */
export interface RunIndex {
  table: 'actions' | 'action_targets' | 'action_str_rooms';
  id: 'id' | 'action_id';
  /** The name that SQLite queries give in `indexed by`. */
  name: string;
  /** The index's columns before the id. All actions of a run have the same values in them. */
  by: readonly (readonly [Aspect, column: string])[];
  /** The other properties that the index holds, so that a query need not read the table. */
  has: readonly Aspect[];
  /** The condition of a partial index: which actions it holds. Absent: all. */
  only?: RawBuilder<SqlBool>;
}

const OVER = { table: 'actions', id: 'id', only: sql<SqlBool>`entry.status <> 'PENDING'` } as const;
const OPERATION = ['operation', 'operation'] as const;
const STATUS = ['status', 'status'] as const;
export const BY_STATUS: RunIndex = { ...OVER, name: 'actions_by_status', by: [STATUS, OPERATION], has: [] };
export const BY_APPLICATION: RunIndex = {
  ...OVER,
  name: 'actions_by_application',
  by: [['application', 'application_id'], STATUS, OPERATION],
  has: [],
};
export const BY_ACTOR: RunIndex = {
  ...OVER,
  name: 'actions_by_actor',
  by: [['actor', 'actor'], STATUS, OPERATION],
  has: ['application'],
};
export const BY_ROOM: RunIndex = {
  ...OVER,
  name: 'actions_by_room',
  by: [['room', 'room_id']],
  has: ['operation', 'status', 'actor', 'application'],
};
/** On PostgreSQL it is built while the gateway works: `list-owner-index.ts`. Until then, pages do without. */
export const BY_LIST_OWNER: RunIndex = {
  ...OVER,
  name: 'actions_by_list_owner',
  by: [['listOwner', 'list_owner_id']],
  has: ['operation', 'status', 'actor', 'application'],
  only: sql<SqlBool>`entry.status <> 'PENDING' and entry.list_owner_id is not null`,
};
export const PENDING: RunIndex = {
  table: 'actions',
  id: 'id',
  name: 'actions_pending',
  by: [],
  has: [],
  only: sql<SqlBool>`entry.status = 'PENDING'`,
};
export const BY_ID: RunIndex = {
  table: 'actions',
  id: 'id',
  name: 'sqlite_autoindex_actions_1',
  by: [],
  has: [],
};
export const BY_TARGET: RunIndex = {
  table: 'action_targets',
  id: 'action_id',
  name: 'sqlite_autoindex_action_targets_1',
  by: [['target', 'user_id']],
  has: ['operation', 'application', 'room', 'actor'],
};
/** It holds pending actions, too. */
export const BY_STR_ROOM: RunIndex = {
  table: 'action_str_rooms',
  id: 'action_id',
  name: 'sqlite_autoindex_action_str_rooms_1',
  by: [['strRoom', 'str_room_id']],
  has: ['operation', 'application', 'actor'],
};
