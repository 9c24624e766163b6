import type { ActionStatus } from './action-record.js';

/** Which actions a reader asks for. An absent field sets no limit. */
export interface ActionFilter {
  actor?: string;
  operations?: readonly string[];
  statuses?: readonly ActionStatus[];
  roomId?: number;
  targetUserId?: string;
  /** The earliest time, inclusive: milliseconds since the epoch. */
  from?: number;
  /** The latest time, exclusive: milliseconds since the epoch. */
  to?: number;
  /** The actions that the reader may see: one slice for each operation. Absent: all actions. */
  visible?: readonly Slice[];
}

/** All ids, or only these. */
export type Allowed = 'all' | readonly number[];

/** The actions of one operation in these applications and rooms. */
export interface Slice {
  operation: string;
  applicationIds: Allowed;
  /** 'none': actions of this operation have no room. */
  roomIds: Allowed | 'none';
}

/** All actions of these operations. */
export function everywhere(operations: readonly string[]): Slice[] {
  return operations.map((operation) => ({ operation, applicationIds: 'all', roomIds: 'all' }));
}

/** The visible part of a filter: at most one slice for each operation. */
export function slicesOf({ operations, roomId }: ActionFilter, visible: readonly Slice[]): Slice[] {
  return visible.flatMap((slice) => {
    const { operation, applicationIds, roomIds } = slice;
    if (operations && !operations.includes(operation)) return [];
    const wanted = roomId === undefined ? roomIds : both(roomIds, roomId);
    if (applicationIds.length === 0 || wanted.length === 0) return [];
    return [{ ...slice, roomIds: wanted }];
  });
}

/** Whether a reader may see an action. */
export function isVisible(
  action: { operation: string; applicationId: number; roomId?: number | undefined },
  visible: readonly Slice[],
): boolean {
  const within = (allowed: Allowed, id: number | undefined) =>
    allowed === 'all' || (id !== undefined && allowed.includes(id));
  return visible.some(
    ({ operation, applicationIds, roomIds }) =>
      operation === action.operation &&
      within(applicationIds, action.applicationId) &&
      (roomIds === 'none' || within(roomIds, action.roomId)),
  );
}

function both(roomIds: Slice['roomIds'], id: number): readonly number[] {
  if (roomIds === 'none') return [];
  return roomIds === 'all' || roomIds.includes(id) ? [id] : [];
}
