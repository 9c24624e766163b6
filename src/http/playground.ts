/**
 * The playground: GraphiQL's own bundle, which `npm run build:playground` writes, served from memory. Nothing
 * on the page comes from another origin, so it works where the gateway has no way to the internet.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface Playground {
  page: Buffer;
  /** By file name. */
  assets: ReadonlyMap<string, Asset>;
}

interface Asset {
  body: Buffer;
  contentType: string;
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

/** Reads the whole bundle, about 7 MB. Throws if it was not built. */
export async function loadPlayground(directory: URL = BUILT_PLAYGROUND): Promise<Playground> {
  const assetsDirectory = new URL('assets/', directory);
  try {
    const names = await readdir(assetsDirectory);
    const assets = names.map(async (name): Promise<[string, Asset]> => {
      const contentType = CONTENT_TYPES.get(extname(name));
      if (contentType === undefined) throw new Error(`No content type is known for ${name}`);
      return [name, { body: await readFile(new URL(name, assetsDirectory)), contentType }];
    });
    return {
      page: await readFile(new URL('index.html', directory)),
      assets: new Map(await Promise.all(assets)),
    };
  } catch (cause) {
    const path = fileURLToPath(directory);
    throw new Error(`Cannot load the playground from ${path}. Build it with: npm run build:playground`, {
      cause,
    });
  }
}

/** True for a browser that navigates to the page; false for every GraphQL request. */
export function wantsPlayground(request: FastifyRequest): boolean {
  const { searchParams } = new URL(request.url, 'http://gateway');
  return request.method === 'GET' && !searchParams.has('query') && prefersHtml(request.headers.accept ?? '');
}

export function servePage(reply: FastifyReply, { page }: Playground): FastifyReply {
  return reply
    .headers({ ...SECURITY_HEADERS, 'cache-control': 'no-cache', vary: 'accept' })
    .type('text/html; charset=utf-8')
    .send(page);
}

export function registerPlaygroundAssets(app: FastifyInstance, { assets }: Playground): void {
  app.get<{ Params: { name: string } }>('/graphql/assets/:name', (request, reply) => {
    const asset = assets.get(request.params.name);
    if (!asset) return reply.callNotFound();
    return reply
      .headers({ ...SECURITY_HEADERS, 'cache-control': 'public, max-age=31536000, immutable' })
      .type(asset.contentType)
      .send(asset.body);
  });
}

function prefersHtml(accept: string): boolean {
  const qualities = new Map(accept.split(',').map(rangeAndQuality));
  const quality = (type: string) =>
    qualities.get(type) ?? qualities.get(type.replace(/\/.*/, '/*')) ?? qualities.get('*/*') ?? 0;
  return (
    quality('text/html') > quality('application/json') &&
    quality('text/html') > quality('application/graphql-response+json')
  );
}

function rangeAndQuality(accepted: string): [range: string, quality: number] {
  const [range = '', ...parameters] = accepted.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return [range, quality === undefined ? 1 : Number(quality.slice('q='.length))];
}
