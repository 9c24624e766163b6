import { z } from 'zod';
import { blacklistCall, ext, int64, list, MAX_USERS_PER_CALL } from './blacklist-call.js';

/** The vendor documents no code for a user who is not on the list. */
const NOT_LISTED = { code: 'NotOnTheBlackList', message: 'user not on the blacklist' };

/** New keys are added, the values of known keys are replaced, and no key can be deleted. */
export const updateBlackList = blacklistCall(
  'UpdateBlackList',
  50,
  z.object({
    ...list,
    BlackListInfos: z
      .array(z.object({ BlackListUserId: int64, BlackListUserExt: ext }))
      .min(1)
      .max(MAX_USERS_PER_CALL),
  }),
  ({ BlackListInfos }, users, { failing, seconds }) => {
    const failedInfos: object[] = [];
    for (const { BlackListUserId: userId, BlackListUserExt } of BlackListInfos) {
      const entry = users.get(userId);
      const failure = failing.get(userId) ?? (entry ? undefined : NOT_LISTED);
      if (failure) failedInfos.push({ UserId: BigInt(userId), Code: failure.code, Message: failure.message });
      else if (entry) {
        const ext = { ...entry.ext, ...BlackListUserExt };
        users.set(userId, { ...entry, ext, modifyTime: seconds });
      }
    }
    return { FailedInfos: failedInfos };
  },
);
