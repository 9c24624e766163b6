import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { isRoomNumber } from '../graphql/room-number.scalar.js';
import type { Allowed } from '../identity/caller.js';
import { Viewer } from './viewer.type.js';

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who the token says you are, and what it lets you do.' })
  viewer(@Ctx() { gateway: { vendors }, caller }: RequestContext): Viewer {
    const { sub, scopes, rooms, volcUserId, expiresAtMs } = caller;
    return {
      subject: sub,
      scopes: [...scopes],
      sdkAppIds: served(vendors.TENCENT_TRTC?.applicationIds ?? [], caller.sdkAppIds),
      appIds: served(vendors.VOLCENGINE_RTC?.applicationIds ?? [], caller.appIds),
      allRooms: rooms === 'all',
      // A token may name a room that cannot be.
      rooms: rooms === 'all' ? [] : [...rooms].filter(isRoomNumber),
      volcUserId,
      expiresAt: new Date(expiresAtMs),
    };
  }
}

/** Of the applications that the gateway serves, those that a token allows; without the claim, the default one. */
function served(ids: readonly number[], allowed: Allowed<number> | undefined): number[] {
  if (allowed === undefined) return ids.slice(0, 1);
  return allowed === 'all' ? [...ids] : ids.filter((id) => allowed.has(id));
}
