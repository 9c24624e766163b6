import { isInt64 } from '../../../values/int64.js';
import { isJsonObject } from '../../calling/json-object.js';
import type { VendorApi } from '../../calling/vendor-api.js';
import { type Blacklist, blacklistBody } from './blacklist.js';

/** The vendor's document allows at most 20 users a page. */
export const MAX_USERS_PER_PAGE = 20;

export interface GetBlackListCall {
  list: Blacklist;
  /** How many users to skip. The newest user of the list is at 0. */
  start: number;
  /** The greatest number of users in the page: 1 to `MAX_USERS_PER_PAGE`. */
  limit: number;
  needTotal: boolean;
}

/** A user on a list. Times are in milliseconds since the epoch; undefined where the vendor gave none. */
export interface ListedUser {
  userId: string;
  ext?: Readonly<Record<string, string>>;
  addedAt?: number | undefined;
  changedAt?: number | undefined;
}

/** Neighbours on a list, as they were at one moment. */
export interface ListPage {
  /** The newest first. */
  users: readonly ListedUser[];
  /** Whether nobody comes after them. */
  isLast: boolean;
  /** The number of users on the list. Undefined if it was not asked for. */
  totalCount: number | undefined;
}

/**
 * Reads a page of a list. The pages shift while users are added or removed, because `Cursor` is an index. Sources: the
 * vendor document "GetBlackList", and the vendor's client for Go, which calls the next index `NextCursor`.
 */
export const getBlackList: VendorApi<GetBlackListCall, ListPage> = {
  api: 'GetBlackList',
  callsPerSecond: 100,
  body: ({ list, start, limit, needTotal }) =>
    blacklistBody(list, { Cursor: start, Limit: limit, NeedTotal: needTotal }),
  read: (result, { args }) => readPage(result, args),
};

/** Undefined if the answer contradicts itself: it must not be taken for a list. */
function readPage(result: unknown, { start, limit }: GetBlackListCall): ListPage | undefined {
  if (result !== undefined && result !== null && !isJsonObject(result)) return undefined;
  const infos = result?.BlackListInfos ?? [];
  if (!Array.isArray(infos) || infos.length > MAX_USERS_PER_PAGE) return undefined;
  const users: ListedUser[] = [];
  for (const info of infos) {
    const user = readUser(info);
    if (!user) return undefined;
    users.push(user);
  }
  if (new Set(users.map(({ userId }) => userId)).size < users.length) return undefined;
  const next = integer(result?.NewCursor ?? result?.NextCursor);
  const isLast = isLastPage(result?.HasMore, next, users.length, limit);
  // A page that is not the last leads on.
  if (!isLast && (users.length === 0 || (next ?? Infinity) <= start)) return undefined;
  return { users, isLast, totalCount: integer(result?.TotalCount) };
}

/** A negative index means that nobody comes after. Fields may be absent. */
function isLastPage(hasMore: unknown, next: number | undefined, count: number, limit: number): boolean {
  if (next !== undefined && next < 0) return true;
  if (typeof hasMore === 'boolean') return !hasMore;
  return next === undefined && count < limit;
}

function readUser(info: unknown): ListedUser | undefined {
  if (!isJsonObject(info)) return undefined;
  const userId = String(info.BlackListUserId);
  const ext = info.BlackListUserExt ?? undefined;
  if (!isInt64(userId) || (ext !== undefined && !isStringMap(ext))) return undefined;
  return {
    userId,
    ...(ext && { ext }),
    addedAt: epochMs(info.CreateTime),
    changedAt: epochMs(info.ModifyTime),
  };
}

function isStringMap(value: unknown): value is Record<string, string> {
  return isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

/** Earlier, seconds: the year 5138. Later, milliseconds: the year 1973. */
const LEAST_MILLISECONDS = 100_000_000_000;
/** The end of the year 9999. */
const MAX_EPOCH_MS = 253_402_300_799_999;

/** The vendor does not document the unit. Other apis of it give seconds. */
function epochMs(value: unknown): number | undefined {
  const number = integer(value);
  if (number === undefined || number <= 0) return undefined;
  const ms = number < LEAST_MILLISECONDS ? number * 1000 : number;
  return ms <= MAX_EPOCH_MS ? ms : undefined;
}

/** A number, a `LosslessNumber` or a numeral. Undefined if it cannot be an exact JavaScript number. */
function integer(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(String(value));
  return Number.isSafeInteger(number) ? number : undefined;
}
