import type { ActionStatus } from './action-record.js';

/** Which actions a reader asks for. An absent field sets no limit. */
export interface ActionFilter {
  actor?: string;
  operations?: readonly string[];
  statuses?: readonly ActionStatus[];
  /** A numeric room. No action is both in a numeric room and in a string room. */
  roomId?: number;
  strRoomId?: string;
  /** Whose blacklist: a decimal string. No action is both on a list and in a room. */
  listOwnerId?: string;
  targetUserId?: string;
  /** Whether the gateway carried it out by itself. */
  automatic?: boolean;
  /** The earliest time, inclusive: milliseconds since the epoch. */
  from?: number;
  /** The latest time, exclusive: milliseconds since the epoch. */
  to?: number;
  /** The actions that the reader may see: slices that do not overlap. Absent: all actions. */
  visible?: readonly Slice[];
}

/** All ids, or only these. */
export type Allowed = 'all' | readonly number[];

/**
 * - 'all': wherever the action is, also where it is in no room
 * - 'none': actions of the operation are in no room
 * - 'numeric', 'string': all numeric rooms, all string rooms
 */
export type SliceRooms =
  | 'all'
  | 'none'
  | 'numeric'
  | 'string'
  | { readonly roomIds: readonly number[] }
  | { readonly strRoomIds: readonly string[] };

/** Whether these are some string rooms. */
export function isStrRooms(rooms: SliceRooms): boolean {
  return typeof rooms !== 'string' && 'strRoomIds' in rooms;
}

/** The actions of one operation in these applications and rooms. */
export interface Slice {
  operation: string;
  applicationIds: Allowed;
  rooms: SliceRooms;
}

/** All actions of these operations. */
export function everywhere(operations: readonly string[]): Slice[] {
  return operations.map((operation) => ({ operation, applicationIds: 'all', rooms: 'all' }));
}

/** The part of the slices that the filter's operations, rooms and lists leave. */
export function slicesOf(filter: ActionFilter, visible: readonly Slice[]): Slice[] {
  return visible.flatMap((slice) => {
    if (filter.operations && !filter.operations.includes(slice.operation)) return [];
    const rooms = roomsIn(slice.rooms, filter);
    return rooms === undefined || slice.applicationIds.length === 0 ? [] : [{ ...slice, rooms }];
  });
}

/** Whether a reader may see an action. */
export function isVisible(
  action: {
    operation: string;
    applicationId: number;
    roomId?: number | undefined;
    strRoomId?: string | undefined;
  },
  visible: readonly Slice[],
): boolean {
  return visible.some(
    ({ operation, applicationIds, rooms }) =>
      operation === action.operation &&
      (applicationIds === 'all' || applicationIds.includes(action.applicationId)) &&
      isIn(rooms, action),
  );
}

function isIn(
  rooms: SliceRooms,
  { roomId, strRoomId }: { roomId?: number | undefined; strRoomId?: string | undefined },
): boolean {
  if (rooms === 'all' || rooms === 'none') return true;
  if (rooms === 'numeric') return roomId !== undefined;
  if (rooms === 'string') return strRoomId !== undefined;
  if ('roomIds' in rooms) return roomId !== undefined && rooms.roomIds.includes(roomId);
  return strRoomId !== undefined && rooms.strRoomIds.includes(strRoomId);
}

/** The rooms that a slice and the filter have in common. Undefined: none. */
function roomsIn(rooms: SliceRooms, filter: ActionFilter): SliceRooms | undefined {
  const { roomId, strRoomId, listOwnerId } = filter;
  if ([roomId, strRoomId, listOwnerId].filter((place) => place !== undefined).length > 1) return undefined;
  if (listOwnerId !== undefined) return rooms === 'none' || rooms === 'all' ? rooms : undefined;
  if (roomId !== undefined || strRoomId !== undefined) {
    if (rooms === 'none' || !isIn(rooms, { roomId, strRoomId })) return undefined;
    return roomId !== undefined ? { roomIds: [roomId] } : { strRoomIds: [strRoomId as string] };
  }
  if (typeof rooms === 'string') return rooms;
  return ('roomIds' in rooms ? rooms.roomIds : rooms.strRoomIds).length === 0 ? undefined : rooms;
}
