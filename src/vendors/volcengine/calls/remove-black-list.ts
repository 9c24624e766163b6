import { blacklistUserCodeMeaning } from './add-black-list.js';
import { blacklistBody } from './blacklist.js';
import { type ListChangeApi, readFailedInfos } from './list-change.js';

/**
 * Removes users from a list. The vendor reports nothing about single users, not even about users who were not on the
 * list. If it names users in `FailedInfos` after all, they do not count as removed. Source: the vendor document
 * "RemoveBlackList".
 */
export const removeBlackList: ListChangeApi = {
  api: 'RemoveBlackList',
  callsPerSecond: 50,
  leavesListed: false,
  body: ({ list, users }) =>
    blacklistBody(list, { BlackListUserIds: users.map(({ userId }) => BigInt(userId)) }),
  read: (result, answer) => readFailedInfos(result, answer, blacklistUserCodeMeaning),
};
