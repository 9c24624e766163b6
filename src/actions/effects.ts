import { TargetOutcome } from '../graphql/target-outcome.enum.js';
import type { ReadAction } from '../journal/action-rows.js';

/** What an action did to the user with this id. */
export type EffectOn = (userId: string) => TargetOutcome;

/** The parts of a recorded answer that say what happened to single users. */
interface RecordedAnswer {
  failures?: readonly { userId: string; error: { outcome: string } }[];
  addedUserIds?: readonly string[];
  /** Users that were as the action would leave them, so that it did nothing to them. */
  notListedUserIds?: readonly string[];
  /** Users that are on the list, of whom nobody can tell whether this action or an earlier one put them there. */
  inferredUserIds?: readonly string[];
}

const EFFECTS: Readonly<Record<string, TargetOutcome>> = {
  PENDING: 'PENDING',
  APPLIED: 'APPLIED',
  // It has failures, unless a newer gateway records them in another way.
  PARTIAL: 'UNKNOWN',
  REFUSED: 'NOT_APPLIED',
  UNKNOWN: 'UNKNOWN',
  DENIED: 'NOT_APPLIED',
};

/**
 * Reads from an action's answer what it did to each of its users. `ModerationAction.targets` shows this, and `undo` acts on it, so
 * that they cannot contradict each other.
 */
export function effectOn({
  status,
  answer = '{}',
  recovered,
}: Pick<ReadAction, 'status' | 'answer' | 'recovered'>): EffectOn {
  const {
    failures,
    addedUserIds = [],
    notListedUserIds = [],
    inferredUserIds = [],
  }: RecordedAnswer = JSON.parse(answer);
  const failed = new Map(failures?.map(({ userId, error }) => [userId, error.outcome]));
  const notListed = new Set(notListedUserIds);
  const unknown = new Set(inferredUserIds);
  if (recovered) {
    // Older gateways took whoever was as wanted after a crash for added, or for never listed.
    for (const userId of [...addedUserIds, ...notListedUserIds]) unknown.add(userId);
  }
  // Of an action that was applied in part, whoever has no failure of their own had the change made.
  const otherwise = status === 'PARTIAL' && failures ? 'APPLIED' : (EFFECTS[status] ?? 'UNKNOWN');
  return (userId) => {
    const failure = failed.get(userId);
    if (failure !== undefined) return isOutcome(failure) ? failure : 'UNKNOWN';
    if (unknown.has(userId)) return 'UNKNOWN';
    return notListed.has(userId) ? 'NOT_APPLIED' : otherwise;
  };
}

/** A newer gateway may have recorded another outcome. */
function isOutcome(outcome: string): outcome is TargetOutcome {
  return Object.hasOwn(TargetOutcome, outcome);
}
