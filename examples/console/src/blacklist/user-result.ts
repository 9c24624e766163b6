import type { Failure } from '../failure.js';
import type { UserResultKind } from '../user-result-kind.js';

/** Ids that are sent together. */
export interface Batch {
  idempotencyKey: string;
  userIds: readonly string[];
}

/** The result of an id so far. */
export type UserResult = 'waiting' | 'added' | 'undone' | { failure: Failure; batch: Batch };

export function kindOf(result: UserResult): UserResultKind {
  if (typeof result === 'string') return result;
  const { name, mayHaveBeenApplied } = result.failure;
  if (mayHaveBeenApplied) return 'unknown';
  if (name === 'AlreadyBlacklistedError') return 'alreadyOn';
  return name === 'SelfBlacklistError' ? 'ownList' : 'failed';
}

export function countKinds(results: Iterable<UserResult>): ReadonlyMap<UserResultKind, number> {
  const counts = new Map<UserResultKind, number>();
  for (const result of results) counts.set(kindOf(result), (counts.get(kindOf(result)) ?? 0) + 1);
  return counts;
}
