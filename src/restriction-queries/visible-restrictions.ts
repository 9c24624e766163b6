import type { RequestContext } from '../context.js';
import { queryError } from '../errors/query-error.js';
import { applicationNotServed, forbiddenQuery } from '../errors/refusals.js';
import type { Caller } from '../identity/caller.js';
import { allowsApplication, missingToSeeRoom, missingToSeeRooms } from '../identity/grants.js';
import type { Restriction } from '../restrictions/restriction.js';
import type { Area } from '../restrictions/restriction-ids.js';
import { servedBy } from '../room-queries/visible-rooms.js';
import { roomNameOf } from '../rooms/room-place.js';
import { placeOfRoom, type RoomName } from '../values/room-name.js';
import type { RestrictionFilter } from './media-restriction.type.js';

/** The rooms that the token names, as far as they match the filter. Throws if the token does not let its bearer see them. */
export function visibleAreas(context: RequestContext, filter: RestrictionFilter): Area[] {
  const { caller, gateway } = context;
  const missing = missingToSeeRooms(caller);
  if (missing) throw forbiddenQuery(missing);
  const applicationIds = applicationsFor(context, filter.sdkAppId);
  const { roomId, strRoomId } = filter;
  const [hasNumber, hasName] = [typeof roomId === 'number', typeof strRoomId === 'string'];
  // No restriction is in two rooms.
  if (hasNumber && hasName) return [];
  if (!hasNumber && !hasName) return areasOf(caller, applicationIds);
  const room = roomNameOf({ roomId, strRoomId });
  const [defaultId] = servedBy(gateway);
  const places = applicationIds.map((applicationId) => {
    const lacking = missingToSeeRoom(caller, applicationId, room, defaultId);
    if (lacking) throw forbiddenQuery(lacking);
    return placeOfRoom(applicationId, room);
  });
  return [{ places }];
}

/** Whether the token lets its bearer see the restriction. Throws if it lets them see none. */
export function mayRead({ caller, gateway }: RequestContext, { applicationId, room }: Restriction): boolean {
  const served = servedBy(gateway);
  return (
    served.includes(applicationId) && missingToSeeRoom(caller, applicationId, room, served[0]) === undefined
  );
}

/** Those that the gateway serves and the token allows, or only the one that is named. */
function applicationsFor({ caller, gateway }: RequestContext, sdkAppId: number | null | undefined): number[] {
  const served = servedBy(gateway);
  const isAllowed = (id: number) => allowsApplication(caller.sdkAppIds, id, served[0]);
  if (typeof sdkAppId !== 'number') return served.filter(isAllowed);
  if (!served.includes(sdkAppId)) throw queryError(applicationNotServed('sdkAppId'));
  if (!isAllowed(sdkAppId)) throw forbiddenQuery('sdk_app_ids');
  return [sdkAppId];
}

function areasOf({ rooms, strRooms }: Caller, applicationIds: readonly number[]): Area[] {
  const whole = (kind: 'all' | 'numeric' | 'string'): Area[] =>
    applicationIds.map((applicationId) => ({ applicationId, rooms: kind }));
  if (rooms === 'all' && strRooms === 'all') return whole('all');
  const named: RoomName[] = [
    ...(rooms === 'all' ? [] : [...rooms].map((roomId) => ({ roomId }))),
    ...(strRooms === 'all' ? [] : [...strRooms].map((strRoomId) => ({ strRoomId }))),
  ];
  const places = applicationIds.flatMap((applicationId) =>
    named.map((room) => placeOfRoom(applicationId, room)),
  );
  return [
    ...(rooms === 'all' ? whole('numeric') : []),
    ...(strRooms === 'all' ? whole('string') : []),
    ...(places.length > 0 ? [{ places }] : []),
  ];
}
