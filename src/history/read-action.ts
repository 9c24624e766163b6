import { effectOn } from '../actions/effects.js';
import { journalName, type Operation, type ShownField } from '../actions/operation.js';
import type { ModerationError } from '../errors/moderation-error.js';
import { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { ActionStatus } from '../graphql/action-status.enum.js';
import { MediaState } from '../graphql/media-state.enum.js';
import { MediaSwitch } from '../graphql/media-switch.enum.js';
import type { Vendor } from '../graphql/vendor.enum.js';
import type { ReadAction } from '../journal/action-rows.js';
import { OPERATIONS } from '../operations/operations.js';
import type { ModerationAction } from './moderation-action.type.js';

const BY_NAME: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.map((operation) => [journalName(operation), operation]),
);

/** The operations that match a filter. Undefined: all. An empty list of names matches all, too. */
export function operationsFor(
  names: readonly string[] | null | undefined,
  vendor: Vendor | null | undefined,
): string[] | undefined {
  if (!names?.length && !vendor) return undefined;
  const wanted = names?.length ? names : [...BY_NAME.keys()];
  return wanted.filter((name) => !vendor || BY_NAME.get(name)?.vendor === vendor);
}

/** The operation of a recorded action. Undefined: only a newer version has it. */
export function operationOf({ operation }: { operation: string }): Operation | undefined {
  return BY_NAME.get(operation);
}

/**
 * Turns a row of the journal into its GraphQL type. Columns that the query did not ask for were not read, and are absent.
 * A newer gateway may have recorded enum values that this version does not have. They become null, or UNKNOWN if the field
 * cannot be null.
 */
export function moderationAction(action: ReadAction): ModerationAction {
  const status = isValueOf(ActionStatus, action.status) ? action.status : 'UNKNOWN';
  const { error, failures } = errorsIn(action.answer);
  const effect = action.userIds && effectOn(action);
  const input = action.input ?? action.inputHead ?? '';
  const operation = BY_NAME.get(action.operation);
  const shown = (field: ShownField) =>
    operation?.shown.includes(field) ? scalarIn(input, field) : undefined;
  return {
    id: action.id,
    requestedAt: new Date(action.requestedAt),
    finishedAt: action.finishedAt === undefined ? undefined : new Date(action.finishedAt),
    actor: action.actor,
    operation: action.operation,
    vendor: operation?.vendor,
    applicationId: action.applicationId,
    roomId: action.roomId,
    strRoomId: action.strRoomId,
    listOwnerId: action.listOwnerId,
    inboxType: shown('inboxType') as number | undefined,
    state: known(MediaState, shown('state')),
    audio: known(MediaSwitch, shown('audio')),
    video: known(MediaSwitch, shown('video')),
    durationSeconds: durationIn(input),
    targets: action.userIds?.map((userId, index) => {
      const { code, vendorCode } = (failures ? failures.get(index) : error) ?? {};
      return { userId, outcome: effect?.(userId), code: known(ModerationErrorCode, code), vendorCode };
    }),
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
    automatic: action.causedBy !== undefined,
    causeId: action.causedBy,
  } as ModerationAction;
}

/** Whether this version's enum has the recorded value. */
function isValueOf<Value extends string>(
  values: Readonly<Record<Value, Value>>,
  value: unknown,
): value is Value {
  return typeof value === 'string' && Object.hasOwn(values, value);
}

function known<Value extends string>(
  values: Readonly<Record<Value, Value>>,
  value: unknown,
): Value | undefined {
  return isValueOf(values, value) ? value : undefined;
}

type Refusal = Pick<ModerationError, 'code' | 'message' | 'vendorCode'>;

/** The error of an answer, or the errors of its users. */
function errorsIn(answer: string | undefined): {
  error?: Refusal;
  /** By the user's index in the input. */
  failures?: ReadonlyMap<number, Refusal>;
} {
  if (answer === undefined) return {};
  const told = JSON.parse(answer) as { __typename: string; failures?: { index: number; error: Refusal }[] };
  // The name of every error type ends so, even of types that only a newer gateway has.
  if (told.__typename.endsWith('Error')) return { error: told as unknown as Refusal };
  if (!told.failures) return {};
  return { failures: new Map(told.failures.map(({ index, error }) => [index, error])) };
}

/** Only operations that take a duration record one of these numbers. The `ext` of users may have such keys, but only texts. */
function durationIn(input: string): number | undefined {
  const [ms, seconds] = [scalarIn(input, 'durationMs'), scalarIn(input, 'durationSeconds')];
  if (typeof ms === 'number') return ms / 1000;
  return typeof seconds === 'number' ? seconds : undefined;
}

/**
 * Finds a number or a word in the JSON of an input. The JSON may be cut off after its first fields, so it cannot be parsed.
 * Quotes within values are escaped, so no value can look like a key.
 */
function scalarIn(input: string, key: string): unknown {
  const [, value] = new RegExp(`"${key}":("\\w*"|-?\\d+)`).exec(input) ?? [];
  return value === undefined ? undefined : JSON.parse(value);
}
