import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/**
 * Sets the headers that keep a browser from making anything of an answer but data, errors and preflights included.
 * To be registered before what answers. A reply's own headers win, and the playground has a policy of its own.
 */
export async function registerSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
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
  });
}
