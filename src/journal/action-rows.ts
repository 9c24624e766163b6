import { timeOfActionId } from './action-id.js';
import type { ActionRecord, Intent } from './action-record.js';
import type { ActionsTable } from './tables.js';

/** The columns of an intent. */
export function rowOf(intent: Intent) {
  return {
    id: intent.id,
    requested_at: timeOfActionId(intent.id),
    request_id: intent.requestId,
    actor: intent.actor,
    operation: intent.operation,
    application_id: intent.applicationId,
    room_id: intent.roomId ?? null,
    list_owner_id: intent.listOwnerId ?? null,
    user_ids: JSON.stringify(intent.userIds),
    input: intent.input,
    reason: intent.reason ?? null,
    idempotency_key: intent.idempotencyKey ?? null,
    held_key: intent.idempotencyKey ?? null,
    input_digest: intent.inputDigest ?? null,
  };
}

export function recordOf(row: ActionsTable): ActionRecord {
  return {
    id: row.id,
    requestedAt: row.requested_at,
    requestId: row.request_id,
    actor: row.actor,
    operation: row.operation,
    applicationId: row.application_id,
    ...(row.room_id !== null && { roomId: row.room_id }),
    ...(row.list_owner_id !== null && { listOwnerId: row.list_owner_id }),
    userIds: JSON.parse(row.user_ids),
    input: row.input,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.idempotency_key !== null && { idempotencyKey: row.idempotency_key }),
    status: row.status,
    ...(row.answer !== null && { answer: row.answer }),
    ...(row.vendor_code !== null && { vendorCode: row.vendor_code }),
    vendorRequestIds: JSON.parse(row.vendor_request_ids),
    attempts: row.attempts,
    ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    recovered: row.recovered === 1,
  };
}
