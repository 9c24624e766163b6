import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createSourceEventStream, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Gateway, RequestContext } from '../context.js';
import type { ToldSource } from '../feed/told.js';
import type { FeedWatch } from '../observability/feed-watch.js';
import type { Clock } from '../time/clock.js';
import { isJsonObject } from '../values/json-object.js';
import { type Admission, authenticate, tokenOf } from './authentication.js';
import { resolveDocument } from './document-ids.js';
import { EventStream } from './event-stream.js';
import { publicError, publicErrorWithoutSuggestion } from './graphql-errors.js';
import { refuse, refuseBadHost } from './http-errors.js';
import { readJsonInTurns, refuseOtherBodies } from './json-bodies.js';
import { nullFault } from './null-variables.js';
import { OpenStreams, type StreamLimits } from './open-streams.js';
import { RunningStream } from './running-stream.js';
import { SharedExecutions, type Subscribed } from './shared-executions.js';
import { COMPLETE, messageOf } from './stream-messages.js';
import { type SubscriptionDocument, SubscriptionDocuments } from './subscription-documents.js';
import { answerText } from './trusted-answers.js';
import type { TrustedDocuments } from './trusted-documents.js';

/** A subscription of a front end has some 2 KB. */
const MAX_BODY_BYTES = 65_536;

export interface StreamOptions {
  schema: GraphQLSchema;
  gateway: Gateway;
  admission: Admission;
  introspection: boolean;
  documents: TrustedDocuments;
  clock: Clock;
  random: () => number;
  limits: StreamLimits;
  /** Absent when metrics are off. */
  watch?: FeedWatch | undefined;
  contextOf(request: FastifyRequest, reply: FastifyReply): RequestContext;
}

/** Serves subscriptions by server-sent events at `/graphql/stream`, one stream for each POST. */
export async function registerStreams(app: FastifyInstance, options: StreamOptions): Promise<void> {
  const streams = new Streams(options);
  app.addHook('preClose', async () => streams.close());
  await app.register(async (scope) => {
    readJsonInTurns(scope, options.clock);
    scope.route({
      url: '/graphql/stream',
      method: 'POST',
      bodyLimit: MAX_BODY_BYTES,
      async onRequest(request, reply) {
        return (
          refuseBadHost(request, reply) ??
          (await authenticate(options.admission, request, reply)) ??
          refuseOtherBodies(request, reply) ??
          refuseOtherAnswers(request, reply)
        );
      },
      handler: (request, reply) => streams.answer(request, reply),
    });
  });
}

function refuseOtherAnswers({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const { accept } = headers;
  if (!accept || /text\/event-stream|\*\/\*|text\/\*/i.test(accept)) return undefined;
  return refuse(reply, 406, 'NOT_ACCEPTABLE', 'The Accept header must allow text/event-stream.');
}

type Refused = readonly GraphQLError[];

class Streams {
  readonly #options: StreamOptions;
  readonly #documents: SubscriptionDocuments;
  readonly #executions: SharedExecutions;
  readonly #open: OpenStreams;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#documents = new SubscriptionDocuments(options.schema, options.introspection);
    this.#executions = new SharedExecutions(options.clock);
    this.#open = new OpenStreams(options.limits, options.clock, options.random);
    options.watch?.show(() => this.#open.size);
  }

  close(): void {
    this.#open.close();
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const refusal = resolveDocument(this.#options.documents, request, reply);
    if (refusal) return refusal;
    const asked = askedIn(request.body);
    if (!asked) {
      const shape = '{ "query": "subscription …", "variables": { … } }';
      return refuse(reply, 400, 'BAD_REQUEST', `The body must be ${shape}.`);
    }
    const leave = this.#open.reserve(request.caller?.sub ?? '');
    if (typeof leave === 'string') {
      if (leave !== 'closing') this.#options.watch?.refused(leave === 'too-many' ? 'gateway' : 'caller');
      return refuseStream(leave, reply);
    }
    const context = this.#options.contextOf(request, reply);
    // From here on, errors are told in the stream, as its protocol wants it.
    reply.hijack();
    if (reply.raw.destroyed) leave();
    else reply.raw.once('close', leave);
    const holds = this.#options.admission.verifier.holder(tokenOf(request) ?? '');
    const running = new RunningStream(this.#begin(reply), holds, (endedAt) => this.#onTold(endedAt));
    void this.#serve(running, asked, context);
    return reply;
  }

  /** Never rejects: nobody but the stream's reader can be told what went wrong. */
  async #serve(running: RunningStream, asked: Asked, context: RequestContext): Promise<void> {
    // Before anything is awaited, so that a shutdown and the end of the token reach the stream.
    this.#open.add(running);
    try {
      const { schema, watch } = this.#options;
      const subscription = this.#documents.find(asked.query, asked.operationName);
      const source = await this.#subscribe(subscription, asked.variables, context);
      if ('document' in subscription && Symbol.asyncIterator in source) {
        const subscribed = { schema, subscription, variables: asked.variables, context };
        const ending = await running.run(source as ToldSource, this.#executions, subscribed);
        watch?.ended(ending);
      } else {
        this.#refuse(running, source as ExecutionResult, context);
      }
    } catch (error) {
      this.#refuse(running, { errors: [new GraphQLError('', { originalError: error as Error })] }, context);
    } finally {
      this.#open.delete(running);
    }
  }

  #onTold(endedAt: number): void {
    const { watch, gateway } = this.#options;
    watch?.read(Math.max(0, gateway.journal.now() - endedAt));
  }

  #refuse({ stream }: RunningStream, result: ExecutionResult, context: RequestContext): void {
    stream.end(messageOf('next', this.#errors(result, context)) + COMPLETE);
  }

  #begin(reply: FastifyReply): EventStream {
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Some proxies would keep the events until they have many.
      'x-accel-buffering': 'no',
    });
    reply.raw.flushHeaders();
    reply.request.trace?.end(200);
    return new EventStream(reply.raw, this.#open);
  }

  async #subscribe(
    subscription: SubscriptionDocument | Refused,
    variableValues: Subscribed['variables'],
    contextValue: RequestContext,
  ): Promise<AsyncIterable<unknown> | ExecutionResult> {
    if (!('document' in subscription)) return { errors: subscription };
    const { schema } = this.#options;
    const { document, operation } = subscription;
    const fault = nullFault(schema, document, operation, variableValues);
    if (fault) return { errors: [fault] };
    const operationName = operation.name?.value ?? null;
    return createSourceEventStream({ schema, document, operationName, variableValues, contextValue });
  }

  #errors(result: ExecutionResult, context: RequestContext): string {
    return answerText(
      result,
      context,
      this.#options.introspection ? publicError : publicErrorWithoutSuggestion,
    );
  }
}

interface Asked {
  query: string;
  operationName: string | undefined;
  variables: Subscribed['variables'];
}

function askedIn(body: unknown): Asked | undefined {
  if (!isJsonObject(body)) return undefined;
  const { query } = body;
  const operationName = body.operationName ?? undefined;
  const variables = body.variables ?? {};
  if (typeof query !== 'string' || !isJsonObject(variables)) return undefined;
  if (operationName !== undefined && typeof operationName !== 'string') return undefined;
  return { query, operationName, variables };
}

function refuseStream(why: 'closing' | 'too-many' | 'too-many-of-caller', reply: FastifyReply): FastifyReply {
  void reply.header('retry-after', 5);
  if (why === 'closing') {
    return refuse(reply, 503, 'GATEWAY_UNAVAILABLE', 'The gateway is shutting down; subscribe again.');
  }
  if (why === 'too-many') {
    return refuse(
      reply,
      503,
      'TOO_MANY_SUBSCRIPTIONS',
      'Too many subscriptions are open here; try again later.',
    );
  }
  const message = 'This caller has too many subscriptions open: end one, or let pages share one.';
  return refuse(reply, 429, 'TOO_MANY_SUBSCRIPTIONS', message);
}
