import Fastify, { type FastifyInstance } from 'fastify';
import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import type { RequestContext } from '../../src/context.js';
import type { Told, ToldSource } from '../../src/feed/told.js';
import { registerStreams, type StreamOptions } from '../../src/http/streams.js';
import { TrustedDocuments } from '../../src/http/trusted-documents.js';
import type { Caller } from '../../src/identity/caller.js';
import { ReadingLine } from '../../src/journal/reading-line.js';
import { systemClock } from '../../src/time/clock.js';
import type { Target } from '../graphql-client.js';

const caller: Caller = {
  sub: 'caller',
  expiresAtMs: Number.POSITIVE_INFINITY,
  scopes: new Set(),
  sdkAppIds: 'all',
  appIds: 'all',
  rooms: 'all',
  strRooms: 'all',
} as unknown as Caller;

/** Where requests wait for their pages. */
export const readers = new ReadingLine(systemClock);

export interface Scene {
  /** Begins the subscription `told`. */
  subscribe: () => Promise<ToldSource>;
  /** The value of `told` for an event. */
  resolve?: (told: Told, args: unknown, context: RequestContext) => unknown;
}

/** Serves one subscription, `told: String`, by the code that serves the gateway's, with sources that a test steers. */
export async function serveStreams({ subscribe, resolve }: Scene): Promise<FastifyInstance & Target> {
  const fields = { none: { type: GraphQLInt } };
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        told: {
          type: GraphQLString,
          args: { after: { type: GraphQLString } },
          subscribe,
          resolve: resolve ?? (({ event }: Told) => (event as { text: string }).text),
        },
      },
    }),
  });
  const verifier = { verify: async () => caller, holder: () => async () => caller };
  const app = Fastify();
  await registerStreams(app, {
    schema,
    gateway: {},
    admission: { verifier },
    introspection: true,
    documents: new TrustedDocuments({ mode: 'off', documents: new Map() } as never, schema),
    clock: systemClock,
    random: () => 0,
    limits: { maxStreams: 10, maxPerCaller: 10 },
    contextOf: () => ({ caller, log: app.log, gateway: { readers } }) as unknown as RequestContext,
  } as unknown as StreamOptions);
  app.decorateRequest('caller', undefined);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return Object.assign(app, { url, tokens: { admin: 'a.b.c' } }) as unknown as FastifyInstance & Target;
}
