import { z } from 'zod';
import { blacklistCall, int64, list } from './blacklist-call.js';

const MAX_PAGE = 20;

export const getBlackList = blacklistCall(
  'GetBlackList',
  100,
  z.object({
    ...list,
    Cursor: int64.nullish(),
    Limit: z.bigint().min(1n).max(BigInt(MAX_PAGE)).nullish(),
    NeedTotal: z.boolean().nullish(),
  }),
  ({ Cursor, Limit, NeedTotal }, users) => {
    const start = Number(Cursor ?? 0);
    const end = start + Number(Limit ?? MAX_PAGE);
    const page = [...users].slice(start, end);
    return {
      BlackListInfos: page.map(([userId, ext]) => ({
        BlackListUserId: BigInt(userId),
        BlackListUserExt: ext,
      })),
      HasMore: end < users.size,
      NewCursor: start + page.length,
      ...(NeedTotal && { TotalCount: users.size }),
    };
  },
);
