/**
 * The grant that a token lacks for an act, as in `ForbiddenError.missingGrant`; undefined if none. Only the gateway
 * decides. This hides buttons whose use the gateway would refuse, and says why before somebody tries.
 */
import type { ViewerQuery } from 'moderation-gateway-client/strings';
import type { RoomName } from './room-name.js';

export type Viewer = ViewerQuery['viewer'];

export function missingForRoom(viewer: Viewer, room: RoomName): string | undefined {
  if (!viewer.scopes.includes('moderation:media')) return 'moderation:media';
  if (!viewer.sdkAppIds.includes(room.sdkAppId)) return 'sdk_app_ids';
  if (room.strRoomId !== undefined) {
    return viewer.allStrRooms || viewer.strRooms.includes(room.strRoomId) ? undefined : 'str_rooms';
  }
  return viewer.allRooms || viewer.rooms.includes(room.roomId) ? undefined : 'rooms';
}

/** The grant without which nobody sees who is in rooms. */
export function missingToSeeRooms({ scopes }: Viewer): string | undefined {
  const maySee = scopes.includes('moderation:media') || scopes.includes('moderation:audit');
  return maySee ? undefined : 'moderation:media';
}

/** Whether the token may edit any list at all. `ownListOnly` says whose. */
export function missingForBlacklists(viewer: Viewer): string | undefined {
  if (viewer.scopes.includes('moderation:blacklist')) return undefined;
  if (!viewer.scopes.includes('moderation:blacklist:own')) return 'moderation:blacklist';
  return viewer.volcUserId === null ? 'volc_user_id' : undefined;
}

/** The only owner whose list this token may edit; undefined if it may edit every list, or none. */
export function ownListOnly({ scopes, volcUserId }: Viewer): string | undefined {
  return scopes.includes('moderation:blacklist') ? undefined : (volcUserId ?? undefined);
}

export function missingForActions(viewer: Viewer): string | undefined {
  return viewer.scopes.includes('moderation:audit') ? undefined : 'moderation:audit';
}
