/** The playground: GraphiQL's own bundle, about 7 MB, which `npm run build:playground` writes. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PlaygroundToken } from '../playground/playground-token.js';
import { acceptedQualities } from './accepted-qualities.js';
import { type BuiltPage, loadBuiltPage, pageHeaders, registerAssets, sendPage } from './built-page.js';

export type { PlaygroundToken };

export type Playground = BuiltPage;

export interface PlaygroundOptions {
  /**
   * Everybody who opens the page gets these. The first is chosen at first. Without any, readers put a token of their own
   * into the page.
   */
  tokens?: readonly PlaygroundToken[];
  /** Where the bundle is. */
  directory?: URL;
}

const HEADERS = pageHeaders([
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  // Monaco sets inline styles, and its style sheet holds fonts and images as data URLs.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]);

/** `dist/playground/`, from the compiled module and from its source alike. */
const BUILT_PLAYGROUND = new URL('../../dist/playground/', import.meta.url);

/** Throws if the playground was not built. */
export function loadPlayground({
  tokens = [],
  directory = BUILT_PLAYGROUND,
}: PlaygroundOptions = {}): Promise<Playground> {
  return loadBuiltPage({ name: 'playground', directory, tokensId: 'playground-tokens', tokens });
}

/** True for a browser that navigates to the page; false for every GraphQL request. */
export function wantsPlayground(request: FastifyRequest): boolean {
  if (request.method !== 'GET') return false;
  const { searchParams } = new URL(request.url, 'http://gateway');
  return !searchParams.has('query') && prefersHtml(request.headers.accept ?? '');
}

export function servePage(reply: FastifyReply, playground: Playground): FastifyReply {
  return sendPage(reply.header('vary', 'accept'), playground, HEADERS);
}

export function registerPlaygroundAssets(app: FastifyInstance, playground: Playground): void {
  registerAssets(app, '/graphql', playground, HEADERS);
}

function prefersHtml(accept: string): boolean {
  const qualities = acceptedQualities(accept);
  const quality = (type: string) =>
    qualities.get(type) ?? qualities.get(type.replace(/\/.*/, '/*')) ?? qualities.get('*/*') ?? 0;
  return (
    quality('text/html') > quality('application/json') &&
    quality('text/html') > quality('application/graphql-response+json')
  );
}
