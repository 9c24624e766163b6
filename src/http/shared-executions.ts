import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';
import type { Told } from '../feed/told.js';
import { ReadBudget } from '../graphql/read-budget.js';
import type { Caller } from '../identity/caller.js';
import type { Signal } from '../vendors/calling/quota.js';
import { messageOf } from './stream-messages.js';
import type { SubscriptionDocument } from './subscription-documents.js';
import { answerText } from './trusted-answers.js';

/** What a stream is told of an event depends on these alone. */
export interface Subscribed {
  readonly schema: GraphQLSchema;
  readonly subscription: SubscriptionDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/** The client of the first stream may have left, and others are still there. */
const NEVER_ABORTED: Signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };

/** Executes each event once for all streams with equal documents, variables and grants. */
export class SharedExecutions {
  readonly #shared = new Map<string, SharedExecution>();

  /** `leave` must be called once when the stream has ended. */
  join(subscribed: Subscribed): { execution: SharedExecution; leave(): void } {
    const key = keyOf(subscribed);
    const execution = this.#shared.get(key) ?? new SharedExecution(subscribed);
    this.#shared.set(key, execution);
    execution.streams += 1;
    const leave = () => {
      execution.streams -= 1;
      if (execution.streams === 0) this.#shared.delete(key);
    };
    return { execution, leave };
  }

  get size(): number {
    return this.#shared.size;
  }
}

/** Executes events for one or more streams. */
export class SharedExecution {
  streams = 0;
  readonly #subscribed: Subscribed;
  /** By event, as long as anybody holds the event. */
  readonly #messages = new WeakMap<object, Promise<string>>();

  constructor(subscribed: Subscribed) {
    this.#subscribed = subscribed;
  }

  /** The message that tells of an event. */
  message(told: Told): Promise<string> {
    const known = this.#messages.get(told.event);
    if (known) return known;
    const message = this.#execute(told);
    this.#messages.set(told.event, message);
    return message;
  }

  async #execute(told: Told): Promise<string> {
    const { schema, subscription, variables, context } = this.#subscribed;
    // Each event is as a request of its own.
    const contextValue = { ...context, signal: NEVER_ABORTED, reads: new ReadBudget() };
    const result: ExecutionResult = await execute({
      schema,
      document: subscription.document,
      operationName: subscription.operation.name?.value ?? null,
      variableValues: variables,
      rootValue: told,
      contextValue,
    });
    return messageOf('next', answerText(result, contextValue));
  }
}

function keyOf({ subscription: { text, operation, cursors }, variables, context }: Subscribed): string {
  const others = Object.entries(variables)
    .filter(([name]) => !cursors.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([text, operation.name?.value, others, grantsOf(context.caller)]);
}

/** All that a token grants. Who the caller is does not matter, nor until when. */
function grantsOf({
  scopes,
  sdkAppIds,
  appIds,
  rooms,
  strRooms,
  volcUserId,
  trtcUserId,
}: Caller): readonly unknown[] {
  const sorted = (ids: 'all' | ReadonlySet<unknown> | undefined) =>
    ids === undefined || ids === 'all' ? ids : [...ids].map((id) => JSON.stringify(id)).sort();
  const sets = [scopes, sdkAppIds, appIds, rooms, strRooms].map(sorted);
  return [...sets, volcUserId, trtcUserId].map((grant) => grant ?? null);
}
