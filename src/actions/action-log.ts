import type { FastifyBaseLogger } from 'fastify';
import type { ModerationError } from '../errors/moderation-error.js';
import type { ActionTimings } from '../observability/action-watch.js';
import type { ActionInput } from './action.input.js';
import { type Answer, failuresIn, vendorRequestIdsOf } from './answer.js';
import type { Operation } from './operation.js';

/** The parts of an action that its log line shows. */
interface LoggedAction {
  readonly id: string | undefined;
  readonly operation: Operation;
  readonly input: ActionInput;
  readonly links: { readonly undoes?: string | undefined; readonly causedBy?: string | undefined };
  readonly asker: { readonly log: FastifyBaseLogger; readonly caller: { readonly sub: string } };
  readonly watch: { readonly attempts: number };
}

/** Writes one line for each action: the caller, the input, the result and the times. */
export function logAction(action: LoggedAction, answer: Answer, timings: ActionTimings): void {
  const { operation, input, asker, watch, links } = action;
  const { reason, idempotencyKey } = input;
  const { outcome, code, vendorCode, actionId } = answer as Partial<ModerationError>;
  const line = {
    operation: operation.mutation,
    actionId: actionId ?? action.id,
    actor: asker.caller.sub,
    ...operation.logged(input),
    ...links,
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
  // A person has to look at a vendor code that no table has.
  if (code === 'UNKNOWN') asker.log.warn(line, 'action');
  else asker.log.info(line, 'action');
}
