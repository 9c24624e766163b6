import type { FastifyBaseLogger } from 'fastify';
import { ForbiddenError } from '../errors/moderation-error.js';
import type { Caller } from '../identity/caller.js';
import type { ActionWatch } from '../observability/action-watch.js';
import type { RequestTrace } from '../observability/traces.js';
import type { Clock } from '../time/clock.js';
import type { Signal } from '../vendors/calling/quota.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { ActionInput } from './action.input.js';
import { logAction } from './action-log.js';
import { type Answer, statusOf } from './answer.js';
import type { Operation, VendorTurn } from './operation.js';
import type { TargetOrder } from './target-order.js';

/** Who asks for an action. */
export interface Asker {
  readonly caller: Caller;
  /** The same in the log and in a masked error. */
  readonly requestId: string;
  /** Aborted when the client has gone. */
  readonly signal: Signal;
  readonly log: FastifyBaseLogger;
  /** Undefined: traces are off. */
  readonly trace: RequestTrace | undefined;
}

/** What every action needs of its gateway. */
export interface ActionSurroundings {
  readonly clock: Clock;
  /** How long the vendor's part of an action may take. */
  readonly deadlineMs: number;
  readonly order: TargetOrder;
  /** Begins to watch an action. */
  watchAction(mutation: string, trace: RequestTrace | undefined): ActionWatch;
}

/** One action, from its resolver to its answer. */
export class ActionUnderWay implements VendorTurn {
  readonly operation: Operation;
  readonly input: ActionInput;
  readonly asker: Asker;
  readonly watch: ActionWatch;
  readonly order: TargetOrder;
  /** In the journal. Known once the journal has been asked to record the action. */
  id: string | undefined;
  /** On how many users it acts. Known once the input has been found valid. */
  targets = 0;
  readonly #surroundings: ActionSurroundings;

  constructor(operation: Operation, input: ActionInput, asker: Asker, surroundings: ActionSurroundings) {
    this.operation = operation;
    this.input = input;
    this.asker = asker;
    this.watch = surroundings.watchAction(operation.mutation, asker.trace);
    this.order = surroundings.order;
    this.#surroundings = surroundings;
  }

  vendorRequest(): CallRequest {
    const { clock, deadlineMs } = this.#surroundings;
    const { caller, signal } = this.asker;
    return { caller: caller.sub, signal, observer: this.watch, deadline: clock.now() + deadlineMs };
  }

  /** Tells the log, the metrics and the request's trace how it was answered. */
  answered(answer: Answer): void {
    const status = answer instanceof ForbiddenError ? 'DENIED' : statusOf(answer, this.targets);
    const timings = this.watch.end(answer.constructor.name, status, this.id);
    logAction(this, answer, timings);
  }

  /** Tells the metrics and the request's trace of a fault. Returns what to throw. */
  failed(fault: unknown): unknown {
    this.watch.end('fault', 'UNKNOWN', this.id);
    return this.id === undefined ? fault : new ActionFault(this.id, fault);
  }
}

/** A fault of the gateway while it carried out an action that is on record. */
class ActionFault extends Error {
  override readonly name = 'ActionFault';
  /** graphql-js gives these to the error that it makes of this one. */
  readonly extensions: { actionId: string };

  constructor(actionId: string, cause: unknown) {
    super('a fault in an action', { cause });
    this.extensions = { actionId };
  }
}
