import { z } from 'zod';
import { type Blacklists, type Ext, MAX_USER_ID } from './blacklists.js';
import type { VolcengineError } from './volcengine-authentication.js';

/** Per-user failures of an AddBlackList, by user id. */
type FailedUsers = ReadonlyMap<string, { code: string; message: string }>;

/** The `Result` of an answer, with ids as BigInt; or why there is none. */
type ActionOutcome = { result: object } | { error: VolcengineError };

interface BlacklistAction {
  /** As documented, per account. */
  callsPerSecond: number;
  /** `body` is parsed JSON whose integers are BigInts. `failing` is an injected fault. */
  run(body: unknown, blacklists: Blacklists, failing: FailedUsers): ActionOutcome;
}

const MAX_USERS_PER_CALL = 10;
const MAX_PAGE = 20;

const MAX_INT32 = 2n ** 31n - 1n;
const int32 = z.bigint('must be an int32').min(0n).max(MAX_INT32).transform(Number);
const int64 = z.bigint('must be an int64').min(0n).max(MAX_USER_ID).transform(String);
// Not `z.record`, which drops the key `__proto__`.
const ext = z.custom<Ext>(isStringMap, 'must be a map from string to string');

const list = {
  AppId: int32,
  UserId: int64,
  InboxType: int32.nullish().transform((inboxType) => inboxType ?? 0),
};
const userIds = z.array(int64).min(1).max(MAX_USERS_PER_CALL);

const addBlackList = action(
  50,
  z.object({
    ...list,
    BlackListInfos: z
      .array(z.object({ BlackListUserId: int64, BlackListUserExt: ext.nullish() }))
      .min(1)
      .max(MAX_USERS_PER_CALL),
  }),
  ({ UserId, BlackListInfos }, users, failing) => {
    const failedInfos: object[] = [];
    for (const { BlackListUserId: userId, BlackListUserExt } of BlackListInfos) {
      const failure = failing.get(userId) ?? refusal(userId, UserId, users);
      if (failure) failedInfos.push({ UserId: BigInt(userId), Code: failure.code, Message: failure.message });
      else users.set(userId, BlackListUserExt ?? undefined);
    }
    return { FailedInfos: failedInfos };
  },
);

const isInBlackList = action(
  100,
  z.object({ ...list, BlackListUserIds: userIds }),
  ({ BlackListUserIds }, users) => ({
    IsInBlackListInfos: Object.fromEntries(BlackListUserIds.map((userId) => [userId, users.has(userId)])),
  }),
);

const getBlackList = action(
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

/** By the name in the query's `Action`. */
export const BLACKLIST_ACTIONS: ReadonlyMap<string, BlacklistAction> = new Map([
  ['AddBlackList', addBlackList],
  ['IsInBlackList', isInBlackList],
  ['GetBlackList', getBlackList],
]);

function action<Body extends { AppId: number; UserId: string; InboxType: number }>(
  callsPerSecond: number,
  bodySchema: z.ZodType<Body>,
  run: (body: Body, users: Map<string, Ext>, failing: FailedUsers) => object,
): BlacklistAction {
  return {
    callsPerSecond,
    run(body, blacklists, failing) {
      const parsed = bodySchema.safeParse(body);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const message = `${issue?.path.join('.')}: ${issue?.message}`;
        return { error: { status: 400, code: 'InvalidParam', message } };
      }
      const { AppId, UserId, InboxType } = parsed.data;
      if (!blacklists.hasApplication(AppId)) {
        return { error: { status: 400, code: 'AppNotFound', message: 'app not found' } };
      }
      return { result: run(parsed.data, blacklists.users(AppId, UserId, InboxType), failing) };
    },
  };
}

function refusal(userId: string, ownerId: string, users: ReadonlyMap<string, Ext>) {
  if (userId === ownerId) return { code: 'AddSelfNotAllow', message: 'add self not allow' };
  if (users.has(userId)) return { code: 'AlreadyOnTheBlackList', message: 'user already on the blacklist' };
  return undefined;
}

function isStringMap(value: unknown): value is Ext {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
