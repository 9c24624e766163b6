import type { RequestContext } from '../context.js';
import { queryError } from '../errors/query-error.js';
import { applicationNotServed, forbiddenQuery, vendorOff } from '../errors/refusals.js';
import type { Caller } from '../identity/caller.js';
import { allowsApplication, missingToSeeRoom, missingToSeeRooms } from '../identity/grants.js';
import type { RoomsRequest } from '../roster/roster-pages.js';
import { placeOfRoom, type RoomName } from '../values/room-name.js';

/** The application that a query is about. Throws if the gateway does not serve it. */
export function applicationOf({ gateway }: RequestContext, sdkAppId: number | null | undefined): number {
  const served = servedBy(gateway);
  const applicationId = sdkAppId ?? served[0];
  if (!served.includes(applicationId)) throw queryError(applicationNotServed('sdkAppId'));
  return applicationId;
}

/** Throws if the token does not let its bearer see who is in the room. */
export function allowRoom({ caller, gateway }: RequestContext, applicationId: number, room: RoomName): void {
  const missing = missingToSeeRoom(caller, applicationId, room, servedBy(gateway)[0]);
  if (missing) throw forbiddenQuery(missing);
}

/** The rooms of an application that the token names. Throws if it does not let its bearer see who is in rooms. */
export function visibleRooms(
  { caller, gateway }: RequestContext,
  applicationId: number,
): RoomsRequest['among'] {
  const missing = missingToSeeRooms(caller);
  if (missing) throw forbiddenQuery(missing);
  if (!allowsApplication(caller.sdkAppIds, applicationId, servedBy(gateway)[0])) {
    throw forbiddenQuery('sdk_app_ids');
  }
  return [...numericRooms(caller, applicationId), ...stringRooms(caller, applicationId)];
}

function numericRooms({ rooms }: Caller, applicationId: number): RoomsRequest['among'] {
  if (rooms === 'all') return ['numeric'];
  const places = [...rooms].map((roomId) => placeOfRoom(applicationId, { roomId }));
  return places.length === 0 ? [] : [{ places }];
}

function stringRooms({ strRooms }: Caller, applicationId: number): RoomsRequest['among'] {
  if (strRooms === 'all') return ['string'];
  const places = [...strRooms].map((strRoomId) => placeOfRoom(applicationId, { strRoomId }));
  return places.length === 0 ? [] : [{ places }];
}

/** Events come from TRTC alone. */
export function servedBy({ vendors }: RequestContext['gateway']): readonly [number, ...number[]] {
  const served = vendors.TENCENT_TRTC?.applicationIds;
  if (!served) throw queryError(vendorOff());
  return served;
}
