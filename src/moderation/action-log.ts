import type { RequestContext } from '../context.js';
import type { ActionInput } from './action.input.js';
import { AddToBlacklistPartialFailure } from './add-to-blacklist.type.js';
import type { ModerationError } from './moderation-error.js';

/** One line for each action: who did what to whom and why, and what came of it. */
export function logAction(
  { log, caller }: RequestContext,
  operation: string,
  target: Readonly<Record<string, unknown>>,
  { reason, idempotencyKey }: ActionInput,
  answer: object,
): void {
  const { outcome, code, vendorCode, vendorRequestId, actionId } = answer as Partial<ModerationError>;
  const failed = answer instanceof AddToBlacklistPartialFailure ? answer.failures.length : undefined;
  const line = {
    operation,
    actionId,
    caller: caller.sub,
    ...target,
    ...(reason && { reason }),
    ...(idempotencyKey && { idempotencyKey }),
    result: answer.constructor.name,
    code,
    outcome,
    vendorCode,
    vendorRequestId,
    failed,
  };
  // A code that no table knows is for someone to look at.
  if (code === 'UNKNOWN') log.warn(line, 'action');
  else log.info(line, 'action');
}
