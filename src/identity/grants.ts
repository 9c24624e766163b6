import type { RoomName } from '../values/room-name.js';
import type { Allowed, Caller } from './caller.js';

/** The scopes that this gateway knows. A token may have others. */
export const SCOPES = {
  media: 'moderation:media',
  rooms: 'moderation:rooms',
  blacklist: 'moderation:blacklist',
  ownBlacklist: 'moderation:blacklist:own',
  audit: 'moderation:audit',
  self: 'moderation:self',
} as const;

/** What a token lacks: a scope, or an id in the claim of this name. */
export type MissingGrant =
  | (typeof SCOPES)[keyof typeof SCOPES]
  | 'sdk_app_ids'
  | 'app_ids'
  | 'rooms'
  | 'str_rooms'
  | 'volc_user_id'
  | 'trtc_user_id';

/** What `caller` lacks to do in a room what `scope` is for. Undefined: nothing. */
export function missingForRoom(
  caller: Caller,
  scope: typeof SCOPES.media | typeof SCOPES.rooms | typeof SCOPES.audit,
  sdkAppId: number,
  room: RoomName,
  defaultSdkAppId: number,
): MissingGrant | undefined {
  if (!caller.scopes.has(scope)) return scope;
  if (!allowsApplication(caller.sdkAppIds, sdkAppId, defaultSdkAppId)) return 'sdk_app_ids';
  if (room.strRoomId !== undefined) return allows(caller.strRooms, room.strRoomId) ? undefined : 'str_rooms';
  return allows(caller.rooms, room.roomId) ? undefined : 'rooms';
}

/** What `caller` lacks to see who is in rooms, anywhere. Undefined: nothing. */
export function missingToSeeRooms({ scopes }: Caller): MissingGrant | undefined {
  return scopes.has(SCOPES.media) || scopes.has(SCOPES.audit) ? undefined : SCOPES.media;
}

/** What `caller` lacks to see who is in a room. Undefined: nothing. */
export function missingToSeeRoom(
  caller: Caller,
  sdkAppId: number,
  room: RoomName,
  defaultSdkAppId: number,
): MissingGrant | undefined {
  const scope = caller.scopes.has(SCOPES.audit) ? SCOPES.audit : SCOPES.media;
  return missingForRoom(caller, scope, sdkAppId, room, defaultSdkAppId);
}

/** What `caller` lacks to see what holds for themselves in a room of an application. Undefined: nothing. */
export function missingToSeeSelf(
  { scopes, sdkAppIds, trtcUserId }: Caller,
  sdkAppId: number,
  defaultSdkAppId: number,
): MissingGrant | undefined {
  if (!scopes.has(SCOPES.self)) return SCOPES.self;
  if (!allowsApplication(sdkAppIds, sdkAppId, defaultSdkAppId)) return 'sdk_app_ids';
  return trtcUserId === undefined ? 'trtc_user_id' : undefined;
}

/** What `caller` lacks to change the blacklist of `ownerId`. Undefined: nothing. */
export function missingForBlacklist(
  caller: Caller,
  appId: number,
  ownerId: string,
  defaultAppId: number,
): MissingGrant | undefined {
  const anyone = caller.scopes.has(SCOPES.blacklist);
  if (!anyone && !caller.scopes.has(SCOPES.ownBlacklist)) return SCOPES.blacklist;
  if (!allowsApplication(caller.appIds, appId, defaultAppId)) return 'app_ids';
  if (anyone || caller.volcUserId === ownerId) return undefined;
  return caller.volcUserId === undefined ? 'volc_user_id' : SCOPES.blacklist;
}

/** Whether a token allows the application. */
export function allowsApplication(
  allowed: Allowed<number> | undefined,
  id: number,
  defaultId: number,
): boolean {
  return allowed === undefined ? id === defaultId : allows(allowed, id);
}

function allows<Id>(allowed: Allowed<Id>, id: Id): boolean {
  return allowed === 'all' || allowed.has(id);
}
