import {
  actionInputIssues,
  applicationIssues,
  duplicateIssues,
  lengthIssues,
} from '../actions/input-rules.js';
import type { Plan } from '../actions/operation.js';
import type { Where } from '../actions/places.js';
import type { InputIssue } from '../errors/moderation-error.js';
import type { Blacklist } from '../vendors/volcengine/calls/blacklist.js';
import type { BlacklistArgs } from './blacklist.args.js';
import type { BlacklistInput } from './blacklist.input.js';
import { placeOf } from './changed-users.js';

/** The most users that one action changes. */
export const MAX_USERS = 1_000;

/** The list that a query reads or an action changes, with the defaults filled in. */
export function listOf(
  { appId, userId, inboxType }: BlacklistArgs | BlacklistInput,
  { applicationIds }: { readonly applicationIds: readonly [number, ...number[]] },
): Blacklist {
  return { appId: appId ?? applicationIds[0], ownerId: userId, inboxType: inboxType ?? 0 };
}

/** Where a query of a list reads. */
export function whereOf({ appId, ownerId }: Blacklist): Where {
  return { applicationId: appId, listOwnerId: ownerId };
}

/** The fields of a plan that name its list. */
export function planOn(list: Blacklist): Pick<Plan, 'applicationId' | 'listOwnerId' | 'place'> {
  return { place: placeOf(list), ...whereOf(list) };
}

/** Checks the input of an action that changes users of a list. `field` has the users, and `pathOf` is the path of an id. */
export function listChangeIssues(
  input: BlacklistInput,
  field: string,
  userIds: readonly string[],
  pathOf: (index: number) => string,
): InputIssue[] {
  return [
    ...applicationIssues('appId', input.appId),
    ...actionInputIssues(input),
    ...lengthIssues(field, userIds.length, 1, MAX_USERS, 'users'),
    ...duplicateIssues(userIds, MAX_USERS, (userId) => userId, pathOf),
  ];
}
