import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../observability/metrics.js';
import type { Route } from '../observability/route.js';
import type { RequestTrace, Traces } from '../observability/traces.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while traces are on, before the token is checked. */
    trace: RequestTrace | undefined;
  }
}

/** Counts answers, and traces GraphQL requests and callbacks. Must be called before routes are added. */
export function observeRequests(app: FastifyInstance, metrics?: Metrics, traces?: Traces): void {
  app.decorateRequest('trace', undefined);
  if (metrics) {
    app.addHook('onResponse', (request, reply, done) => {
      metrics.requestAnswered(routeOf(request), reply.statusCode);
      done();
    });
  }
  if (!traces) return;
  app.addHook('onRequest', (request, _reply, done) => {
    const route = routeOf(request);
    if (request.method === 'POST' && route !== 'other') {
      // A vendor sends no `traceparent`, and anybody else has no say in our traces before the signature is checked.
      const { traceparent } = route === '/callbacks' ? {} : request.headers;
      request.trace = traces.request(traceparent, request.id, route);
    }
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.trace?.end(reply.statusCode);
    done();
  });
  app.addHook('onRequestAbort', (request, done) => {
    request.trace?.end();
    done();
  });
}

function routeOf(request: FastifyRequest): Route {
  if (isGraphql(request)) return '/graphql';
  if (isStream(request)) return '/graphql/stream';
  return isCallback(request) ? '/callbacks' : 'other';
}

function isStream({ url }: FastifyRequest): boolean {
  return url === '/graphql/stream' || url.startsWith('/graphql/stream?');
}

function isCallback({ url }: FastifyRequest): boolean {
  return url.startsWith('/callbacks/');
}

/** Reads the URL, since Fastify would make its description of the route anew for each request. */
function isGraphql({ url }: FastifyRequest): boolean {
  return url === '/graphql' || url.startsWith('/graphql?');
}
