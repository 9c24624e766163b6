import type { RequestContext } from '../context.js';
import type { ModerationError } from '../errors/moderation-error.js';
import type { ActionTimings, ActionWatch } from '../observability/action-watch.js';
import { AddToBlacklistPartialFailure } from '../operations/add-to-blacklist/add-to-blacklist.type.js';
import { type Answer, vendorRequestIdsOf } from './recorded-answer.js';
import type { WatchedAction } from './watched-action.js';

/** One line for each action: who did what to whom and why, what came of it, and how long it took. */
export function logAction(
  { name, target, input: { reason, idempotencyKey } }: WatchedAction,
  { log, caller }: RequestContext,
  answer: Answer,
  watch: ActionWatch,
  timings: ActionTimings,
): void {
  const { outcome, code, vendorCode, actionId } = answer as Partial<ModerationError>;
  const failed = answer instanceof AddToBlacklistPartialFailure ? answer.failures.length : undefined;
  const line = {
    operation: name,
    actionId: actionId ?? watch.actionId,
    actor: caller.sub,
    ...target,
    ...(reason && { reason }),
    ...(idempotencyKey && { idempotencyKey }),
    result: answer.constructor.name,
    code,
    outcome,
    vendorCode,
    vendorRequestIds: vendorRequestIdsOf(answer),
    failed,
    attempts: watch.attempts,
    ...timings,
  };
  // A code that no table knows is for someone to look at.
  if (code === 'UNKNOWN') log.warn(line, 'action');
  else log.info(line, 'action');
}
