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
    acts_in: intent.place as string | null,
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

/** `place`: the recorded one, or the one that was derived for the row of an old gateway. */
export function recordOf(
  row: ActionsTable & { place: string | null; undoes: string | null; cause_id: string | null },
): ActionRecord {
  return { ...readActionOf(row), place: row.place ?? '', ...given('undoes', row.undoes) } as ActionRecord;
}

/** Converts a row of which only some columns were read. */
export function readActionOf(row: ReadColumns): ReadAction {
  const { user_ids, vendor_request_ids } = row;
  return {
    id: row.id,
    requestedAt: row.requested_at,
    ...given('requestId', row.request_id),
    ...given('actor', row.actor),
    operation: row.operation,
    applicationId: row.application_id,
    ...given('roomId', row.room_id),
    ...given('strRoomId', row.str_room_id),
    ...given('listOwnerId', row.list_owner_id),
    ...(user_ids !== undefined && { userIds: JSON.parse(user_ids) }),
    ...given('input', row.input),
    ...given('inputHead', row.input_head),
    ...given('causedBy', row.cause_id),
    ...given('reason', row.reason),
    ...given('idempotencyKey', row.idempotency_key),
    status: row.status,
    ...given('answer', row.answer),
    ...given('vendorCode', row.vendor_code),
    ...(vendor_request_ids !== undefined && { vendorRequestIds: JSON.parse(vendor_request_ids) }),
    attempts: row.attempts,
    ...given('durationMs', row.duration_ms),
    ...given('finishedAt', row.finished_at),
    recovered: row.recovered === 1,
  };
}

/** The columns that every query reads, and any others that this query read. */
export type ReadColumns = Pick<ActionsTable, SmallColumn> &
  Partial<ActionsTable> & { input_head?: string; str_room_id?: string | null; cause_id?: string | null };
type SmallColumn = (typeof SMALL_COLUMNS)[number];

export const SMALL_COLUMNS = [
  'id',
  'requested_at',
  'operation',
  'application_id',
  'room_id',
  'status',
  'attempts',
  'recovered',
  'finished_at',
  'duration_ms',
] as const;

/** An action with only the fields that were read. */
export type ReadAction = Pick<
  ActionRecord,
  | 'id'
  | 'requestedAt'
  | 'operation'
  | 'applicationId'
  | 'roomId'
  | 'status'
  | 'attempts'
  | 'recovered'
  | 'finishedAt'
  | 'durationMs'
> &
  Partial<ActionRecord> & { strRoomId?: string; inputHead?: string };

function given<Name extends string, Value>(
  name: Name,
  value: Value,
): { [name in Name]?: NonNullable<Value> } {
  return (value === null || value === undefined ? {} : { [name]: value }) as never;
}
