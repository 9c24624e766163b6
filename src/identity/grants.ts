import type { Allowed, Caller } from './caller.js';

/** The scopes that this gateway knows. A token may have others. */
export const SCOPES = {
  media: 'moderation:media',
  blacklist: 'moderation:blacklist',
  ownBlacklist: 'moderation:blacklist:own',
  audit: 'moderation:audit',
} as const;

/** What a token lacks: a scope, or an id in the claim of this name. */
export type MissingGrant =
  | (typeof SCOPES)[keyof typeof SCOPES]
  | 'sdk_app_ids'
  | 'app_ids'
  | 'rooms'
  | 'volc_user_id';

/** What `caller` lacks to act in a room. Undefined: nothing. */
export function missingForRoom(
  caller: Caller,
  sdkAppId: number,
  roomId: number,
  defaultSdkAppId: number,
): MissingGrant | undefined {
  if (!caller.scopes.has(SCOPES.media)) return SCOPES.media;
  if (!allowsApplication(caller.sdkAppIds, sdkAppId, defaultSdkAppId)) return 'sdk_app_ids';
  return allows(caller.rooms, roomId) ? undefined : 'rooms';
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

function allowsApplication(allowed: Allowed<number> | undefined, id: number, defaultId: number): boolean {
  return allowed === undefined ? id === defaultId : allows(allowed, id);
}

function allows<Id>(allowed: Allowed<Id>, id: Id): boolean {
  return allowed === 'all' || allowed.has(id);
}
