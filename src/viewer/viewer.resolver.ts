import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import type { Allowed } from '../identity/caller.js';
import { isRoomNumber } from '../values/room-name.js';
import { Viewer } from './viewer.type.js';

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { description: 'The caller: who the token names, and what it allows.' })
  viewer(@Ctx() { gateway: { vendors }, caller }: RequestContext): Viewer {
    const { sub, scopes, rooms, strRooms, volcUserId, trtcUserId, expiresAtMs } = caller;
    return {
      subject: sub,
      scopes: [...scopes],
      sdkAppIds: served(vendors.TENCENT_TRTC?.applicationIds ?? [], caller.sdkAppIds),
      appIds: served(vendors.VOLCENGINE_RTC?.applicationIds ?? [], caller.appIds),
      allRooms: rooms === 'all',
      // A token may name numbers that no room can have.
      rooms: rooms === 'all' ? [] : [...rooms].filter(isRoomNumber),
      allStrRooms: strRooms === 'all',
      strRooms: strRooms === 'all' ? [] : [...strRooms],
      volcUserId,
      trtcUserId,
      expiresAt: new Date(expiresAtMs),
    };
  }
}

/** The served applications that a token allows. A token without the claim allows the default application. */
function served(ids: readonly number[], allowed: Allowed<number> | undefined): number[] {
  if (allowed === undefined) return ids.slice(0, 1);
  return allowed === 'all' ? [...ids] : ids.filter((id) => allowed.has(id));
}
