import { z } from 'zod';
import { blacklistCall, int64, list } from './blacklist-call.js';

const MAX_PAGE = 20;

/** The newest users first. The cursor is an index; the cursor after the last page is negative. */
export const getBlackList = blacklistCall(
  'GetBlackList',
  100,
  z.object({
    ...list,
    Cursor: int64,
    Limit: z.bigint().min(1n).max(BigInt(MAX_PAGE)),
    NeedTotal: z.boolean().nullish(),
  }),
  ({ Cursor, Limit, NeedTotal }, users) => {
    const start = Number(Cursor);
    const end = start + Number(Limit);
    const page = [...users].reverse().slice(start, end);
    const hasMore = end < users.size;
    return {
      BlackListInfos: page.map(([userId, { ext, createTime, modifyTime }]) => ({
        BlackListUserId: BigInt(userId),
        BlackListUserExt: ext,
        CreateTime: createTime,
        ModifyTime: modifyTime,
      })),
      HasMore: hasMore,
      NewCursor: hasMore ? end : -1,
      ...(NeedTotal && { TotalCount: users.size }),
    };
  },
);
