import { isValueOf } from '../actions/recorded-answer.js';
import type { ModerationError } from '../errors/moderation-error.js';
import { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { ActionStatus } from '../graphql/action-status.enum.js';
import { MediaState } from '../graphql/media-state.enum.js';
import type { Vendor } from '../graphql/vendor.enum.js';
import type { ReadAction } from '../journal/action-rows.js';
import { AddToBlacklistPartialFailure } from '../operations/add-to-blacklist/add-to-blacklist.type.js';
import { Operation } from '../operations/operation.enum.js';
import type { ActionTarget, ModerationAction } from './moderation-action.type.js';
import { TargetOutcome } from './target-outcome.enum.js';

const VENDORS: Readonly<Partial<Record<string, Vendor>>> & Readonly<Record<Operation, Vendor>> = {
  SET_USER_MEDIA_STATE: 'TENCENT_TRTC',
  ADD_TO_BLACKLIST: 'VOLCENGINE_RTC',
};

/** Which operations an action may be of; undefined: any. An empty list says nothing, as a form without a choice does. */
export function operationsFor(
  operations: readonly Operation[] | null | undefined,
  vendor: Vendor | null | undefined,
): Operation[] | undefined {
  if (!operations?.length && !vendor) return undefined;
  const wanted = operations?.length ? operations : Object.values(Operation);
  return wanted.filter((operation) => !vendor || VENDORS[operation] === vendor);
}

/**
 * A journal's row as front ends see it. What was not read of it is not there; nobody has asked for it. A newer gateway
 * may have recorded values that this one does not have: they are null, or UNKNOWN where there has to be one.
 */
export function moderationAction(action: ReadAction): ModerationAction {
  const status = isValueOf(ActionStatus, action.status) ? action.status : 'UNKNOWN';
  const { error, failures } = errorsIn(action.answer);
  const input = action.input ?? action.inputHead ?? '';
  const isMedia = action.operation === 'SET_USER_MEDIA_STATE';
  return {
    id: action.id,
    requestedAt: new Date(action.requestedAt),
    finishedAt: action.finishedAt === undefined ? undefined : new Date(action.finishedAt),
    actor: action.actor,
    operation: action.operation,
    vendor: VENDORS[action.operation],
    applicationId: action.applicationId,
    roomId: action.roomId,
    listOwnerId: action.listOwnerId,
    inboxType: isMedia ? undefined : (scalarIn(input, 'inboxType') as number | undefined),
    state: isMedia ? known(MediaState, scalarIn(input, 'state')) : undefined,
    targets: action.userIds?.map((userId, index) =>
      target(userId, status, failures ? failures.get(index) : error, failures !== undefined),
    ),
    status,
    code: known(ModerationErrorCode, error?.code),
    message: error?.message,
    reason: action.reason,
    idempotencyKey: action.idempotencyKey,
    vendorCode: action.vendorCode,
    attempts: action.attempts,
    durationMs: action.durationMs,
    recovered: action.recovered,
    vendorRequestIds: action.vendorRequestIds,
    requestId: action.requestId,
  } as ModerationAction;
}

function known<Value extends string>(
  values: Readonly<Record<Value, Value>>,
  value: unknown,
): Value | undefined {
  return isValueOf(values, value) ? value : undefined;
}

type Refusal = Pick<ModerationError, 'code' | 'message' | 'outcome' | 'vendorCode'>;

/** What an answer says of the errors that it is, or that single users met. */
function errorsIn(answer: string | undefined): {
  error?: Refusal;
  /** By the user's place in the input. */
  failures?: ReadonlyMap<number, Refusal>;
} {
  if (answer === undefined) return {};
  const told = JSON.parse(answer) as { __typename: string; failures: { index: number; error: Refusal }[] };
  if (told.__typename === AddToBlacklistPartialFailure.name) {
    return { failures: new Map(told.failures.map(({ index, error }) => [index, error])) };
  }
  // The names of all errors end so, also of those that a newer gateway has.
  return told.__typename.endsWith('Error') ? { error: told as unknown as Refusal } : {};
}

/**
 * A number or a word that an input has before its users, which may be cut off: so it is not parsed. Quotes within a
 * value are escaped, so that no value can pass for a key.
 */
function scalarIn(input: string, key: string): unknown {
  const [, value] = new RegExp(`"${key}":("\\w*"|\\d+)`).exec(input) ?? [];
  return value === undefined ? undefined : JSON.parse(value);
}

function target(
  userId: string,
  status: ActionStatus,
  error: Refusal | undefined,
  eachHasItsOwn: boolean,
): ActionTarget {
  if (error) {
    const { outcome, code, vendorCode } = error;
    return {
      userId,
      outcome: known(TargetOutcome, outcome) ?? WHOLE_OUTCOMES[status],
      code: known(ModerationErrorCode, code),
      vendorCode,
    };
  }
  return { userId, outcome: eachHasItsOwn ? 'APPLIED' : WHOLE_OUTCOMES[status] };
}

/** Where the answer says nothing of single targets. */
const WHOLE_OUTCOMES: Readonly<Record<ActionStatus, TargetOutcome>> = {
  PENDING: 'PENDING',
  APPLIED: 'APPLIED',
  PARTIAL: 'UNKNOWN',
  REFUSED: 'NOT_APPLIED',
  UNKNOWN: 'UNKNOWN',
  DENIED: 'NOT_APPLIED',
};
