import { ModerationError } from '../errors/moderation-error.js';
import type { ActionStatus, Outcome } from '../journal/action-record.js';

/** What a mutation answers with: an instance of a member of its union. */
export interface Answer {
  actionId?: string | undefined;
}

/** What an answer has where some of its users met an error each. All others of the input succeeded. */
export interface TargetFailure {
  readonly index: number;
  readonly userId: string;
  readonly error: ModerationError;
}

/** The errors of single users. Undefined: the answer is about all of them together. */
export function failuresIn(answer: Answer): readonly TargetFailure[] | undefined {
  return (answer as { failures?: readonly TargetFailure[] }).failures;
}

/** Marks an answer, and every error in it, with the id of its action. */
export function withActionId<Marked extends Answer>(answer: Marked, actionId: string): Marked {
  answer.actionId = actionId;
  for (const { error } of failuresIn(answer) ?? []) error.actionId = actionId;
  return answer;
}

/** How the journal keeps an answer. `targets`: on how many users the action acts. */
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

/** By which names the vendor's support finds the calls. */
export function vendorRequestIdsOf(answer: Answer): readonly string[] {
  const { vendorRequestIds, vendorRequestId } = answer as {
    vendorRequestIds?: readonly string[];
    vendorRequestId?: string;
  };
  return vendorRequestIds ?? (vendorRequestId ? [vendorRequestId] : []);
}

/** How the journal counts an answer. One that was never begun because it is forbidden is DENIED instead. */
export function statusOf(answer: Answer, targets: number): Exclude<ActionStatus, 'PENDING' | 'DENIED'> {
  if (answer instanceof ModerationError) return answer.outcome === 'UNKNOWN' ? 'UNKNOWN' : 'REFUSED';
  const failures = failuresIn(answer);
  if (!failures || failures.length === 0) return 'APPLIED';
  if (failures.length < targets) return 'PARTIAL';
  return failures.some(({ error }) => error.outcome === 'UNKNOWN') ? 'UNKNOWN' : 'REFUSED';
}

/** `JSON.stringify` with a function would take several times as long. */
function withTypenames(answer: Answer): object {
  const named = { __typename: answer.constructor.name, ...answer };
  const failures = failuresIn(answer);
  if (!failures) return named;
  return {
    ...named,
    failures: failures.map((failure) => ({ ...failure, error: withTypenames(failure.error) })),
  };
}
