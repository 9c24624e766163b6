/**
 * What a token lacks for an act, in the words of `ForbiddenError.missingGrant`; undefined if nothing. Only the gateway
 * decides: this spares people a button that would be refused, and tells them why before they try.
 */
import type { ViewerQuery } from 'moderation-gateway-client';

export type Viewer = ViewerQuery['viewer'];

export function missingForRoom(
  viewer: Viewer,
  room: { sdkAppId: number; roomId: number },
): string | undefined {
  if (!viewer.scopes.includes('moderation:media')) return 'moderation:media';
  if (!viewer.sdkAppIds.includes(room.sdkAppId)) return 'sdk_app_ids';
  return viewer.allRooms || viewer.rooms.includes(room.roomId) ? undefined : 'rooms';
}

/** For lists in general; of whom, `ownListOnly` says. */
export function missingForBlacklists(viewer: Viewer): string | undefined {
  if (viewer.scopes.includes('moderation:blacklist')) return undefined;
  if (!viewer.scopes.includes('moderation:blacklist:own')) return 'moderation:blacklist';
  return viewer.volcUserId === null ? 'volc_user_id' : undefined;
}

/** The only owner whose list this token may edit; undefined when it may edit anybody's, or nobody's. */
export function ownListOnly({ scopes, volcUserId }: Viewer): string | undefined {
  return scopes.includes('moderation:blacklist') ? undefined : (volcUserId ?? undefined);
}

export function missingForActions(viewer: Viewer): string | undefined {
  return viewer.scopes.includes('moderation:audit') ? undefined : 'moderation:audit';
}
