import type { RequestContext } from '../context.js';
import { ForbiddenError } from '../errors/moderation-error.js';
import type { ActionName } from '../observability/action-names.js';
import type { ActionWatch } from '../observability/action-watch.js';
import type { ActionInput } from './action.input.js';
import { logAction } from './action-log.js';
import { type Answer, statusOf } from './recorded-answer.js';

/** What an action is: all that its log line says of it before it is done. */
export interface WatchedAction {
  name: ActionName;
  /** On what it acts. */
  target: Readonly<Record<string, unknown>>;
  input: ActionInput;
}

/** Carries an action out, and tells of it in the log, in metrics and in the request's trace. */
export async function watched<Result extends Answer>(
  action: WatchedAction,
  context: RequestContext,
  act: (watch: ActionWatch) => Promise<Result>,
): Promise<Result> {
  const watch = context.gateway.watchAction(action.name, context.trace);
  try {
    const answer = await act(watch);
    const status = answer instanceof ForbiddenError ? 'DENIED' : statusOf(answer);
    const timings = watch.end(answer.constructor.name, status);
    logAction(action, context, answer, watch, timings);
    return answer;
  } catch (error) {
    watch.end('fault', 'UNKNOWN');
    throw watch.actionId === undefined ? error : new ActionFault(watch.actionId, error);
  }
}

/** A fault of the gateway's while it carried out an action that is on record. */
class ActionFault extends Error {
  override readonly name = 'ActionFault';
  /** What graphql-js gives an error that is made of this one. */
  readonly extensions: { actionId: string };

  constructor(actionId: string, cause: unknown) {
    super('a fault in an action', { cause });
    this.extensions = { actionId };
  }
}
