import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** Keep a browser from making anything of an answer but data. */
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
  // RFC 6797 forbids it over plain HTTP, which is all the gateway speaks. It binds a whole host, so it is for
  // whoever ends TLS to say.
  strictTransportSecurity: false,
  // For pages that share a process or a window with others, or browsers long gone. Browsers complain of the first
  // two on a page that came by plain HTTP from another host than their own.
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
 * Sets these headers on every answer, errors and preflights included. To be registered before what answers. A reply's
 * own headers win, and the playground has a policy of its own.
 */
export function registerSecurityHeaders(app: FastifyInstance): void {
  // They are the same for all, so Helmet is asked once and not for each request.
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
