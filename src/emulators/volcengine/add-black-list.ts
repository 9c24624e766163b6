import { z } from 'zod';
import { blacklistCall, ext, int64, list, MAX_USERS_PER_CALL } from './blacklist-call.js';
import { newEntry } from './blacklists.js';

export const addBlackList = blacklistCall(
  'AddBlackList',
  50,
  z.object({
    ...list,
    BlackListInfos: z
      .array(z.object({ BlackListUserId: int64, BlackListUserExt: ext.nullish() }))
      .min(1)
      .max(MAX_USERS_PER_CALL),
  }),
  ({ UserId, BlackListInfos }, users, { failing, seconds }) => {
    const failedInfos: object[] = [];
    for (const { BlackListUserId: userId, BlackListUserExt } of BlackListInfos) {
      const failure = failing.get(userId) ?? refusal(userId, UserId, users);
      if (failure) failedInfos.push({ UserId: BigInt(userId), Code: failure.code, Message: failure.message });
      else users.set(userId, newEntry(BlackListUserExt ?? undefined, seconds));
    }
    return { FailedInfos: failedInfos };
  },
);

function refusal(userId: string, ownerId: string, users: ReadonlyMap<string, unknown>) {
  if (userId === ownerId) return { code: 'AddSelfNotAllow', message: 'add self not allow' };
  if (users.has(userId)) return { code: 'AlreadyOnTheBlackList', message: 'user already on the blacklist' };
  return undefined;
}
