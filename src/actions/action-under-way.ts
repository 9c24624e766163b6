import type { FastifyBaseLogger } from 'fastify';
import { ForbiddenError } from '../errors/moderation-error.js';
import type { Caller } from '../identity/caller.js';
import type { ActionWatch } from '../observability/action-watch.js';
import type { ActionTrace } from '../observability/traces.js';
import type { MediaSender } from '../restrictions/media-sender.js';
import type { Clock } from '../time/clock.js';
import type { Signal } from '../vendors/calling/quota.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { Urgency } from '../vendors/calling/shared-line.js';
import type { ActionInput } from './action.input.js';
import { logAction } from './action-log.js';
import { type Answer, statusOf } from './answer.js';
import type { Operation, RecordedTurn } from './operation.js';
import type { TargetOrder } from './target-order.js';

/** The caller of an action, and the caller's HTTP request. */
export interface Asker {
  readonly caller: Caller;
  /** Only of an action that enforces something. */
  readonly urgency?: Urgency | undefined;
  /** Log lines and masked errors have the same id. */
  readonly requestId: string;
  /** Aborted when the client closes its connection. */
  readonly signal: Signal;
  readonly log: FastifyBaseLogger;
  /** Undefined when traces are off. */
  readonly trace: ActionTrace | undefined;
}

/** The other actions that an action is about. */
export interface ActionLinks {
  /** The id of the action that this one undoes. */
  readonly undoes?: string | undefined;
  /** The id of the action because of which the gateway carries this one out by itself. */
  readonly causedBy?: string | undefined;
}

/** The parts of the gateway that every action needs. */
export interface ActionSurroundings {
  readonly clock: Clock;
  /** How long the vendor's part of an action may take. */
  readonly deadlineMs: number;
  readonly order: TargetOrder;
  readonly media: MediaSender;
  /** Begins to measure an action for the log, metrics and traces. */
  watchAction(mutation: string, trace: ActionTrace | undefined): ActionWatch;
}

/** One action, from its resolver to its answer. */
export class ActionUnderWay implements RecordedTurn {
  readonly operation: Operation;
  readonly input: ActionInput;
  readonly asker: Asker;
  readonly watch: ActionWatch;
  readonly order: TargetOrder;
  readonly media: MediaSender;
  written: RecordedTurn['written'] = [];
  obstacle: RecordedTurn['obstacle'];
  readonly links: ActionLinks;
  #isRecorded: boolean | undefined;
  /** Made when it is asked for, which few actions do. */
  #recorded: Promise<boolean> | undefined;
  #tellRecorded: ((isRecorded: boolean) => void) | undefined;
  /** The action's id in the journal. Undefined until the gateway writes the action to the journal. */
  id: string | undefined;
  /** The number of users that the action is about. 0 until the input has been checked. */
  targets = 0;
  readonly #surroundings: ActionSurroundings;

  constructor(
    operation: Operation,
    input: ActionInput,
    asker: Asker,
    surroundings: ActionSurroundings,
    links: ActionLinks = {},
  ) {
    this.operation = operation;
    this.input = input;
    this.asker = asker;
    this.watch = surroundings.watchAction(operation.mutation, asker.trace);
    this.order = surroundings.order;
    this.media = surroundings.media;
    this.links = links;
    this.#surroundings = surroundings;
  }

  get recorded(): Promise<boolean> {
    this.#recorded ??= new Promise((resolve) => {
      if (this.#isRecorded === undefined) this.#tellRecorded = resolve;
      else resolve(this.#isRecorded);
    });
    return this.#recorded;
  }

  /** Nothing of the action is to be recorded any more. */
  markRecorded(isRecorded: boolean): void {
    this.#isRecorded = isRecorded;
    this.#tellRecorded?.(isRecorded);
  }

  vendorRequest(): CallRequest {
    const { clock, deadlineMs } = this.#surroundings;
    const { caller, signal, urgency } = this.asker;
    return { caller: caller.sub, urgency, signal, observer: this.watch, deadline: clock.now() + deadlineMs };
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

/** A fault of the gateway in an action that has an id in the journal. */
class ActionFault extends Error {
  override readonly name = 'ActionFault';
  /** graphql-js copies these to the error that it makes from this one. */
  readonly extensions: { actionId: string };

  constructor(actionId: string, cause: unknown) {
    super('a fault in an action', { cause });
    this.extensions = { actionId };
  }
}
