import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** Keeps browsers from treating an answer as anything but data. */
const setHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      // These three do not fall back to `default-src`.
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  },
  // Keeps other sites from embedding an answer. Fetches that CORS allows are not subject to it.
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  xContentTypeOptions: true,
  xFrameOptions: { action: 'deny' },
  // RFC 6797 forbids this header over plain HTTP, which is all the gateway speaks. It binds a whole host, so the proxy
  // that ends TLS must decide.
  strictTransportSecurity: false,
  // These are for pages that share a process or a window with others, or for very old browsers. Browsers warn of the
  // first two on a page that came by plain HTTP from another machine.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  crossOriginEmbedderPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  // Fastify sends none.
  xPoweredBy: false,
});

/**
 * Sets these headers on every answer, errors and preflights included. Must be registered before routes. A reply's own
 * headers win: the playground has a policy of its own.
 */
export function registerSecurityHeaders(app: FastifyInstance): void {
  // The headers are the same for all answers, so Helmet makes them once.
  const headers = headersOf(setHeaders);
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}

function headersOf(set: ReturnType<typeof helmet>): Record<string, string> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader(name: string, value: string) {
      headers[name.toLowerCase()] = value;
    },
  };
  set({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return headers;
}
