import type { FastifyBaseLogger } from 'fastify';
import type { ModerationError } from '../errors/moderation-error.js';
import type { ActionTimings } from '../observability/action-watch.js';
import type { ActionInput } from './action.input.js';
import { type Answer, failuresIn, vendorRequestIdsOf } from './answer.js';
import type { Operation } from './operation.js';

/** What the log says of an action. */
interface LoggedAction {
  readonly id: string | undefined;
  readonly operation: Operation;
  readonly input: ActionInput;
  readonly asker: { readonly log: FastifyBaseLogger; readonly caller: { readonly sub: string } };
  readonly watch: { readonly attempts: number };
}

/** One line for each action: who did what to whom and why, what came of it, and how long it took. */
export function logAction(action: LoggedAction, answer: Answer, timings: ActionTimings): void {
  const { operation, input, asker, watch } = action;
  const { reason, idempotencyKey } = input;
  const { outcome, code, vendorCode, actionId } = answer as Partial<ModerationError>;
  const line = {
    operation: operation.mutation,
    actionId: actionId ?? action.id,
    actor: asker.caller.sub,
    ...operation.logged(input),
    ...(reason && { reason }),
    ...(idempotencyKey && { idempotencyKey }),
    result: answer.constructor.name,
    code,
    outcome,
    vendorCode,
    vendorRequestIds: vendorRequestIdsOf(answer),
    failed: failuresIn(answer)?.length,
    attempts: watch.attempts,
    ...timings,
  };
  // Somebody has to look at a code that no table knows.
  if (code === 'UNKNOWN') asker.log.warn(line, 'action');
  else asker.log.info(line, 'action');
}
