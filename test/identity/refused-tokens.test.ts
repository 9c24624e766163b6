import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { ask, byGet, byPost, MUTE, VIEWER } from './authenticated-requests.js';
import { signed } from './signed-tokens.js';
import { CLAIMS, NOW, SECRET, TOLERANCE } from './signers.js';

let sandbox: Sandbox;
let nowMs = NOW * 1000;
beforeAll(async () => {
  sandbox = await startTestSandbox(
    { AUTH_JWT_SECRET: SECRET.toString(), CORS_ORIGINS: 'https://app.example.com' },
    { epochMs: () => nowMs },
  );
});
afterAll(() => sandbox.close());

const tokenWith = (claims: object, secret = SECRET) =>
  signed({ alg: 'HS256' }, { ...CLAIMS, ...claims }, 'HS256', secret);
const TOKEN = tokenWith({});

interface Refusal {
  code: string;
  message: string;
  'www-authenticate': unknown;
}

async function refusalOf(authorization: string | undefined, accept = 'application/json'): Promise<Refusal> {
  const { status, headers, body } = await ask(sandbox, byPost(MUTE), authorization, { accept });
  expect(status).toBe(401);
  expect(headers['content-type']).toBe(`${accept}; charset=utf-8`);
  const [error] = (body as { errors: { message: string; extensions: { code: string } }[] }).errors;
  return {
    code: error?.extensions.code ?? '',
    message: error?.message ?? '',
    'www-authenticate': headers['www-authenticate'],
  };
}

const NO_TOKEN = { code: 'UNAUTHENTICATED', 'www-authenticate': 'Bearer' };
const REFUSED = { code: 'UNAUTHENTICATED', 'www-authenticate': 'Bearer error="invalid_token"' };
const EXPIRED = { code: 'TOKEN_EXPIRED', 'www-authenticate': 'Bearer error="invalid_token"' };

describe('a request that is refused for its token', () => {
  const needed = 'A bearer token is needed in the Authorization header.';
  const without =
    'The Authorization header has a token without "Bearer": it must be "Bearer", a space and the token.';
  const other = 'The Authorization header has no bearer token: it must be "Bearer", a space and the token.';

  it.each<[string, string | undefined, object]>([
    ['no header', undefined, { ...NO_TOKEN, message: needed }],
    ['an empty header', '', { ...NO_TOKEN, message: needed }],
    ['a token without Bearer', TOKEN, { ...NO_TOKEN, message: without }],
    ['an expired token without Bearer', tokenWith({ exp: NOW - 3_600 }), { ...NO_TOKEN, message: without }],
    ['Bearer alone', 'Bearer ', { ...NO_TOKEN, message: other }],
    ['Bearer and a colon', `Bearer: ${TOKEN}`, { ...NO_TOKEN, message: other }],
    ['Bearer without a space', `Bearer${TOKEN}`, { ...NO_TOKEN, message: without }],
    ['another scheme', `Token ${TOKEN}`, { ...NO_TOKEN, message: other }],
    ['Basic', 'Basic c29tZW9uZTpzZWNyZXQ=', { ...NO_TOKEN, message: other }],
    ['quotes', `Bearer "${TOKEN}"`, { ...NO_TOKEN, message: other }],
    ['JSON', '{"token":"x"}', { ...NO_TOKEN, message: other }],
    [
      'a variable that was not set',
      'Bearer undefined',
      { ...REFUSED, message: expect.stringContaining('refused: it is not a JWT') },
    ],
    [
      'half a token',
      `Bearer ${TOKEN.split('.')[0]}`,
      { ...REFUSED, message: expect.stringContaining('three parts') },
    ],
    ['another key', `Bearer ${tokenWith({}, Buffer.alloc(32))}`, REFUSED],
    ['not valid yet', `Bearer ${tokenWith({ nbf: NOW + 3_600 })}`, REFUSED],
    ['valid for too long', `Bearer ${tokenWith({ exp: NOW + 90_000 })}`, REFUSED],
    ['expired', `Bearer ${tokenWith({ exp: NOW - 3_600 })}`, EXPIRED],
    [
      'expired, and signed with another key',
      `Bearer ${tokenWith({ exp: NOW - 3_600 }, Buffer.alloc(32))}`,
      REFUSED,
    ],
    ['expired, and without a subject', `Bearer ${tokenWith({ exp: NOW - 3_600, sub: undefined })}`, REFUSED],
  ])('is told why: %s', async (_name, authorization, expected) => {
    expect(await refusalOf(authorization)).toMatchObject(expected);
  });

  it('is told why in the type that it accepts', async () => {
    const accept = 'application/graphql-response+json';
    expect(await refusalOf(`Bearer ${tokenWith({ exp: NOW - 3_600 })}`, accept)).toMatchObject(EXPIRED);
    expect(await refusalOf(undefined, accept)).toMatchObject(NO_TOKEN);
  });

  it('never sees a part of its token in the answer', async () => {
    for (const authorization of [TOKEN, `Token ${TOKEN}`, `Bearer ${tokenWith({ exp: NOW - 3_600 })}`]) {
      const { body, headers } = await ask(sandbox, byPost(VIEWER), authorization);
      const [, claims = '', mark = ''] = authorization.split('.');
      for (const part of [claims, mark]) expect(JSON.stringify([body, headers])).not.toContain(part);
    }
  });
});

describe('a token that was verified before', () => {
  it('has expired once its time and the tolerance are over, for every kind of request', async () => {
    const token = `Bearer ${tokenWith({ sub: 'short-lived', exp: NOW + 60 })}`;
    expect((await ask(sandbox, byPost(VIEWER), token)).status).toBe(200);
    nowMs = (NOW + 60 + TOLERANCE) * 1000;
    for (const request of [byPost(VIEWER), byPost(MUTE), byGet(VIEWER)]) {
      const { status, headers, body } = await ask(sandbox, request, token);
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toBe(EXPIRED['www-authenticate']);
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }] });
    }
    nowMs = NOW * 1000;
    expect(sandbox.trtc.requests()).toEqual([]);
  });
});
