import { blacklistUserCodeMeaning } from './add-black-list.js';
import { blackListInfos, blacklistBody } from './blacklist.js';
import { type ListChangeApi, readFailedInfos } from './list-change.js';

/**
 * Merges entries into the `ext` of users on a list: new keys are added, the values of known keys are replaced, and no key
 * can be deleted. So a repeat changes nothing more. The vendor's document does not say what it answers for a user who is
 * not on the list. Source: the vendor document "UpdateBlackList".
 */
export const updateBlackList: ListChangeApi = {
  api: 'UpdateBlackList',
  callsPerSecond: 50,
  leavesListed: undefined,
  body: ({ list, users }) => blacklistBody(list, { BlackListInfos: blackListInfos(users) }),
  read: (result, answer) => readFailedInfos(result, answer, blacklistUserCodeMeaning),
};
