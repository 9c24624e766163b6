import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Gateway, RequestContext } from '../context.js';
import { ReadBudget } from '../graphql/read-budget.js';
import type { Clock } from '../time/clock.js';
import { type Admission, authenticate } from './authentication.js';
import { ClientSignal } from './client-signal.js';
import { resolveDocument } from './document-ids.js';
import { documentRules, MAX_VALIDATION_ERRORS, PARSE_OPTIONS } from './document-limits.js';
import { markFaults, publicError, publicErrorWithoutSuggestion } from './graphql-errors.js';
import { refuseBadHost, refuseUnacceptable } from './http-errors.js';
import { readJsonInTurns, refuseOtherBodies } from './json-bodies.js';
import { recentDocuments } from './kept-documents.js';
import { LargeBodies } from './large-bodies.js';
import { nullFault } from './null-variables.js';
import { type Playground, registerPlaygroundAssets, servePage, wantsPlayground } from './playground.js';
import { trustedAnswers } from './trusted-answers.js';
import type { TrustedDocuments } from './trusted-documents.js';
import { unionFields } from './union-fields.js';

export interface GraphqlOptions {
  schema: GraphQLSchema;
  gateway: Gateway;
  admission: Admission;
  introspection: boolean;
  documents: TrustedDocuments;
  clock: Clock;
  /** Absent: browsers get no page. */
  playground?: Playground;
}

/** Serves GraphQL over HTTP at `/graphql`, and the playground to browsers that navigate there. */
export async function registerGraphql(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const { gateway, admission, documents, clock, playground } = options;
  const apollo = apolloServer(options, app.log);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());

  const contextOf = (request: FastifyRequest, reply: FastifyReply) => requestContext(gateway, request, reply);
  const answerGraphql = fastifyApolloHandler(apollo, {
    context: async (request, reply) => contextOf(request, reply),
  });
  const largeBodies = new LargeBodies(app.initialConfig.bodyLimit ?? 0);
  const answerTrusted = trustedAnswers(documents, contextOf);
  if (playground) registerPlaygroundAssets(app, playground);
  app.decorateRequest('caller', undefined);
  await app.register(async (scope) => {
    readJsonInTurns(scope, clock);
    scope.route({
      url: '/graphql',
      method: ['GET', 'POST'],
      async onRequest(request, reply) {
        if (playground && wantsPlayground(request)) return servePage(reply, playground);
        return (
          refuseBadHost(request, reply) ??
          (await authenticate(admission, request, reply)) ??
          refuseOtherBodies(request, reply) ??
          largeBodies.admit(request, reply)
        );
      },
      preParsing(request, reply, payload, done) {
        done(null, largeBodies.counted(request, reply, payload));
      },
      async handler(this: FastifyInstance, request, reply) {
        // An answer holds for one moment, and for the bearer of one token.
        void reply.header('cache-control', 'no-store');
        const refusal = refuseUnacceptable(request, reply) ?? resolveDocument(documents, request, reply);
        if (refusal) return refusal;
        return (await answerTrusted(request, reply)) ?? answerGraphql.call(this, request, reply);
      },
    });
  });
}

function apolloServer(
  { schema, introspection, documents }: GraphqlOptions,
  logger: FastifyBaseLogger,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    formatError: introspection ? publicError : publicErrorWithoutSuggestion,
    logger,
    parseOptions: PARSE_OPTIONS,
    validationRules: [...documentRules(), unionFields],
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions: !introspection },
    documentStore: recentDocuments(),
    // `resolveDocument` has put texts in the place of hashes.
    persistedQueries: false,
    // Browsers send this header to another origin only after a preflight, and no request runs without it.
    csrfPrevention: { requestHeaders: ['authorization'] },
    stopOnTerminationSignals: false,
    plugins: [
      logFaults,
      refuseSubscriptions,
      refuseNulls,
      learnDocuments(documents),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      // Otherwise an APOLLO_KEY in the environment would send reports to Apollo's cloud.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
}

/** What resolvers get of a request. Throws if nobody authenticated it. */
export function requestContext(
  gateway: Gateway,
  request: FastifyRequest,
  reply: FastifyReply,
): RequestContext {
  const { id: requestId, caller, log, trace } = request;
  if (!caller) throw new Error('a request that nobody authenticated');
  const signal = new ClientSignal(reply.raw);
  return { gateway, requestId, caller, signal, reads: new ReadBudget(), log, trace };
}

/** A fault is logged whole, and marked with the request's id before `publicError` masks it. */
const logFaults: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didEncounterErrors({ errors, contextValue }) {
        markFaults(errors, contextValue);
      },
    };
  },
};

/** Without this, a subscription would be executed once, as a query. */
const refuseSubscriptions: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation !== 'subscription') return;
        const words =
          'Subscriptions are served at /graphql/stream: send the same POST there, and accept text/event-stream.';
        throw new GraphQLError(words, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
      },
    };
  },
};

const refuseNulls: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request }) {
        const fault = operation && nullFault(schema, document, operation, request.variables);
        if (fault) throw fault;
      },
    };
  },
};

function learnDocuments(documents: TrustedDocuments): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ source, queryHash, document, request }) {
          // A document in the URL is seldom sent again: somebody looks around with it.
          if (request.http?.method === 'POST') documents.seen(source, queryHash, document);
        },
      };
    },
  };
}
