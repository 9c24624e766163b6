import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerHttpErrors } from '../../src/http/http-errors.js';
import { registerPlaygroundAssets, servePage } from '../../src/http/playground.js';
import { registerSecurityHeaders } from '../../src/http/security-headers.js';

const playground = {
  page: Buffer.from('<!doctype html>'),
  assets: new Map([
    ['index.js', { body: Buffer.from('start()'), contentType: 'text/javascript; charset=utf-8' }],
  ]),
};
const POLICY = "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'";
const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  app = Fastify({ bodyLimit: 100 });
  registerHttpErrors(app);
  await registerSecurityHeaders(app);
  await app.register(cors, { origin: ['https://app.example.com'] });
  registerPlaygroundAssets(app, playground);
  app.get('/graphql', (_request, reply) => servePage(reply, playground));
  app.post('/graphql', async () => ({ data: {} }));
  app.get('/fault', async () => {
    throw new Error('a fault');
  });
  app.route({
    method: 'GET',
    url: '/closed',
    async onRequest(_request, reply) {
      return reply.code(401).send({ errors: [] });
    },
    handler: async () => 'never',
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(() => app.close());

describe('every answer', () => {
  it.each<[string, string, RequestInit, number]>([
    [
      'data',
      '/graphql',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
      200,
    ],
    [
      'a body that is none',
      '/graphql',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' },
      400,
    ],
    [
      'too large a body',
      '/graphql',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: ' '.repeat(101) },
      413,
    ],
    ['no access', '/closed', {}, 401],
    ['nothing there', '/nothing', {}, 404],
    ['a fault', '/fault', {}, 500],
    [
      'a preflight',
      '/graphql',
      {
        method: 'OPTIONS',
        headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
      },
      204,
    ],
  ])('has the headers: %s', async (_what, path, request, status) => {
    const answer = await fetch(url + path, request);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(HEADERS);
  });

  it('has no header about TLS, which the proxy decides, and none for very old browsers', async () => {
    const { headers } = await fetch(`${url}/nothing`);
    for (const name of [
      'strict-transport-security',
      'x-xss-protection',
      'x-powered-by',
      'x-download-options',
    ]) {
      expect(headers.has(name)).toBe(false);
    }
  });
});

describe('the playground', () => {
  it.each(['/graphql', '/graphql/assets/index.js'])('keeps its own policy, once, at %s', async (path) => {
    const { headers } = await fetch(url + path);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain(POLICY);
    expect(policy?.match(/default-src/g)).toHaveLength(1);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    for (const name of ['cross-origin-embedder-policy', 'cross-origin-opener-policy']) {
      expect(headers.has(name)).toBe(false);
    }
  });
});

describe('cross-origin requests', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['https://evil.example.com', null],
  ])('from %s are still allowed: %s', async (origin, allowed) => {
    const { headers } = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(headers.get('access-control-allow-origin')).toBe(allowed);
    expect(headers.get('vary')).toContain('Origin');
  });
});
