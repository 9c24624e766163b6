import { once } from 'node:events';
import { request as sendSlowly } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import {
  ask,
  byGet,
  byPost,
  expectVendorsUntouched,
  MUTE,
  REQUESTS,
  subjectOf,
  UNAUTHENTICATED,
  VIEWER,
} from './authenticated-requests.js';
import { signed } from './signed-tokens.js';
import { CLAIMS, NOW, SECRET, TOLERANCE } from './signers.js';

describe('a gateway without AUTH_JWT_ISSUER and AUTH_JWT_AUDIENCE', () => {
  it('accepts tokens with any issuer and audience, or with none', async () => {
    const settings = { PLAYGROUND: 'false', AUTH_JWT_SECRET: SECRET.toString() };
    const sandbox = await startTestSandbox(settings, { epochMs: () => NOW * 1000 });
    for (const claims of [{}, { iss: 'any', aud: 'any' }, { iss: undefined, aud: undefined }]) {
      const token = signed({ alg: 'HS256' }, { ...CLAIMS, ...claims }, 'HS256', SECRET);
      const { body } = await ask(sandbox, byPost(VIEWER), `Bearer ${token}`);
      expect(subjectOf(body)).toBe(CLAIMS.sub);
    }
    await sandbox.close();
  });
});

describe('authentication of requests', () => {
  let sandbox: Sandbox;
  let nowMs = NOW * 1000;
  const token = signed({ alg: 'HS256' }, CLAIMS, 'HS256', SECRET);
  beforeAll(async () => {
    sandbox = await startTestSandbox({ AUTH_JWT_SECRET: SECRET.toString() }, { epochMs: () => nowMs });
  });
  afterAll(() => sandbox.close());

  it('refuses a token that it verified before, as soon as it has expired', async () => {
    const claims = { ...CLAIMS, sub: 'short-lived', exp: NOW + 60 };
    const shortLived = `Bearer ${signed({ alg: 'HS256' }, claims, 'HS256', SECRET)}`;
    const end = (NOW + 60 + TOLERANCE) * 1000;
    for (const at of [NOW * 1000, end - 1, end, end + 3_600_000]) {
      nowMs = at;
      const { status } = await ask(sandbox, byPost(VIEWER), shortLived);
      expect({ at, status }).toEqual({ at, status: at < end ? 200 : 401 });
    }
    nowMs = NOW * 1000;
  });

  it('refuses a token that differs from a verified one in one character', async () => {
    await ask(sandbox, byPost(VIEWER), `Bearer ${token}`);
    for (let at = 0; at < token.length; at += 7) {
      if (token[at] === '.') continue;
      // The last character of a part can have unused bits, so no last character is changed.
      const changed = `${token.slice(0, at)}${token[at] === 'x' ? 'y' : 'x'}${token.slice(at + 1)}`;
      expect(await ask(sandbox, byPost(VIEWER), `Bearer ${changed}`)).toEqual(UNAUTHENTICATED);
    }
  });

  it('looks for a token in the Authorization header only', async () => {
    const elsewhere = {
      cookie: `authorization=${token}; token=${token}`,
      'x-access-token': token,
      'proxy-authorization': `Bearer ${token}`,
    };
    for (const path of [`/graphql?access_token=${token}&query=${encodeURIComponent(VIEWER)}`, '/graphql']) {
      const method = path === '/graphql' ? 'POST' : 'GET';
      const body =
        method === 'POST'
          ? JSON.stringify({ query: MUTE, access_token: token, extensions: { token } })
          : null;
      expect(await ask(sandbox, { path, method, body }, undefined, elsewhere)).toEqual(UNAUTHENTICATED);
    }
    expectVendorsUntouched(sandbox);
  });

  it.each([
    ['JSON that is none', '{"query":', {}],
    ['more than a megabyte', JSON.stringify({ query: 'x'.repeat(1_100_000) }), {}],
    ['a type that nobody reads', 'x', { 'content-type': 'application/x-unknown' }],
    ['an encoding that nobody reads', 'x', { 'content-encoding': 'x-unknown' }],
    ['nothing', '', {}],
  ])('answers a request without a token before it reads its body: %s', async (_name, body, headers) => {
    expect(await ask(sandbox, { ...byPost(MUTE), body }, 'Bearer x', headers)).toEqual(UNAUTHENTICATED);
  });

  it('answers a request without a token before its body has arrived', async () => {
    const sending = sendSlowly(`${sandbox.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '1000000' },
    });
    sending.on('error', () => {});
    sending.write('{');
    const [response] = await once(sending, 'response');
    expect(response.statusCode).toBe(401);
    sending.destroy();
  });

  it.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])(
    'has nothing for %s without a token',
    async (method) => {
      const response = await fetch(`${sandbox.url}${byGet(VIEWER).path}`, { method });
      expect(response.status).toBe(method === 'HEAD' ? 401 : 404);
    },
  );

  it.each(['/nothing', '/healthz', '/graphql/assets/x'])(
    'does not read the body of a request for %s',
    async (path) => {
      for (const body of ['{"query":', 'x'.repeat(1_100_000), '']) {
        const { status } = await ask(sandbox, { path, method: 'POST', body }, undefined);
        expect(status).toBe(404);
      }
    },
  );

  it('gives browsers without a token the playground, but no data', async () => {
    const html = { accept: 'text/html,application/xhtml+xml' };
    const page = await ask(sandbox, { path: '/graphql', method: 'GET', body: null }, undefined, html);
    expect(page.status).toBe(200);
    for (const request of REQUESTS)
      expect(await ask(sandbox, request, undefined, html)).toEqual(UNAUTHENTICATED);
    expectVendorsUntouched(sandbox);
  });

  it.each(['/healthz', '/readyz'])('answers %s without a token', async (path) => {
    expect((await fetch(`${sandbox.url}${path}`)).status).toBe(200);
  });
});
