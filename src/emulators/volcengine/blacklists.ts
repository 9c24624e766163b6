import { InvalidControlInput } from '../endpoint/control-api.js';

/** The greatest int64. Negative ids are not allowed. */
export const MAX_USER_ID = 2n ** 63n - 1n;
export const MIN_INT32 = -(2 ** 31);
export const MAX_INT32 = 2 ** 31 - 1;
const DECIMAL = /^(0|[1-9]\d{0,18})$/;

export type Ext = Readonly<Record<string, string>> | undefined;

/** A user's entry on a list. Times are in seconds since the epoch. */
export interface ListEntry {
  ext: Ext;
  createTime: number;
  modifyTime: number;
}

interface Blacklist {
  appId: number;
  ownerId: string;
  inboxType: number;
  /** The users by id, in the order in which they were added. */
  users: Map<string, ListEntry>;
}

/** Keeps who is on which blacklist. Ids are decimal strings. Each inbox of an owner has a list of its own. */
export class Blacklists {
  readonly #appIds: ReadonlySet<number>;
  #lists = new Map<string, Blacklist>();
  #initial = new Map<string, Blacklist>();

  constructor(appIds: readonly number[]) {
    this.#appIds = new Set(appIds);
  }

  hasApplication(appId: number): boolean {
    return this.#appIds.has(appId);
  }

  /** The users of a list, to read and to change. A list is created when it is first asked for. */
  users(appId: number, ownerId: string, inboxType: number): Map<string, ListEntry> {
    const key = `${appId}/${ownerId}/${inboxType}`;
    const list = this.#lists.get(key) ?? { appId, ownerId, inboxType, users: new Map() };
    this.#lists.set(key, list);
    return list.users;
  }

  /** Replaces the users of a list. The last of them is the newest. */
  seed(appId: number, ownerId: string, inboxType: number, userIds: readonly string[], seconds: number): void {
    this.checkAddress(appId, ownerId, inboxType);
    for (const [index, userId] of userIds.entries()) checkUserId(userId, `userIds.${index}`);
    const users = this.users(appId, ownerId, inboxType);
    users.clear();
    for (const userId of userIds) users.set(userId, newEntry(undefined, seconds));
  }

  checkAddress(appId: number, ownerId: string, inboxType: number): void {
    if (!this.#appIds.has(appId)) {
      throw new InvalidControlInput(`appId: ${appId} is not one of this emulator's applications`);
    }
    checkUserId(ownerId, 'ownerId');
    if (!Number.isInteger(inboxType) || inboxType < MIN_INT32 || inboxType > MAX_INT32) {
      throw new InvalidControlInput(`inboxType: must be an integer from ${MIN_INT32} to ${MAX_INT32}`);
    }
  }

  /** Every list that is not empty, as JSON. */
  describe() {
    return [...this.#lists.values()]
      .filter(({ users }) => users.size > 0)
      .map((list) => ({ ...list, users: describeUsers(list.users) }));
  }

  markInitial(): void {
    this.#initial = structuredClone(this.#lists);
  }

  reset(): void {
    this.#lists = structuredClone(this.#initial);
  }
}

/** The entry of a user who is added now. */
export function newEntry(ext: Ext, seconds: number): ListEntry {
  return { ext, createTime: seconds, modifyTime: seconds };
}

export function describeUsers(users: ReadonlyMap<string, ListEntry>) {
  return [...users].map(([userId, { ext }]) => ({ userId, ext }));
}

function checkUserId(userId: string, field: string): void {
  if (!DECIMAL.test(userId) || BigInt(userId) > MAX_USER_ID) {
    throw new InvalidControlInput(`${field}: must be a decimal string from 0 to ${MAX_USER_ID}`);
  }
}
