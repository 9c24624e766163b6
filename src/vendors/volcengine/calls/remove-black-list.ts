import { isJsonObject } from '../../calling/json-object.js';
import { blacklistBody } from './blacklist.js';
import type { ListChangeApi } from './list-change.js';

/**
 * Takes users off a list. The vendor says nothing of single users, not even of those who were not on the list. Source: the
 * vendor document "RemoveBlackList".
 */
export const removeBlackList: ListChangeApi = {
  api: 'RemoveBlackList',
  callsPerSecond: 50,
  leavesListed: false,
  body: ({ list, users }) =>
    blacklistBody(list, { BlackListUserIds: users.map(({ userId }) => BigInt(userId)) }),
  read: (result) => (result === undefined || result === null || isJsonObject(result) ? new Map() : undefined),
};
