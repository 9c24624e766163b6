import type { ActionRecord } from '../journal/action-record.js';
import { AddToBlacklistPartialFailure } from './add-to-blacklist.type.js';
import type { MediaState } from './media-state.enum.js';
import type { ActionTarget, ModerationAction } from './moderation-action.type.js';
import { ModerationError } from './moderation-error.js';
import { Operation } from './operation.enum.js';
import { type Answer, recordedAnswer } from './recorded-answer.js';
import type { TargetOutcome } from './target-outcome.enum.js';
import type { Vendor } from './vendor.enum.js';

const VENDORS: Readonly<Record<Operation, Vendor>> = {
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

/** A journal's row as front ends see it. */
export function moderationAction(record: ActionRecord): ModerationAction {
  const answer = record.answer === undefined ? undefined : recordedAnswer(record.answer);
  const error = answer instanceof ModerationError ? answer : undefined;
  const { state, inboxType } = JSON.parse(record.input) as { state?: MediaState; inboxType?: number };
  return {
    id: record.id,
    requestedAt: new Date(record.requestedAt),
    finishedAt: record.finishedAt === undefined ? undefined : new Date(record.finishedAt),
    actor: record.actor,
    operation: record.operation,
    vendor: VENDORS[record.operation],
    applicationId: record.applicationId,
    roomId: record.roomId,
    listOwnerId: record.listOwnerId,
    inboxType,
    state,
    targets: record.userIds.map((userId, index) => target(userId, index, record, answer)),
    status: record.status,
    code: error?.code,
    message: error?.message,
    reason: record.reason,
    idempotencyKey: record.idempotencyKey,
    vendorCode: record.vendorCode,
    vendorRequestIds: record.vendorRequestIds,
    attempts: record.attempts,
    durationMs: record.durationMs,
    recovered: record.recovered,
    requestId: record.requestId,
  };
}

function target(
  userId: string,
  index: number,
  record: ActionRecord,
  answer: Answer | undefined,
): ActionTarget {
  if (answer instanceof AddToBlacklistPartialFailure) {
    const error = answer.failures.find((failure) => failure.index === index)?.error;
    return error ? failed(userId, error) : { userId, outcome: 'APPLIED' };
  }
  if (answer instanceof ModerationError) return failed(userId, answer);
  return { userId, outcome: WHOLE_OUTCOMES[record.status] };
}

function failed(userId: string, { outcome, code, vendorCode }: ModerationError): ActionTarget {
  return { userId, outcome, code, vendorCode };
}

/** Where the answer says nothing of single targets. */
const WHOLE_OUTCOMES: Readonly<Record<ActionRecord['status'], TargetOutcome>> = {
  PENDING: 'PENDING',
  APPLIED: 'APPLIED',
  PARTIAL: 'UNKNOWN',
  REFUSED: 'NOT_APPLIED',
  UNKNOWN: 'UNKNOWN',
  DENIED: 'NOT_APPLIED',
};
