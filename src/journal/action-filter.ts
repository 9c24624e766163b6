import type { ActionStatus } from './action-record.js';

/** Absent: any. */
export interface ActionFilter {
  actor?: string;
  operations?: readonly string[];
  statuses?: readonly ActionStatus[];
  roomId?: number;
  targetUserId?: string;
  /** Milliseconds since the epoch; included. */
  from?: number;
  /** Not included. */
  to?: number;
  /** What the reader may see: a slice for each operation that there is. Absent: everything. */
  visible?: readonly Slice[];
}

/** 'all', or the ids. */
export type Allowed = 'all' | readonly number[];

/** The actions of one operation in these applications and rooms. */
export interface Slice {
  operation: string;
  applicationIds: Allowed;
  /** 'none': actions of the operation are in no room. */
  roomIds: Allowed | 'none';
}

/** All actions of these operations. */
export function everywhere(operations: readonly string[]): Slice[] {
  return operations.map((operation) => ({ operation, applicationIds: 'all', roomIds: 'all' }));
}

/** What may be seen of what is wanted: at most one slice for each operation. */
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
