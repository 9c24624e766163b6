/**
 * Advisory locks of PostgreSQL that keep the actions on a place in the order of their commits. A transaction that
 * writes intents takes the locks first and holds them until it has committed. So when an action on a place gets its
 * number, every action with a smaller number there can be read.
 *
 * Older gateways that run while a newer one starts do not know these locks. They cannot take them first, nor in an
 * order that avoids deadlocks. So a trigger takes one lock for them that excludes all other transactions with intents.
 */

/** Distinguishes these locks from other advisory locks in the same database. */
export const LOCK_CLASS = 1_869_571_684;

/**
 * A transaction that locks single places shares this lock. A transaction that holds it exclusively has locked all
 * places.
 */
export const ALL_PLACES = 0;

/**
 * The number of locks. Places share them, because a server has room for only a few thousand locks. Two places with the
 * same lock only wait for each other.
 */
const LOCKS = 128;

/** The lock of `JournalDatabase.inTurn`. It is none of a place. */
export const TURNS = LOCKS + 1;

/** The lock under which the feed's places are given: `feed-tables.ts`. It is taken last. */
export const FEED = LOCKS + 2;

/**
 * The statements that begin a transaction for writing actions on `places`. `settings`: statements that set what holds
 * for the transaction, also while it waits for the locks; each ends with a semicolon.
 */
export function beginOn(places: readonly string[], settings = ''): string {
  if (places.length === 0) return `begin; ${settings}`;
  // Every transaction takes the locks in the same order, because otherwise two could wait for each other.
  const locks = [...new Set(places.map(lockOf))].sort((a, b) => a - b);
  const taken = [
    `pg_advisory_xact_lock_shared(${LOCK_CLASS}, ${ALL_PLACES})`,
    ...locks.map((lock) => `pg_advisory_xact_lock(${LOCK_CLASS}, ${lock})`),
  ];
  return `begin isolation level read committed; ${settings}select ${taken.join(', ')}`;
}

/** The number of the place's lock, from 1: an FNV-1a hash. */
function lockOf(place: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(place)) hash = Math.imul(hash ^ byte, 0x01000193);
  return 1 + ((hash >>> 0) % LOCKS);
}
