import type { ActionStatus, Outcome } from '../journal/action-record.js';
import { AddToBlacklistPartialFailure, AddToBlacklistSuccess } from './add-to-blacklist.type.js';
import type { AddToBlacklistResult } from './add-to-blacklist.union.js';
import { COMMON_ERRORS } from './common-errors.js';
import {
  AlreadyBlacklistedError,
  ModerationError,
  RoomNotFoundError,
  SelfBlacklistError,
  UserNotInRoomError,
} from './moderation-error.js';
import { SetUserMediaStateSuccess } from './set-user-media-state.type.js';
import type { SetUserMediaStateResult } from './set-user-media-state.union.js';

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

const TYPES: ReadonlyMap<string, { prototype: object }> = new Map(
  [
    SetUserMediaStateSuccess,
    AddToBlacklistSuccess,
    AddToBlacklistPartialFailure,
    RoomNotFoundError,
    UserNotInRoomError,
    SelfBlacklistError,
    AlreadyBlacklistedError,
    ...COMMON_ERRORS,
  ].map((type) => [type.name, type]),
);

/** `JSON.stringify` with a function would take several times as long. */
function withTypenames(answer: Answer | ModerationError): object {
  const named = { __typename: answer.constructor.name, ...answer };
  if (!(answer instanceof AddToBlacklistPartialFailure)) return named;
  const failures = answer.failures.map((failure) => ({ ...failure, error: withTypenames(failure.error) }));
  return { ...named, failures };
}

/** Whether answers of this name are errors that this version of the gateway knows. */
export function isErrorName(name: unknown): boolean {
  return TYPES.get(name as string)?.prototype instanceof ModerationError;
}

/** The answer that a journal's row has; of a type that a later version of the gateway added: undefined. */
export function recordedAnswer(json: string): Answer | undefined {
  const answer = JSON.parse(json, (_key, value) => {
    const type = TYPES.get(value?.__typename);
    if (!type) return value;
    const { __typename: _, ...fields } = value;
    return Object.assign(Object.create(type.prototype), fields);
  });
  return TYPES.has(answer.constructor.name) ? answer : undefined;
}
