import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';
import type { Told } from '../feed/told.js';
import { ReadBudget } from '../graphql/read-budget.js';
import type { Caller } from '../identity/caller.js';
import { ReadingLine } from '../journal/reading-line.js';
import type { Clock } from '../time/clock.js';
import type { Signal } from '../vendors/calling/quota.js';
import { KeptMessages, type KeptOfOne } from './kept-messages.js';
import { messageOf } from './stream-messages.js';
import type { SubscriptionDocument } from './subscription-documents.js';
import { answerText } from './trusted-answers.js';

/** A stream waits for one event at a time, which reads a few pages. */
const MAX_WAITING = 20_000;
const AGAIN_AFTER_MS = 1_000;

/** What a stream is told of an event depends on these alone. */
export interface Subscribed {
  readonly schema: GraphQLSchema;
  readonly subscription: SubscriptionDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/** The client of the first stream may have left, and others are still there. */
const NEVER_ABORTED: Signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };

/**
 * Executes each event once for all streams with equal documents, variables and grants. What the events' fields read from the
 * journal, they read in a line of their own, so that requests do not wait behind the streams.
 */
export class SharedExecutions {
  readonly #shared = new Map<string, SharedExecution>();
  readonly #kept = new KeptMessages();
  readonly #line: ReadingLine;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#line = new ReadingLine(clock, { waiting: MAX_WAITING, waitingOfReader: MAX_WAITING });
  }

  /** `leave` must be called once when the stream has ended. */
  join(subscribed: Subscribed): { execution: SharedExecution; leave(): void } {
    const key = keyOf(subscribed);
    const execution = this.#shared.get(key) ?? this.#begin(subscribed);
    this.#shared.set(key, execution);
    execution.streams += 1;
    const leave = () => {
      execution.streams -= 1;
      if (execution.streams > 0) return;
      this.#shared.delete(key);
      execution.forgetAll();
    };
    return { execution, leave };
  }

  #begin(subscribed: Subscribed): SharedExecution {
    const { context } = subscribed;
    const gateway = { ...context.gateway, readers: this.#line };
    return new SharedExecution(
      { ...subscribed, context: { ...context, gateway } },
      this.#kept.ofOne(),
      this.#clock,
    );
  }
}

/** What streams are told of an event. */
export interface EventMessage {
  readonly text: string;
  /** Whether a part of it could not be read from the journal. It may be there at another attempt. */
  readonly isUnavailable: boolean;
  /** Whether it says the same at another attempt. */
  readonly isWhole: boolean;
}

/** Executes events for one or more streams. */
export class SharedExecution {
  streams = 0;
  readonly #subscribed: Subscribed;
  readonly #kept: KeptOfOne;
  readonly #clock: Clock;
  /** Those that are being made, and some that streams may still ask for. */
  readonly #messages = new Map<object, Promise<EventMessage>>();

  constructor(subscribed: Subscribed, kept: KeptOfOne, clock: Clock) {
    this.#subscribed = subscribed;
    this.#kept = kept;
    this.#clock = clock;
  }

  /** The message that tells of an event. */
  message(told: Told): Promise<EventMessage> {
    const { event } = told;
    const known = this.#messages.get(event);
    if (known) return known;
    const message = this.#executePatiently(told);
    this.#messages.set(event, message);
    const forget = () => void this.#messages.delete(event);
    message.then(({ text, isWhole }) => {
      if (isWhole && this.streams > 1) this.#kept.add(text.length, forget);
      else forget();
    }, forget);
    return message;
  }

  /** Forgets the messages that were made. There are no streams any more. */
  forgetAll(): void {
    this.#kept.dropAll();
  }

  async #executePatiently(told: Told): Promise<EventMessage> {
    const message = await this.#execute(told);
    if (!message.isUnavailable) return message;
    await new Promise<void>((resolve) => {
      this.#clock.after(AGAIN_AFTER_MS, resolve);
    });
    return this.#execute(told);
  }

  async #execute(told: Told): Promise<EventMessage> {
    const { schema, subscription, variables, context } = this.#subscribed;
    // Each event is as a request of its own.
    const { feedLinks: links } = context.gateway;
    const contextValue = { ...context, signal: NEVER_ABORTED, reads: new ReadBudget(), links };
    const result: ExecutionResult = await execute({
      schema,
      document: subscription.document,
      operationName: subscription.operation.name?.value ?? null,
      variableValues: variables,
      rootValue: told,
      contextValue,
    });
    const isUnavailable = result.errors?.some(({ extensions }) => extensions.code === 'JOURNAL_UNAVAILABLE');
    const text = messageOf('next', answerText(result, contextValue));
    return { text, isUnavailable: isUnavailable === true, isWhole: !result.errors };
  }
}

function keyOf({ subscription: { text, operation, cursors }, variables, context }: Subscribed): string {
  const others = Object.entries(variables)
    .filter(([name]) => !cursors.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([text, operation.name?.value, others, grantsOf(context.caller)]);
}

/**
 * All that a token grants to see. Who the caller is does not matter, nor until when, nor as whom it acts: which events a stream is
 * told may depend on that, and what an event says does not.
 */
function grantsOf({ scopes, sdkAppIds, appIds, rooms, strRooms }: Caller): readonly unknown[] {
  const sorted = (ids: 'all' | ReadonlySet<unknown> | undefined) =>
    ids === undefined || ids === 'all' ? ids : [...ids].map((id) => JSON.stringify(id)).sort();
  return [scopes, sdkAppIds, appIds, rooms, strRooms].map(sorted).map((grant) => grant ?? null);
}
