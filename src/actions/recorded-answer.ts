import { AlreadyBlacklistedError, ModerationError, SelfBlacklistError } from '../errors/moderation-error.js';
import { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { MutationOutcome } from '../errors/mutation-outcome.enum.js';
import { MediaState } from '../graphql/media-state.enum.js';
import { Vendor } from '../graphql/vendor.enum.js';
import type { ActionStatus, Outcome } from '../journal/action-record.js';
import { AddToBlacklistPartialFailure } from '../operations/add-to-blacklist/add-to-blacklist.type.js';
import {
  ADD_TO_BLACKLIST_ANSWERS,
  type AddToBlacklistResult,
} from '../operations/add-to-blacklist/add-to-blacklist.union.js';
import { SetUserMediaStateSuccess } from '../operations/set-user-media-state/set-user-media-state.type.js';
import {
  SET_USER_MEDIA_STATE_ANSWERS,
  type SetUserMediaStateResult,
} from '../operations/set-user-media-state/set-user-media-state.union.js';

/** What a mutation answers with. */
export type Answer = typeof SetUserMediaStateResult | typeof AddToBlacklistResult;

/** Marks an answer, and every error in it, with the id of its action. */
export function withActionId<Marked extends Answer>(answer: Marked, actionId: string): Marked {
  answer.actionId = actionId;
  if (answer instanceof AddToBlacklistPartialFailure) {
    for (const { error } of answer.failures) error.actionId = actionId;
  }
  return answer;
}

/** How the journal keeps an answer. */
export function outcomeOf(answer: Answer, attempts: number, durationMs: number): Outcome {
  const { vendorCode } = answer as Partial<ModerationError>;
  return {
    status: statusOf(answer),
    answer: JSON.stringify(withTypenames(answer)),
    ...(vendorCode !== undefined && { vendorCode }),
    vendorRequestIds: vendorRequestIdsOf(answer),
    attempts,
    durationMs: Math.round(durationMs),
    freesKey: statusOf(answer) === 'REFUSED',
  };
}

/** By what names the vendor's support finds the calls. */
export function vendorRequestIdsOf(answer: Answer): readonly string[] {
  if ('vendorRequestIds' in answer) return answer.vendorRequestIds;
  return answer.vendorRequestId ? [answer.vendorRequestId] : [];
}

/** How the journal counts an answer; one that was never begun because it is forbidden is DENIED instead. */
export function statusOf(answer: Answer): Exclude<ActionStatus, 'PENDING' | 'DENIED'> {
  if (answer instanceof ModerationError) return answer.outcome === 'UNKNOWN' ? 'UNKNOWN' : 'REFUSED';
  if (!(answer instanceof AddToBlacklistPartialFailure)) return 'APPLIED';
  if (answer.addedUserIds.length > 0) return 'PARTIAL';
  return answer.failures.some(({ error }) => error.outcome === 'UNKNOWN') ? 'UNKNOWN' : 'REFUSED';
}

/** What each mutation can answer with. */
const ANSWERS: Readonly<Record<string, readonly Type[]>> = {
  SET_USER_MEDIA_STATE: SET_USER_MEDIA_STATE_ANSWERS,
  ADD_TO_BLACKLIST: ADD_TO_BLACKLIST_ANSWERS,
};
type Type = abstract new (...fields: never[]) => Answer | ModerationError;

const TYPES: ReadonlyMap<string, Type> = new Map(
  [...Object.values(ANSWERS).flat(), SelfBlacklistError, AlreadyBlacklistedError].map((type) => [
    type.name,
    type,
  ]),
);

/** `JSON.stringify` with a function would take several times as long. */
function withTypenames(answer: Answer | ModerationError): object {
  const named = { __typename: answer.constructor.name, ...answer };
  if (!(answer instanceof AddToBlacklistPartialFailure)) return named;
  const failures = answer.failures.map((failure) => ({ ...failure, error: withTypenames(failure.error) }));
  return { ...named, failures };
}

/** The answer that the row of an action has; undefined where it has something that a later version added. */
export function recordedAnswer(json: string, operation: string): Answer | undefined {
  const answer = JSON.parse(json, (_key, value) => {
    const type = TYPES.get(value?.__typename);
    if (!type) return value;
    const { __typename: _, ...fields } = value;
    return Object.assign(Object.create(type.prototype), fields);
  });
  return ANSWERS[operation]?.includes(answer.constructor) && isKnown(answer) ? answer : undefined;
}

/** Whether this version has all of its values. */
function isKnown(answer: Answer | ModerationError): boolean {
  if (answer instanceof SetUserMediaStateSuccess) return isValueOf(MediaState, answer.state);
  if (answer instanceof AddToBlacklistPartialFailure) {
    return answer.failures.every(({ error }) => error instanceof ModerationError && isKnown(error));
  }
  if (!(answer instanceof ModerationError)) return true;
  const { code, outcome, vendor } = answer;
  return (
    isValueOf(ModerationErrorCode, code) &&
    isValueOf(MutationOutcome, outcome) &&
    (vendor === undefined || isValueOf(Vendor, vendor))
  );
}

/** Whether an enum of this version has what a journal has. */
export function isValueOf<Value extends string>(
  values: Readonly<Record<Value, Value>>,
  value: unknown,
): value is Value {
  return typeof value === 'string' && Object.hasOwn(values, value);
}
