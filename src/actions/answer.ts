import { ModerationError } from '../errors/moderation-error.js';
import type { ActionStatus, Outcome } from '../journal/action-record.js';

/** The answer of a mutation: an instance of a member of its union. */
export interface Answer {
  actionId?: string | undefined;
}

/** The error of one user. An answer with such errors succeeded for all other users of the input. */
export interface TargetFailure {
  readonly index: number;
  readonly userId: string;
  readonly error: ModerationError;
}

/** The errors of single users. Undefined when the answer is about all users together. */
export function failuresIn(answer: Answer): readonly TargetFailure[] | undefined {
  return (answer as { failures?: readonly TargetFailure[] }).failures;
}

/** Puts the action's id into an answer and into every error in it. */
export function withActionId<Marked extends Answer>(answer: Marked, actionId: string): Marked {
  answer.actionId = actionId;
  for (const { error } of failuresIn(answer) ?? []) error.actionId = actionId;
  return answer;
}

/** What the journal records of an answer. `targets`: the number of users that the action is about. */
export function outcomeOf(answer: Answer, targets: number, attempts: number, durationMs: number): Outcome {
  const { vendorCode } = answer as Partial<ModerationError>;
  const status = statusOf(answer, targets);
  return {
    status,
    answer: JSON.stringify(withTypenames(answer)),
    ...(vendorCode !== undefined && { vendorCode }),
    vendorRequestIds: vendorRequestIdsOf(answer),
    attempts,
    durationMs: Math.round(durationMs),
    freesKey: status === 'REFUSED',
  };
}

export function vendorRequestIdsOf(answer: Answer): readonly string[] {
  const { vendorRequestIds, vendorRequestId } = answer as {
    vendorRequestIds?: readonly string[];
    vendorRequestId?: string;
  };
  return vendorRequestIds ?? (vendorRequestId ? [vendorRequestId] : []);
}

/** The status that the journal gives an answer. Denials have DENIED instead, and do not come here. */
export function statusOf(answer: Answer, targets: number): Exclude<ActionStatus, 'PENDING' | 'DENIED'> {
  if (answer instanceof ModerationError) return answer.outcome === 'UNKNOWN' ? 'UNKNOWN' : 'REFUSED';
  const failures = failuresIn(answer);
  if (!failures || failures.length === 0) return 'APPLIED';
  if (failures.length < targets) return 'PARTIAL';
  return failures.some(({ error }) => error.outcome === 'UNKNOWN') ? 'UNKNOWN' : 'REFUSED';
}

/** Adds the names in advance, because `JSON.stringify` with a replacer takes several times as long. */
function withTypenames(answer: Answer): object {
  const named = { __typename: answer.constructor.name, ...answer };
  const failures = failuresIn(answer);
  if (!failures) return named;
  return {
    ...named,
    failures: failures.map((failure) => ({ ...failure, error: withTypenames(failure.error) })),
  };
}
