/**
 * A page that Vite has built, served from memory. Nothing on it comes from another origin, so it works without access to
 * the internet.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PlaygroundToken } from '../playground/playground-token.js';
import { acceptedQualities } from './accepted-qualities.js';

export interface BuiltPage {
  page: Buffer;
  /** By file name. */
  assets: ReadonlyMap<string, Asset>;
}

interface Asset {
  body: Buffer;
  contentType: string;
  /** Made for the first client that asks for it. All of them together take 0.2 s, which would delay every start. */
  gzipped?: Promise<Buffer>;
}

export interface PageSource {
  /** Its name in messages; `npm run build:<name>` builds it. */
  name: string;
  directory: URL;
  /** The id of the script element for the tokens. The build leaves an empty list in it. */
  tokensId: string;
  tokens: readonly PlaygroundToken[];
}

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.ttf', 'font/ttf'],
]);

/** Reads the whole bundle. Throws if it was not built. */
export async function loadBuiltPage({ name, directory, tokensId, tokens }: PageSource): Promise<BuiltPage> {
  const assetsDirectory = new URL('assets/', directory);
  try {
    const fileNames = await readdir(assetsDirectory);
    const assets = fileNames.map(async (fileName): Promise<[string, Asset]> => {
      const contentType = CONTENT_TYPES.get(extname(fileName));
      if (contentType === undefined) throw new Error(`No content type is known for ${fileName}`);
      return [fileName, { body: await readFile(new URL(fileName, assetsDirectory)), contentType }];
    });
    const page = await readFile(new URL('index.html', directory), 'utf8');
    return { page: pageWithTokens(page, tokensId, tokens), assets: new Map(await Promise.all(assets)) };
  } catch (cause) {
    const path = fileURLToPath(directory);
    throw new Error(`Cannot load the ${name} from ${path}. Build it with: npm run build:${name}`, { cause });
  }
}

function pageWithTokens(page: string, tokensId: string, tokens: readonly PlaygroundToken[]): Buffer {
  const none = `<script type="application/json" id="${tokensId}">[]</script>`;
  const [before, after] = page.split(none);
  if (before === undefined || after === undefined) throw new Error('The page has no place for tokens');
  // Without a `<`, no token can end the script element.
  const json = JSON.stringify(tokens).replaceAll('<', '\\u003c');
  return Buffer.from(`${before}${none.replace('[]', () => json)}${after}`);
}

/** The headers of a page and of all that belongs to it. */
export function pageHeaders(policy: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}

export function sendPage(
  reply: FastifyReply,
  { page }: BuiltPage,
  headers: Readonly<Record<string, string>>,
): FastifyReply {
  return reply
    .headers({ ...headers, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page);
}

/** Serves the assets at `<path>/assets/<file name>`. */
export function registerAssets(
  app: FastifyInstance,
  path: string,
  { assets }: BuiltPage,
  headers: Readonly<Record<string, string>>,
): void {
  app.get<{ Params: { name: string } }>(`${path}/assets/:name`, async (request, reply) => {
    const asset = assets.get(request.params.name);
    if (!asset) return reply.callNotFound();
    reply
      .headers({ ...headers, 'cache-control': 'public, max-age=31536000, immutable' })
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
