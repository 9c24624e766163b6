import { stringify } from 'lossless-json';

/** The vendor's document allows at most 10 users a call. */
export const MAX_USERS_PER_CALL = 10;

export interface Blacklist {
  appId: number;
  /** The list's owner: an int64 as a decimal string, like every user id here. */
  ownerId: string;
  inboxType: number;
}

export interface BlacklistUser {
  userId: string;
  ext?: Readonly<Record<string, string>>;
}

/** Ids are BigInts: they must be JSON integers in the request, and most int64s are not exact JavaScript numbers. */
export function blacklistBody({ appId, ownerId, inboxType }: Blacklist, more: object): string {
  const body = stringify({ AppId: appId, UserId: BigInt(ownerId), InboxType: inboxType, ...more });
  if (body === undefined) throw new Error('a call without a body');
  return body;
}

/** Ids are BigInts, as in `blacklistBody`. */
export function blackListInfos(users: readonly BlacklistUser[]): object[] {
  return users.map(({ userId, ext }) => ({
    BlackListUserId: BigInt(userId),
    ...(ext && { BlackListUserExt: ext }),
  }));
}
