import { stringify } from 'lossless-json';

/** The vendor document: at most 10 users a call. */
export const MAX_USERS_PER_CALL = 10;

export interface Blacklist {
  appId: number;
  /** Whose list it is; an int64 as a decimal string, like every user id here. */
  ownerId: string;
  inboxType: number;
}

export interface BlacklistUser {
  userId: string;
  ext?: Readonly<Record<string, string>>;
}

/** BigInts: an id must be a JSON integer on the wire, and most int64s are not JavaScript numbers. */
export function blacklistBody({ appId, ownerId, inboxType }: Blacklist, more: object): string {
  const body = stringify({ AppId: appId, UserId: BigInt(ownerId), InboxType: inboxType, ...more });
  if (body === undefined) throw new Error('a call without a body');
  return body;
}
