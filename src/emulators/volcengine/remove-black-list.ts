import { z } from 'zod';
import { blacklistCall, list, userIds } from './blacklist-call.js';

/** The answer reports nothing about single users. A user who is not on the list makes no difference. */
export const removeBlackList = blacklistCall(
  'RemoveBlackList',
  50,
  z.object({ ...list, BlackListUserIds: userIds }),
  ({ BlackListUserIds }, users) => {
    for (const userId of BlackListUserIds) users.delete(userId);
    return {};
  },
);
