import { type ActionStatus, OPERATIONS, type Operation } from './action-record.js';

/** Absent: any. */
export interface ActionFilter {
  actor?: string;
  operations?: readonly Operation[];
  statuses?: readonly ActionStatus[];
  roomId?: number;
  targetUserId?: string;
  /** Milliseconds since the epoch; included. */
  from?: number;
  /** Not included. */
  to?: number;
  /** What the reader may see. */
  visible?: Visibility;
}

/** 'all', or the ids. An operation that is absent is not to be seen. */
export interface Visibility {
  media?: { applicationIds: Allowed; roomIds: Allowed };
  blacklist?: { applicationIds: Allowed };
}
export type Allowed = 'all' | readonly number[];

/** The actions of one operation in these applications and rooms. */
export interface Slice {
  operation: Operation;
  applicationIds: Allowed;
  roomIds: Allowed;
}

const EVERYWHERE = { applicationIds: 'all', roomIds: 'all' } as const;
const EVERYTHING: Visibility = { media: EVERYWHERE, blacklist: EVERYWHERE };

/** What may be seen of what is wanted: at most one slice for each operation. */
export function slicesOf({
  operations = OPERATIONS,
  roomId,
  visible: { media, blacklist } = EVERYTHING,
}: ActionFilter): Slice[] {
  const visible: Record<string, { applicationIds: Allowed; roomIds: Allowed } | undefined> = {
    SET_USER_MEDIA_STATE: media,
    // It is in no room.
    ADD_TO_BLACKLIST: roomId === undefined && blacklist ? { ...EVERYWHERE, ...blacklist } : undefined,
  };
  return OPERATIONS.flatMap((operation) => {
    const seen = operations.includes(operation) ? visible[operation] : undefined;
    if (!seen) return [];
    const roomIds = roomId === undefined ? seen.roomIds : both(seen.roomIds, roomId);
    if (seen.applicationIds.length === 0 || roomIds.length === 0) return [];
    return [{ operation, applicationIds: seen.applicationIds, roomIds }];
  });
}

/** Whether an action is in what a reader may see. */
export function isVisible(
  action: { operation: Operation; applicationId: number; roomId?: number | undefined },
  visible: Visibility,
): boolean {
  const [slice] = slicesOf({ visible, operations: [action.operation] });
  const within = (allowed: Allowed, id: number | undefined) =>
    allowed === 'all' || (id !== undefined && allowed.includes(id));
  return (
    slice !== undefined &&
    within(slice.applicationIds, action.applicationId) &&
    within(slice.roomIds, action.roomId)
  );
}

function both(allowed: Allowed, id: number): readonly number[] {
  return allowed === 'all' || allowed.includes(id) ? [id] : [];
}
