import type { ActionRecord } from '../journal/action-record.js';

/** What an action did to one of its users. */
export type Effect = 'PENDING' | 'APPLIED' | 'NOT_APPLIED' | 'UNKNOWN';

export type EffectOn = (userId: string) => Effect;

/** The parts of a recorded answer that say what happened to single users. */
interface RecordedAnswer {
  failures?: readonly { userId: string; error: { outcome: Effect } }[];
  /** Users that were as the action would leave them, so that it did nothing to them. */
  notListedUserIds?: readonly string[];
  /** Users that are on the list, of whom nobody can tell whether this action or an earlier one put them there. */
  inferredUserIds?: readonly string[];
}

const EFFECTS = {
  PENDING: 'PENDING',
  APPLIED: 'APPLIED',
  // Whoever has no failure of their own had the change made.
  PARTIAL: 'APPLIED',
  REFUSED: 'NOT_APPLIED',
  UNKNOWN: 'UNKNOWN',
  DENIED: 'NOT_APPLIED',
} as const;

/** Reads from an action's answer what it did to each of its users. */
export function effectOn({
  status,
  answer = '{}',
  recovered,
}: Pick<ActionRecord, 'status' | 'answer' | 'recovered'>): EffectOn {
  const { failures, notListedUserIds = [], inferredUserIds = [] }: RecordedAnswer = JSON.parse(answer);
  const failed = new Map(failures?.map(({ userId, error }) => [userId, error.outcome]));
  const without = new Set(notListedUserIds);
  const inferred = new Set(inferredUserIds);
  // After a crash nobody knows whether the action did it, or whether it was so before.
  const asBefore = recovered ? 'UNKNOWN' : 'NOT_APPLIED';
  const otherwise = failures ? 'APPLIED' : EFFECTS[status];
  return (userId) => {
    if (inferred.has(userId)) return 'UNKNOWN';
    return failed.get(userId) ?? (without.has(userId) ? asBefore : otherwise);
  };
}

/** Who was certainly on the list after an action that did nothing to them, or may have, and who certainly was not. */
export function provenBy({ answer = '{}', recovered }: Pick<ActionRecord, 'answer' | 'recovered'>): {
  listed: ReadonlySet<string>;
  notListed: ReadonlySet<string>;
} {
  const { notListedUserIds = [], inferredUserIds = [] }: RecordedAnswer = JSON.parse(answer);
  // What recovery finds on the list may have been put there by a later action.
  return { listed: new Set(recovered ? [] : inferredUserIds), notListed: new Set(notListedUserIds) };
}
