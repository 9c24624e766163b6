import type { ActionInput } from '../actions/action.input.js';
import { type Answer, failuresIn, withActionId } from '../actions/answer.js';
import { actionInputIssues } from '../actions/input-rules.js';
import { readForAction } from '../actions/journal-turn.js';
import { journalName } from '../actions/operation.js';
import { perform } from '../actions/perform.js';
import { BlacklistFailure } from '../blacklists/blacklist-failure.type.js';
import type { RequestContext } from '../context.js';
import { invalidInput } from '../errors/invalid-input.js';
import { conflict, journalUnavailable, unrecorded } from '../errors/journal-errors.js';
import {
  type IdempotencyConflictError,
  ModerationError,
  SupersededError,
} from '../errors/moderation-error.js';
import { actionNotFound, notFinished, notUndoable, tooMuchSince } from '../errors/undo-errors.js';
import { moderationAction } from '../history/read-action.js';
import { isActionId } from '../journal/action-id.js';
import { ACTION_STATUSES, type ActionRecord } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import { WHOLE_ACTIONS } from '../journal/read-actions.js';
import { OPERATIONS } from '../operations/operations.js';
import { COUNTER_ACTIONS, type CounterAction, inputWith } from './counter-actions.js';
import { isEnd, isEnforcement } from './media-before.js';
import {
  UndoModerationActionPartialFailure,
  type UndoModerationActionResult,
  UndoModerationActionSuccess,
} from './undo-moderation-action.answer.js';
import type { UndoModerationActionInput } from './undo-moderation-action.input.js';
import { obstacleSince, undoneUsers } from './undone-users.js';
import { whereOf } from './where-of.js';

type Result = typeof UndoModerationActionResult;

/** An action that can be undone, and the input that undoes it. */
interface Undo {
  readonly undone: ActionRecord;
  readonly counter: CounterAction;
  readonly input: ActionInput;
  /** The users for whom it is not undone, and why. */
  readonly left: ReadonlyMap<string, ModerationError>;
  /** Asks again what is newer, once the undo with this id is on record. */
  readonly obstacle?: (own: string) => Promise<ModerationError | undefined>;
}

/** The two actions of an answer. Each has an input of a megabyte at most. */
const MAX_READ_BYTES = 8_000_000;

const NOBODY: ReadonlyMap<string, ModerationError> = new Map();

/**
 * Undoes an action by an action of its own, which `perform` carries out like any other. So that action has the grants, the
 * order, the recovery and the idempotency of its operation.
 */
export async function undo(input: UndoModerationActionInput, context: RequestContext): Promise<Result> {
  const issues = actionInputIssues(input);
  if (issues.length > 0) return invalidInput(issues);
  const planned = await plan(input, context);
  if (planned instanceof ModerationError) return planned as Result;

  const { undone, counter, left, obstacle } = planned;
  const link = { undoes: undone.id, ...(obstacle && { obstacle }) };
  const answer = await perform(counter.operation, planned.input, context, link);
  return answer instanceof ModerationError ? (answer as Result) : result(undone, answer, left, context);
}

async function plan(
  input: UndoModerationActionInput,
  context: RequestContext,
): Promise<Undo | ModerationError> {
  const { gateway, caller } = context;
  const { journal, vendors } = gateway;
  const undone = isActionId(input.actionId)
    ? await reading(context, () => journal.find(input.actionId))
    : undefined;
  if (!undone) return actionNotFound();
  if (undone instanceof ModerationError) return undone;

  const operation = OPERATIONS.find((operation) => journalName(operation) === undone.operation);
  const counter = COUNTER_ACTIONS.get(undone.operation);
  const served = operation && vendors[operation.vendor]?.applicationIds;
  const refusal = served && operation.place.refusal(caller, whereOf(undone), served);
  // `perform` refuses it too, and records the denial. It also tells of a vendor that is not configured.
  if (counter && (refusal || !served)) {
    return { undone, counter, input: inputWith(counter.inputForAll(undone), input), left: NOBODY };
  }
  if (refusal) return refusal;
  if (!counter) return notUndoable(`Actions of the operation ${undone.operation} cannot be undone.`);
  return reading(context, () => planUndo(undone, counter, input, context));
}

function isSuperseded(error: ModerationError): boolean {
  return error instanceof SupersededError;
}

/** Users for whom the action was undone before are as they should be. */
function notUndoneBefore(left: ReadonlyMap<string, ModerationError>): ReadonlyMap<string, ModerationError> {
  return new Map([...left].filter(([, { code }]) => code !== 'ALREADY_UNDONE'));
}

async function reading<Read>(
  context: RequestContext,
  read: () => Promise<Read>,
): Promise<Read | ModerationError> {
  const reading = await readForAction(context, 'undone action', read);
  return 'error' in reading ? reading.error : reading.read;
}

async function planUndo(
  undone: ActionRecord,
  counter: CounterAction,
  input: UndoModerationActionInput,
  { gateway: { journal, media }, caller }: RequestContext,
): Promise<Undo | ModerationError> {
  if (undone.status === 'PENDING') return notFinished();
  if (isEnd(undone)) return notUndoable('The time of a restriction was over. Give it again.');
  if (isEnforcement(undone)) return notUndoable('It only set again what a restriction asks for. Lift that.');
  const { userIds, left } = await undoneUsers(undone, { journal, media }, counter.repeatable);
  const repeated = await repeatedUndo(undone, counter, input, caller.sub, journal);
  if (repeated instanceof ModerationError) return repeated;
  // The repeat is carried out if the earlier undo is refused in this moment, since that frees the key.
  const obstacleFor = (users: readonly string[]) => (own: string) =>
    obstacleSince(undone, users, { journal, media }, own).catch(() => journalUnavailable());
  if (repeated) {
    const others = userIds.filter((userId) => !repeated.userIds.includes(userId));
    const again = others.length > 0 ? await counter.input(undone, others, journal, media.store) : undefined;
    const leftThen = new Map(
      [...left, ...(again?.left ?? [])].filter(([userId]) => !repeated.userIds.includes(userId)),
    );
    const inputAgain = inputWith(counter.inputAgain(repeated), input);
    const obstacle = obstacleFor(repeated.userIds);
    return { undone, counter, input: inputAgain, left: notUndoneBefore(leftThen), obstacle };
  }
  if (userIds.length === 0) return forNobody([...left.values()]);
  const planned = await counter.input(undone, userIds, journal, media.store);
  if (!planned) return tooMuchSince();
  const allLeft = new Map([...left, ...planned.left]);
  const known = userIds.filter((userId) => !planned.left.has(userId));
  if (known.length === 0) return forNobody([...planned.left.values(), ...left.values()]);
  const whole = inputWith(planned.input, input);
  return { undone, counter, input: whole, left: notUndoneBefore(allLeft), obstacle: obstacleFor(known) };
}

/** Why the action is undone for none of its users. */
function forNobody(errors: readonly ModerationError[]): ModerationError {
  const [error] = errors.toSorted((a, b) => Number(isSuperseded(b)) - Number(isSuperseded(a)));
  return error ?? notUndoable('The action changed nothing, so there is nothing to undo.');
}

/**
 * The caller's earlier undo of the action under the same idempotency key. `perform` gives its recorded answer again. A conflict
 * if the key belongs to an undo that another operation carries out, because only the keys of one operation meet in the journal.
 */
async function repeatedUndo(
  undone: ActionRecord,
  counter: CounterAction,
  { idempotencyKey }: UndoModerationActionInput,
  actor: string,
  journal: Journal,
): Promise<ActionRecord | IdempotencyConflictError | undefined> {
  if (!idempotencyKey) return undefined;
  for (const { operation } of COUNTER_ACTIONS.values()) {
    // One that was refused has given up its key.
    const holder = await journal.keyHolder({ actor, operation: journalName(operation), idempotencyKey });
    if (holder?.undoes === undefined) continue;
    if (holder.undoes === undone.id) return holder;
    if (operation !== counter.operation) return withActionId(conflict(), holder.id);
  }
  return undefined;
}

async function result(
  undone: ActionRecord,
  answer: Answer,
  left: ReadonlyMap<string, ModerationError>,
  { gateway: { journal } }: RequestContext,
): Promise<Result> {
  const { actionId = '' } = answer;
  const ids = [actionId, undone.id];
  const read = await journal
    .readAll(ids, WHOLE_ACTIONS, MAX_READ_BYTES, ACTION_STATUSES)
    .catch(() => undefined);
  const [action, before] = ids.map((id) => read?.actions.find((action) => action.id === id));
  // Both are on record, but cannot be read now.
  if (!action || !before) return withActionId(unrecorded(), actionId);
  const both = { undone: moderationAction(before), action: moderationAction(action) };
  const failed = failuresIn(answer) ?? [];
  const errors = new Map([...left, ...failed.map(({ userId, error }) => [userId, error] as const)]);
  if (errors.size === 0) return new UndoModerationActionSuccess(both);
  const failures = undone.userIds.flatMap((userId, index) => {
    const error = errors.get(userId);
    return error ? [new BlacklistFailure({ index, userId, error })] : [];
  });
  for (const { error } of failures) error.actionId = actionId;
  return new UndoModerationActionPartialFailure({ ...both, failures });
}
