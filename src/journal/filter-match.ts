import type { ActionFilter } from './action-filter.js';
import type { ReadAction } from './action-rows.js';

/** Whether a filter would list an action, whatever the reader may see. All its columns but the input must have been read. */
export function matches(filter: ActionFilter, action: ReadAction): boolean {
  const { actor, operations, statuses, roomId, strRoomId, listOwnerId, targetUserId, automatic, from, to } =
    filter;
  return (
    isOr(actor, action.actor) &&
    (!operations || operations.includes(action.operation)) &&
    (!statuses || statuses.includes(action.status)) &&
    isOr(roomId, action.roomId) &&
    isOr(strRoomId, action.strRoomId) &&
    isOr(listOwnerId, action.listOwnerId) &&
    (targetUserId === undefined || (action.userIds ?? []).includes(targetUserId)) &&
    isOr(automatic, action.causedBy !== undefined) &&
    (from === undefined || action.requestedAt >= from) &&
    (to === undefined || action.requestedAt < to)
  );
}

function isOr<Value>(wanted: Value | undefined, value: Value | undefined): boolean {
  return wanted === undefined || wanted === value;
}
