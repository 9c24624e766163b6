import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  loadPlayground,
  type PlaygroundToken,
  registerPlaygroundAssets,
  servePage,
  wantsPlayground,
} from '../../src/http/playground.js';

const NAVIGATION = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const noTokens = '<script type="application/json" id="playground-tokens">[]</script>';
const page = `<!doctype html><title>The page</title>${noTokens}<p>The end</p>`;

let directory: string;
let app: FastifyInstance;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playground-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), page);
  await writeFile(join(directory, 'playground-token.js'), 'export {}');
  await writeFile(join(directory, 'assets/index-1a2b.js'), 'start()');
  await writeFile(join(directory, 'assets/index-3c4d.css'), 'body {}');
  await writeFile(join(directory, 'assets/icons-5e6f.ttf'), Buffer.from([0, 1, 0, 0]));
  const playground = await loadPlayground({ directory: pathToFileURL(`${directory}/`) });
  app = Fastify();
  registerPlaygroundAssets(app, playground);
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: (request, reply) =>
      wantsPlayground(request) ? servePage(reply, playground) : reply.send({ data: 'from GraphQL' }),
  });
});

afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

describe('GET /graphql', () => {
  it('answers a browser navigation with the page, with a policy that allows no other origin', async () => {
    const answer = await app.inject({ url: '/graphql', headers: { accept: NAVIGATION } });

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(page);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      vary: 'accept',
    });
    const policy = String(answer.headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    const sources = policy.flatMap((directive) => directive.split(' ').slice(1));
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", "'unsafe-inline'", 'data:']));
  });

  it.each([
    'text/html',
    'TEXT/HTML, */*;q=0.1',
    'text/html;q=0.9, application/json;q=0.5',
    'text/*, application/json;q=0.9',
    'application/json;q=0, text/html',
  ])('answers Accept: %s with the page', async (accept) => {
    expect((await app.inject({ url: '/graphql', headers: { accept } })).body).toBe(page);
  });

  it.each([
    '*/*',
    'application/json',
    'application/graphql-response+json, application/json;q=0.9',
    'text/html, application/json',
    'text/html;q=0.5, application/json',
    'application/graphql-response+json, text/html;q=0.9',
    'text/html;q=0',
    'text/html;q=nonsense',
    '',
  ])('leaves Accept: %s to GraphQL', async (accept) => {
    const answer = await app.inject({ url: '/graphql', headers: { accept } });

    expect(answer.json()).toEqual({ data: 'from GraphQL' });
  });

  it('is a GraphQL request without an Accept header, with a query, or by POST', async () => {
    const answers = await Promise.all([
      app.inject({ url: '/graphql' }),
      app.inject({ url: '/graphql?query=%7B__typename%7D', headers: { accept: NAVIGATION } }),
      app.inject({ method: 'POST', url: '/graphql', headers: { accept: NAVIGATION } }),
    ]);

    for (const answer of answers) expect(answer.json()).toEqual({ data: 'from GraphQL' });
  });
});

describe('GET /graphql/assets', () => {
  it.each([
    ['index-1a2b.js', 'text/javascript; charset=utf-8', 'start()'],
    ['index-3c4d.css', 'text/css; charset=utf-8', 'body {}'],
    ['icons-5e6f.ttf', 'font/ttf', '\0\x01\0\0'],
  ])('serves %s as %s, to be kept for good', async (name, contentType, body) => {
    const answer = await app.inject(`/graphql/assets/${name}`);

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(body);
    expect(answer.headers).toMatchObject({
      'content-type': contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    '',
    'missing.js',
    '../index.html',
    '..%2findex.html',
    '%2e%2e%2findex.html',
    '..%5cindex.html',
    '..%2fplayground-token.js',
    '..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    '%00',
    '__proto__',
  ])('has nothing at "%s"', async (path) => {
    expect((await app.inject(`/graphql/assets/${path}`)).statusCode).toBe(404);
  });
});

describe('GET /graphql/assets, compressed', () => {
  const get = (encoding: string) =>
    app.inject({ url: '/graphql/assets/index-1a2b.js', headers: { 'accept-encoding': encoding } });

  it.each(['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, GZIP;q=0.5', '*'])(
    'answers Accept-Encoding: %s with gzip',
    async (encoding) => {
      const answer = await get(encoding);

      expect(answer.headers).toMatchObject({
        'content-encoding': 'gzip',
        'content-type': 'text/javascript; charset=utf-8',
        vary: 'accept-encoding',
      });
      expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length));
      expect(gunzipSync(answer.rawPayload).toString()).toBe('start()');
    },
  );

  it.each(['', 'identity', 'br', 'gzip;q=0', '*;q=0', 'gzip;q=0, *', 'gzip;q=nonsense'])(
    'answers Accept-Encoding: %s as it is',
    async (encoding) => {
      const answer = await get(encoding);

      expect(answer.headers).not.toHaveProperty('content-encoding');
      expect(answer.headers.vary).toBe('accept-encoding');
      expect(answer.body).toBe('start()');
    },
  );
});

describe('loadPlayground', () => {
  const pageWith = async (tokens: PlaygroundToken[]) =>
    (await loadPlayground({ tokens, directory: pathToFileURL(`${directory}/`) })).page.toString();

  /** As a browser reads it: the element ends at the first thing that looks like its end tag. */
  function tokensIn(html: string): unknown {
    const [, json] =
      /<script type="application\/json" id="playground-tokens">(.*?)<\/script/is.exec(html) ?? [];
    return JSON.parse(json ?? '');
  }

  it('puts the tokens into the page, in their order', async () => {
    const tokens = [
      { name: 'admin', token: 'eyJh.eyJz.c2ln' },
      { name: 'anchor of room 10006', token: 'eyJh.eyJy.c2ln' },
    ];
    const html = await pageWith(tokens);

    expect(html).toBe(page.replace('[]', JSON.stringify(tokens)));
    expect(tokensIn(html)).toEqual(tokens);
  });

  it('does not change the page without tokens', async () => {
    expect(await pageWith([])).toBe(page);
    expect(tokensIn(page)).toEqual([]);
  });

  it.each([
    '</script><script>alert(1)</script>',
    '</SCRIPT >',
    '<!--<script>',
    ']]>',
    noTokens,
    '"}],"\\',
    "$& $1 $` $' $$",
    '\u2028\u2029\0 𝄞 😀',
  ])('lets %j say nothing to the browser', async (text) => {
    const tokens = [{ name: text, token: text }];
    const html = await pageWith(tokens);

    expect(tokensIn(html)).toEqual(tokens);
    expect(html.match(/<[^>]*>/g)).toEqual(page.match(/<[^>]*>/g));
  });

  it('names the build command if the playground was not built', async () => {
    const missing = pathToFileURL(join(directory, 'missing/'));

    await expect(loadPlayground({ directory: missing })).rejects.toThrow('npm run build:playground');
  });

  it('names the build command if the page has no place for tokens', async () => {
    const old = await mkdtemp(join(directory, 'old-'));
    await mkdir(join(old, 'assets'));
    await writeFile(join(old, 'index.html'), '<!doctype html><title>The page</title>');

    const loading = loadPlayground({ directory: pathToFileURL(`${old}/`) });

    await expect(loading).rejects.toThrow('npm run build:playground');
  });
});
