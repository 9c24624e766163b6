import { effectOn } from '../actions/effects.js';
import type { EndedAction } from '../actions/operation.js';
import { timeOfActionId } from '../journal/action-id.js';
import type { TimedEnds } from '../journal/action-record.js';

/** The parts of a recorded answer that say who was on the list already. */
interface RecordedAnswer {
  code?: string;
  failures?: readonly { userId: string; error: { code?: string } }[];
}

const ALREADY_LISTED = 'ALREADY_BLACKLISTED';

/** Whether an addition found the user on the list. `answer`: the recorded JSON. */
export function foundListed(answer: string): (userId: string) => boolean {
  const { code, failures = [] }: RecordedAnswer = JSON.parse(answer);
  const listed = new Set(
    failures.filter(({ error }) => error.code === ALREADY_LISTED).map(({ userId }) => userId),
  );
  return (userId) => code === ALREADY_LISTED || listed.has(userId);
}

/**
 * When the users of an addition are removed. Those of whom nobody knows whether it added them are not. The duration counts from the
 * intent, as everything that is asked for does.
 */
export function endsOfAddition(
  id: string,
  { durationSeconds, users }: { durationSeconds?: number | undefined; users: readonly { userId: string }[] },
  result: EndedAction,
): TimedEnds | undefined {
  if (durationSeconds === undefined) return undefined;
  const effect = effectOn(result);
  const isListed = foundListed(result.answer);
  const userIds = users.map(({ userId }) => userId);
  return {
    endsAt: timeOfActionId(id) + durationSeconds * 1000,
    userIds: userIds.filter((userId) => effect(userId) === 'APPLIED'),
    inheriting: userIds.filter((userId) => effect(userId) === 'NOT_APPLIED' && isListed(userId)),
  };
}
