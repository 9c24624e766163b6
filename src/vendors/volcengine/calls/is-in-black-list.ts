import { isJsonObject } from '../../calling/json-object.js';
import type { VendorApi } from '../../calling/vendor-api.js';
import { type Blacklist, blacklistBody } from './blacklist.js';

export interface IsInBlackListCall {
  list: Blacklist;
  /** 1 to 10. */
  userIds: readonly string[];
}

/** Asks which users are on a list. Source: the vendor document "IsInBlackList". */
export const isInBlackList: VendorApi<IsInBlackListCall, ReadonlyMap<string, boolean>> = {
  api: 'IsInBlackList',
  callsPerSecond: 100,
  body: ({ list, userIds }) => blacklistBody(list, { BlackListUserIds: userIds.map(BigInt) }),
  read: (result, { args }) => readIsInBlackListInfos(result, args.userIds),
};

/** Undefined unless the answer covers every user. */
function readIsInBlackListInfos(
  result: unknown,
  userIds: readonly string[],
): ReadonlyMap<string, boolean> | undefined {
  const infos = isJsonObject(result) ? result.IsInBlackListInfos : undefined;
  if (!isJsonObject(infos)) return undefined;
  const listed = new Map<string, boolean>();
  for (const userId of userIds) {
    const isListed = infos[userId];
    if (typeof isListed !== 'boolean') return undefined;
    listed.set(userId, isListed);
  }
  return listed;
}
