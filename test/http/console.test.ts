import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerConsole } from '../../src/http/console.js';

const noTokens = '<script type="application/json" id="callers">[]</script>';
const tokens = [{ name: 'admin', token: 'eyJh.eyJz.c2ln' }];

let directory: string;
let app: FastifyInstance;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), `<!doctype html>${noTokens}`);
  await writeFile(join(directory, 'assets/index-1a2b.js'), 'start()');
  app = Fastify();
  await registerConsole(app, { tokens, directory: pathToFileURL(`${directory}/`) });
});

afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

describe('GET /console', () => {
  it.each(['/console', '/console/'])('answers %s with the page and the tokens', async (url) => {
    const answer = await app.inject(url);

    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(`<!doctype html>${noTokens.replace('[]', JSON.stringify(tokens))}`);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('has a policy that allows no other origin and no inline code', async () => {
    const policy = String((await app.inject('/console')).headers['content-security-policy']).split('; ');

    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    const sources = policy.flatMap((directive) => directive.split(' ').slice(1));
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", 'data:']));
  });

  it('serves its assets', async () => {
    const answer = await app.inject('/console/assets/index-1a2b.js');

    expect(answer.body).toBe('start()');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });
});

it('a gateway names the build command if the console was not built', async () => {
  const missing = pathToFileURL(join(directory, 'missing/'));
  const starting = registerConsole(Fastify(), { tokens, directory: missing });

  await expect(starting).rejects.toThrow('npm run build:console');
});
