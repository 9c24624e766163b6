import { z } from 'zod';
import { blacklistCall, list, userIds } from './blacklist-call.js';

export const isInBlackList = blacklistCall(
  'IsInBlackList',
  100,
  z.object({ ...list, BlackListUserIds: userIds }),
  ({ BlackListUserIds }, users) => ({
    IsInBlackListInfos: Object.fromEntries(BlackListUserIds.map((userId) => [userId, users.has(userId)])),
  }),
);
