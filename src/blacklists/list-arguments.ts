import type { Where } from '../actions/places.js';
import type { Blacklist } from '../vendors/volcengine/calls/blacklist.js';
import type { BlacklistArgs } from './blacklist.args.js';

/** Where a query reads, with the default application filled in. */
export function whereOf(
  { appId, userId }: BlacklistArgs,
  { applicationIds }: { readonly applicationIds: readonly [number, ...number[]] },
): Where {
  return { applicationId: appId ?? applicationIds[0], listOwnerId: userId };
}

/** The list that a query reads. */
export function listOf({ userId, inboxType }: BlacklistArgs, applicationId: number): Blacklist {
  return { appId: applicationId, ownerId: userId, inboxType: inboxType ?? 0 };
}
