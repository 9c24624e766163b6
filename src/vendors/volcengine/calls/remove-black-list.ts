import { isJsonObject } from '../../calling/json-object.js';
import { blacklistBody } from './blacklist.js';
import type { ListChangeApi } from './list-change.js';

/**
 * Removes users from a list. The vendor reports nothing about single users, not even about users who were not on the
 * list. Source: the vendor document "RemoveBlackList".
 */
export const removeBlackList: ListChangeApi = {
  api: 'RemoveBlackList',
  callsPerSecond: 50,
  leavesListed: false,
  body: ({ list, users }) =>
    blacklistBody(list, { BlackListUserIds: users.map(({ userId }) => BigInt(userId)) }),
  read: (result) => (result === undefined || result === null || isJsonObject(result) ? new Map() : undefined),
};
