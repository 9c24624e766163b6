/**
 * The playground: GraphiQL's own bundle, which `npm run build:playground` writes, served from memory. Nothing
 * on the page comes from another origin, so it works where the gateway has no way to the internet.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PlaygroundToken } from '../playground/playground-token.js';

export type { PlaygroundToken };

export interface Playground {
  page: Buffer;
  /** By file name. */
  assets: ReadonlyMap<string, Asset>;
}

interface Asset {
  body: Buffer;
  contentType: string;
  /** Made for the first client that asks for it: all of them together cost 0.2 s, which no start has to wait for. */
  gzipped?: Promise<Buffer>;
}

export interface PlaygroundOptions {
  /**
   * Whoever gets the page gets these. The first is chosen at first; without any, readers put a token of their
   * own into the page.
   */
  tokens?: readonly PlaygroundToken[];
  /** Where the bundle is. */
  directory?: URL;
}

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.ttf', 'font/ttf'],
]);

const SECURITY_HEADERS = {
  'content-security-policy': [
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
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** `dist/playground/`, from the compiled module and from its source alike. */
const BUILT_PLAYGROUND = new URL('../../dist/playground/', import.meta.url);

/** As `src/playground/index.html` has it. */
const NO_TOKENS = '<script type="application/json" id="playground-tokens">[]</script>';

/** Reads the whole bundle, about 7 MB. Throws if it was not built. */
export async function loadPlayground({
  tokens = [],
  directory = BUILT_PLAYGROUND,
}: PlaygroundOptions = {}): Promise<Playground> {
  const assetsDirectory = new URL('assets/', directory);
  try {
    const names = await readdir(assetsDirectory);
    const assets = names.map(async (name): Promise<[string, Asset]> => {
      const contentType = CONTENT_TYPES.get(extname(name));
      if (contentType === undefined) throw new Error(`No content type is known for ${name}`);
      return [name, { body: await readFile(new URL(name, assetsDirectory)), contentType }];
    });
    return {
      page: pageWithTokens(await readFile(new URL('index.html', directory), 'utf8'), tokens),
      assets: new Map(await Promise.all(assets)),
    };
  } catch (cause) {
    const path = fileURLToPath(directory);
    throw new Error(`Cannot load the playground from ${path}. Build it with: npm run build:playground`, {
      cause,
    });
  }
}

function pageWithTokens(page: string, tokens: readonly PlaygroundToken[]): Buffer {
  const [before, after] = page.split(NO_TOKENS);
  if (before === undefined || after === undefined) throw new Error('The page has no place for tokens');
  // Without a `<`, nothing in the list can end the element that it is in.
  const json = JSON.stringify(tokens).replaceAll('<', '\\u003c');
  return Buffer.from(`${before}${NO_TOKENS.replace('[]', () => json)}${after}`);
}

/** True for a browser that navigates to the page; false for every GraphQL request. */
export function wantsPlayground(request: FastifyRequest): boolean {
  if (request.method !== 'GET') return false;
  const { searchParams } = new URL(request.url, 'http://gateway');
  return !searchParams.has('query') && prefersHtml(request.headers.accept ?? '');
}

export function servePage(reply: FastifyReply, { page }: Playground): FastifyReply {
  return reply
    .headers({ ...SECURITY_HEADERS, 'cache-control': 'no-store', vary: 'accept' })
    .type('text/html; charset=utf-8')
    .send(page);
}

export function registerPlaygroundAssets(app: FastifyInstance, { assets }: Playground): void {
  app.get<{ Params: { name: string } }>('/graphql/assets/:name', async (request, reply) => {
    const asset = assets.get(request.params.name);
    if (!asset) return reply.callNotFound();
    reply
      .headers({ ...SECURITY_HEADERS, 'cache-control': 'public, max-age=31536000, immutable' })
      .header('vary', 'accept-encoding')
      .type(asset.contentType);
    if (!acceptsGzip(request.headers['accept-encoding'] ?? '')) return asset.body;
    asset.gzipped ??= promisify(gzip)(asset.body);
    reply.header('content-encoding', 'gzip');
    return asset.gzipped;
  });
}

function acceptsGzip(acceptEncoding: string): boolean {
  const qualities = acceptedQualities(acceptEncoding);
  return (qualities.get('gzip') ?? qualities.get('*') ?? 0) > 0;
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

/** By media range or coding, as an Accept or Accept-Encoding header states them. */
function acceptedQualities(header: string): Map<string, number> {
  return new Map(header.split(',').map(rangeAndQuality));
}

function rangeAndQuality(accepted: string): [range: string, quality: number] {
  const [range = '', ...parameters] = accepted.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return [range, quality === undefined ? 1 : Number(quality.slice('q='.length))];
}
