/**
 * Locks of PostgreSQL's that keep actions on one place in the order of their commits. A transaction that writes intents
 * takes them before all else, and holds them until it has committed: so an action on a place gets its number after
 * every action that got a smaller one there can be read.
 *
 * Gateways that know nothing of this, and run while a newer one starts, cannot take their locks before all else, nor in
 * an order in which no two gateways wait for each other. A trigger takes one lock for them that excludes everybody.
 */

/** Tells these locks from others in the same database. */
export const LOCK_CLASS = 1_869_571_684;

/** Whoever locks places shares it. Whoever has it alone has locked all places. */
export const ALL_PLACES = 0;

/**
 * Places share so many locks, since a server has room for a few thousand, whatever a transaction writes. Two places that
 * share one only wait for each other.
 */
const LOCKS = 128;

/** Begins a transaction in which actions are to be written that act on `places`. */
export function beginOn(places: readonly string[]): string {
  if (places.length === 0) return 'begin';
  // All take them in one order, or two could wait for each other.
  const locks = [...new Set(places.map(lockOf))].sort((a, b) => a - b);
  const taken = [
    `pg_advisory_xact_lock_shared(${LOCK_CLASS}, ${ALL_PLACES})`,
    ...locks.map((lock) => `pg_advisory_xact_lock(${LOCK_CLASS}, ${lock})`),
  ];
  return `begin isolation level read committed; select ${taken.join(', ')}`;
}

/** From 1 on. By FNV-1a. */
function lockOf(place: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(place)) hash = Math.imul(hash ^ byte, 0x01000193);
  return 1 + ((hash >>> 0) % LOCKS);
}
