import type { ActionInput } from '../actions/action.input.js';
import type { Blacklist } from '../vendors/volcengine/calls/blacklist.js';

/** The list whose key `placeOf` made. */
export function listOfPlace(place: string): Blacklist {
  const [, appId, ownerId, inboxType] = /^list\/(\d+)\/(\d+)\/(-?\d+)$/.exec(place) ?? [];
  if (appId === undefined || ownerId === undefined) throw new Error(`not the place of a list: ${place}`);
  return { appId: Number(appId), ownerId, inboxType: Number(inboxType) };
}

/** The input that removes these users from the list. */
export function inputOf(
  place: string,
  userIds: readonly string[],
): ActionInput & { userIds: readonly string[] } {
  const { appId, ownerId, inboxType } = listOfPlace(place);
  const list = { appId, userId: ownerId, inboxType };
  return { ...list, userIds };
}
