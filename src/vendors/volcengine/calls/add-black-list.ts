import type { CodeTable } from '../../calling/code-table.js';
import { type CodeMeaning, refused } from '../../calling/vendor-failure.js';
import { blackListInfos, blacklistBody } from './blacklist.js';
import { type ListChangeApi, readFailedInfos } from './list-change.js';

/** The codes of single users in `FailedInfos`. The vendor says that it did not change the list for these users. */
const USER_MEANINGS: Readonly<Record<string, CodeMeaning>> = {
  AddSelfNotAllow: refused('self-blacklist'),
  AlreadyOnTheBlackList: refused('already-blacklisted'),
};

const UNKNOWN_USER_CODE = refused('unknown-code');

/** The meaning of a user's code in `FailedInfos`. */
export function blacklistUserCodeMeaning(code: string): CodeMeaning {
  return (Object.hasOwn(USER_MEANINGS, code) && USER_MEANINGS[code]) || UNKNOWN_USER_CODE;
}

/** The documented codes of single users. */
export const BLACKLIST_USER_DOCUMENTED_CODES: readonly string[] = Object.keys(USER_MEANINGS);

export const blacklistUserCodes: CodeTable = {
  documented: BLACKLIST_USER_DOCUMENTED_CODES,
  meaning: blacklistUserCodeMeaning,
  families: [],
};

/** Adds users to a list. Source: the vendor document "AddBlackList". */
export const addBlackList: ListChangeApi = {
  api: 'AddBlackList',
  callsPerSecond: 50,
  leavesListed: true,
  body: ({ list, users }) => blacklistBody(list, { BlackListInfos: blackListInfos(users) }),
  read: (result, answer) => readFailedInfos(result, answer, blacklistUserCodeMeaning, 'already-blacklisted'),
};
