import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as sendSlowly } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request as exchange } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { ConfigError } from '../../src/environment/config-error.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { type KeyServer, serving, startKeyServer } from './local-key-server.js';
import {
  encoded,
  jwkOf,
  type KeyPair,
  newEcKeys,
  newEd25519Keys,
  newRsaKeys,
  newSecret,
  pemOf,
  type SigningKey,
  signature,
  signed,
} from './signed-tokens.js';

/** The gateway's clock stands still here, in seconds since the epoch, so that limits can be met to the second. */
const NOW = Math.floor(Date.now() / 1000);
const ISSUER = 'https://issuer.example.com/';
const AUDIENCE = 'moderation-gateway';
const EXPECTED = { AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
const DAY = 24 * 60 * 60;
const TOLERANCE = 30;

/** May do everything, so that whoever gets in gets through to a vendor. */
const CLAIMS = {
  sub: 'someone',
  iss: ISSUER,
  aud: AUDIENCE,
  iat: NOW,
  exp: NOW + 3600,
  scope: 'moderation:media moderation:blacklist moderation:audit',
  sdk_app_ids: ['*'],
  app_ids: ['*'],
  rooms: ['*'],
};

const RSA = newRsaKeys();
const P256 = newEcKeys();
const ED25519 = newEd25519Keys();
const SECRET = newSecret();
/** Of somebody who is not to get in. */
const STRANGER = { rsa: newRsaKeys(), p256: newEcKeys(), ed25519: newEd25519Keys(), secret: newSecret() };
const P384 = newEcKeys('P-384');
const SECP256K1 = newEcKeys('secp256k1');

/** How a gateway's own issuer signs. */
interface Signer {
  alg: string;
  key: SigningKey;
  /** Of the same kind, but a stranger's. */
  strange: SigningKey;
  header: Readonly<Record<string, unknown>>;
  /** Undefined for a secret. */
  pair?: KeyPair;
}

function signer(alg: string, pair: KeyPair, strange: KeyPair, kid?: string): Signer {
  const header = { alg, ...(kid && { kid }) };
  return { alg, key: pair.privateKey, strange: strange.privateKey, header, pair };
}

const KEY_SERVER_SIGNERS = [
  signer('RS256', RSA, STRANGER.rsa, 'rsa'),
  signer('PS256', RSA, STRANGER.rsa, 'rsa'),
  signer('ES256', P256, STRANGER.p256, 'p256'),
  signer('EdDSA', ED25519, STRANGER.ed25519, 'ed25519'),
  signer('Ed25519', ED25519, STRANGER.ed25519, 'ed25519'),
];

let keyServer: KeyServer;
/** Tokens point to it; nobody may follow. */
let strangersServer: KeyServer;

beforeAll(async () => {
  const keys = { rsa: RSA, p256: P256, ed25519: ED25519 };
  keyServer = await startKeyServer(
    serving(...Object.entries(keys).map(([kid, pair]) => ({ ...jwkOf(pair), kid, use: 'sig' }))),
  );
  const strange = { ...jwkOf(STRANGER.rsa), kid: 'rsa' };
  strangersServer = await startKeyServer(serving(strange));
});
afterAll(() => Promise.all([keyServer.close(), strangersServer.close()]));

const GATEWAYS: readonly {
  name: string;
  environment: () => Record<string, string>;
  signers: readonly Signer[];
}[] = [
  {
    name: 'AUTH_JWT_SECRET',
    environment: () => ({ AUTH_JWT_SECRET: SECRET.toString() }),
    signers: [{ alg: 'HS256', key: SECRET, strange: STRANGER.secret, header: { alg: 'HS256' } }],
  },
  {
    name: 'AUTH_JWT_PUBLIC_KEY with RSA',
    environment: () => ({ AUTH_JWT_PUBLIC_KEY: pemOf(RSA) }),
    signers: [signer('RS256', RSA, STRANGER.rsa), signer('PS256', RSA, STRANGER.rsa)],
  },
  {
    name: 'AUTH_JWT_PUBLIC_KEY with P-256',
    environment: () => ({ AUTH_JWT_PUBLIC_KEY: pemOf(P256) }),
    signers: [signer('ES256', P256, STRANGER.p256)],
  },
  {
    name: 'AUTH_JWT_PUBLIC_KEY with Ed25519',
    environment: () => ({ AUTH_JWT_PUBLIC_KEY: pemOf(ED25519).replaceAll('\n', '\\n') }),
    signers: [signer('EdDSA', ED25519, STRANGER.ed25519), signer('Ed25519', ED25519, STRANGER.ed25519)],
  },
  {
    name: 'AUTH_JWKS_URL',
    environment: () => ({ AUTH_JWKS_URL: keyServer.url }),
    signers: KEY_SERVER_SIGNERS,
  },
];

/** A name, and the Authorization header that has the fault; undefined for none. */
type Fault = readonly [name: string, authorization: () => string | undefined];

function good(by: Signer, claims: object = CLAIMS, header: object = {}): string {
  return signed({ ...by.header, ...header }, claims, by.alg, by.key);
}

/** Rightly signed, but with what the claims should not say. */
function claimFaults(by: Signer): Fault[] {
  const cases: Record<string, object> = {
    'expired as long ago as is not tolerated any more': { exp: NOW - TOLERANCE },
    'expired a year ago': { exp: NOW - 365 * DAY },
    'expired in 1970': { exp: 0 },
    'a negative expiry': { exp: -1 },
    'not yet valid': { nbf: NOW + TOLERANCE + 1 },
    'valid in an hour': { nbf: NOW + 3600, exp: NOW + 7200 },
    'a start that is no number': { nbf: 'yesterday' },
    'issued at no number': { iat: 'yesterday' },
    'no expiry': { exp: undefined },
    'an expiry of null': { exp: null },
    'an expiry of text': { exp: String(NOW + 3600) },
    'an expiry in a list': { exp: [NOW + 3600] },
    'an expiry of true': { exp: true },
    'valid for more than a day': { exp: NOW + DAY + TOLERANCE + 1 },
    'valid for ever': { exp: 1e300 },
    'no subject': { sub: undefined },
    'an empty subject': { sub: '' },
    'a subject of null': { sub: null },
    'a subject that is a number': { sub: 7 },
    'a subject in a list': { sub: ['someone'] },
    'a subject in an object': { sub: { name: 'someone' } },
    'no issuer': { iss: undefined },
    'another issuer': { iss: 'https://other.example.com/' },
    'an empty issuer': { iss: '' },
    'an issuer that begins like the right one': { iss: `${ISSUER}other` },
    'an issuer without the last character': { iss: ISSUER.slice(0, -1) },
    'an issuer in other case': { iss: ISSUER.toUpperCase() },
    'the issuer in a list': { iss: [ISSUER] },
    'no audience': { aud: undefined },
    'another audience': { aud: 'other-gateway' },
    'an empty audience': { aud: '' },
    'an empty list of audiences': { aud: [] },
    'other audiences': { aud: ['other-gateway', `${AUDIENCE} `] },
    'the audience in an object': { aud: { [AUDIENCE]: true } },
  };
  return Object.entries(cases).map(([name, claims]) => [name, () => bearer({ ...CLAIMS, ...claims })]);

  function bearer(claims: object) {
    return `Bearer ${good(by, claims)}`;
  }
}

/** Text where a token should be, or a good token where none should. */
function formFaults(by: Signer): Fault[] {
  const token = good(by);
  const [header = '', claims = '', mark = ''] = token.split('.');
  const flipped = `${mark[0] === 'A' ? 'B' : 'A'}${mark.slice(1)}`;
  const tampered = encoded({ ...CLAIMS, sub: 'somebody-else' });
  const resigned = (header: unknown, claims: unknown) => signed(header, claims, by.alg, by.key);
  const headers: Record<string, string | undefined> = {
    'no header': undefined,
    'an empty header': '',
    'a scheme alone': 'Bearer',
    'a scheme and a space': 'Bearer ',
    'no scheme': token,
    'the scheme Basic': `Basic ${Buffer.from(`someone:${token}`).toString('base64')}`,
    'the scheme Token': `Token ${token}`,
    'a scheme that begins like the right one': `Bearers ${token}`,
    'a scheme and a tab': `Bearer\t${token}`,
    'a scheme and an equals sign': `Bearer=${token}`,
    'two schemes': `Bearer Bearer ${token}`,
    'two tokens': `Bearer ${token} ${token}`,
    'a list of credentials': `Bearer ${token}, Bearer ${token}`,
    'a token in quotes': `Bearer "${token}"`,
    'a token with something after it': `Bearer ${token};x`,
    'a word': 'Bearer token',
    null: 'Bearer null',
    'two points': 'Bearer ..',
    'two parts': `Bearer ${header}.${claims}`,
    'four parts': `Bearer ${token}.${mark}`,
    'five parts': `Bearer ${header}.${mark}.${claims}.${mark}.${mark}`,
    'no header part': `Bearer .${claims}.${mark}`,
    'no claims': `Bearer ${header}..${mark}`,
    'no signature': `Bearer ${header}.${claims}.`,
    'characters of another alphabet': `Bearer ${header}.${claims}~.${mark}`,
    'a header that is no JSON': `Bearer ${resigned('{"alg"', CLAIMS)}`,
    'a header of null': `Bearer ${resigned(null, CLAIMS)}`,
    'a header that is a list': `Bearer ${resigned([by.header], CLAIMS)}`,
    'a header that is text': `Bearer ${resigned(JSON.stringify('header'), CLAIMS)}`,
    'an empty header part': `Bearer ${resigned({}, CLAIMS)}`,
    'claims that are no JSON': `Bearer ${resigned(by.header, '{"sub":"someone"')}`,
    'claims of null': `Bearer ${resigned(by.header, null)}`,
    'claims in a list': `Bearer ${resigned(by.header, [CLAIMS])}`,
    'claims that are text': `Bearer ${resigned(by.header, JSON.stringify('someone'))}`,
    'claims that are a number': `Bearer ${resigned(by.header, 7)}`,
    'no claim': `Bearer ${resigned(by.header, {})}`,
    'other claims under the same signature': `Bearer ${header}.${tampered}.${mark}`,
    'another header under the same signature': `Bearer ${encoded({ ...by.header, typ: 'x' })}.${claims}.${mark}`,
    'another signature': `Bearer ${header}.${claims}.${flipped}`,
    'half a signature': `Bearer ${header}.${claims}.${mark.slice(0, mark.length / 2)}`,
    'a longer signature': `Bearer ${header}.${claims}.${mark}${mark}`,
    'a signature of zeros': `Bearer ${header}.${claims}.${'A'.repeat(mark.length)}`,
    "another token's signature": `Bearer ${header}.${claims}.${good(by, { ...CLAIMS, sub: 'x' }).split('.')[2]}`,
    'more than 8 KB': `Bearer ${good(by, { ...CLAIMS, pad: 'x'.repeat(6_200) })}`,
    'nearly 16 KB': `Bearer ${good(by, { ...CLAIMS, pad: 'x'.repeat(11_000) })}`,
  };
  return Object.entries(headers).map(([name, authorization]) => [name, () => authorization]);
}

/** Headers that would have a careless verifier take the wrong key or algorithm, or none. */
function keyFaults(by: Signer): Fault[] {
  const faults: Fault[] = [];
  const add = (name: string, token: () => string) => faults.push([name, () => `Bearer ${token()}`]);
  const claimed = (header: object) => ({ ...by.header, ...header });

  for (const alg of ['none', 'None', 'NONE', 'nOnE', 'none ', '', null, undefined, 0, ['none'], [by.alg]]) {
    const header = claimed({ alg });
    add(`the algorithm ${JSON.stringify(alg)}, unsigned`, () => `${encoded(header)}.${encoded(CLAIMS)}.`);
    add(`the algorithm ${JSON.stringify(alg)}, rightly signed`, () => signed(header, CLAIMS, by.alg, by.key));
  }
  add('unsigned', () => `${encoded(by.header)}.${encoded(CLAIMS)}.`);
  add("a stranger's key", () => signed(by.header, CLAIMS, by.alg, by.strange));
  add('the algorithm in lower case', () => good(by, CLAIMS, { alg: by.alg.toLowerCase() }));

  const strangers: readonly (readonly [alg: string, key: SigningKey])[] = [
    ['HS256', STRANGER.secret],
    ['HS256', Buffer.alloc(0)],
    ['HS256', Buffer.alloc(32)],
    ['RS256', STRANGER.rsa.privateKey],
    ['PS256', STRANGER.rsa.privateKey],
    ['ES256', STRANGER.p256.privateKey],
    ['ES384', P384.privateKey],
    ['EdDSA', STRANGER.ed25519.privateKey],
  ];
  for (const [index, [alg, key]] of strangers.entries()) {
    add(`${alg} with a stranger's key (${index})`, () => signed(claimed({ alg }), CLAIMS, alg, key));
  }
  add('the key in the header', () => {
    const jwk = jwkOf(STRANGER.rsa);
    return signed(claimed({ alg: 'RS256', jwk }), CLAIMS, 'RS256', STRANGER.rsa.privateKey);
  });
  add('a secret key in the header', () => {
    const jwk = { kty: 'oct', k: STRANGER.secret.toString('base64url') };
    return signed(claimed({ alg: 'HS256', jwk }), CLAIMS, 'HS256', STRANGER.secret);
  });
  for (const name of ['jku', 'x5u']) {
    add(`the address of the key in ${name}`, () => {
      const header = claimed({ alg: 'RS256', kid: 'rsa', [name]: strangersServer.url });
      return signed(header, CLAIMS, 'RS256', STRANGER.rsa.privateKey);
    });
  }
  add('a certificate in x5c', () => {
    const der = STRANGER.rsa.publicKey.export({ type: 'spki', format: 'der' });
    return signed(
      claimed({ alg: 'RS256', x5c: [der.toString('base64')] }),
      CLAIMS,
      'RS256',
      STRANGER.rsa.privateKey,
    );
  });
  for (const kid of [
    '/dev/null',
    '../../../../dev/null',
    "' UNION SELECT ''; --",
    '__proto__',
    7,
    null,
    {},
  ]) {
    add(`HS256 with an empty key and the key id ${JSON.stringify(kid)}`, () =>
      signed({ alg: 'HS256', kid }, CLAIMS, 'HS256', Buffer.alloc(0)),
    );
  }
  for (const crit of [['exp'], ['x'], [], 'x', null, ['b64']]) {
    add(`crit ${JSON.stringify(crit)}, rightly signed`, () => good(by, CLAIMS, { crit, x: true }));
  }
  add('claims that are not encoded, as crit says', () => {
    const text = `${encoded(claimed({ b64: false, crit: ['b64'] }))}.${encoded(CLAIMS)}`;
    return `${text}.${signature(by.alg, text, by.key).toString('base64url')}`;
  });
  return [...faults, ...otherAlgorithms(by)];
}

/** Algorithms that would fit the right key, or that would take the public key for a secret. */
function otherAlgorithms({ alg, key, pair, header }: Signer): Fault[] {
  const faults: Fault[] = [];
  const add = (name: string, otherAlg: string, otherKey: SigningKey) =>
    faults.push([name, () => `Bearer ${signed({ ...header, alg: otherAlg }, CLAIMS, otherAlg, otherKey)}`]);
  if (!pair) {
    for (const other of ['HS384', 'HS512']) add(`${other} with the right secret`, other, key);
    return faults;
  }

  if (alg === 'RS256' || alg === 'PS256') {
    for (const other of ['RS384', 'RS512', 'PS384', 'PS512']) add(`${other} with the right key`, other, key);
    const other = alg === 'RS256' ? 'PS256' : 'RS256';
    faults.push([
      `${other} over a signature by ${alg}`,
      () => `Bearer ${signed({ ...header, alg: other }, CLAIMS, alg, key)}`,
    ]);
  }
  if (alg === 'ES256') {
    add('ES384 with the right key', 'ES384', key);
    add('ES512 with the right key', 'ES512', key);
    faults.push([
      'ES256K over a signature by ES256',
      () => `Bearer ${signed({ ...header, alg: 'ES256K' }, CLAIMS, alg, key)}`,
    ]);
    faults.push([
      'a signature over zero points',
      () => `Bearer ${encoded(header)}.${encoded(CLAIMS)}.${Buffer.alloc(64).toString('base64url')}`,
    ]);
  }
  const pem = pemOf(pair);
  const der = pair.publicKey.export({ type: 'spki', format: 'der' });
  const publicForms: Record<string, Buffer> = {
    'the PEM': Buffer.from(pem),
    'the PEM without its last line break': Buffer.from(pem.trimEnd()),
    'the PEM on one line': Buffer.from(pem.replaceAll('\n', '\\n')),
    'the DER': der,
    'the DER in base64': Buffer.from(der.toString('base64')),
    'the JWK': Buffer.from(JSON.stringify(jwkOf(pair))),
    "the JWK's number": Buffer.from(jwkOf(pair).n ?? jwkOf(pair).x ?? '', 'base64url'),
  };
  for (const [form, bytes] of Object.entries(publicForms)) {
    for (const hmac of ['HS256', 'HS512']) add(`${hmac} with ${form} for a secret`, hmac, bytes);
  }
  return faults;
}

/** What a key server's tokens can get wrong besides. */
function keyIdFaults(by: Signer): Fault[] {
  if (!('kid' in by.header)) return [];
  const other = KEY_SERVER_SIGNERS.find(({ header }) => header.kid !== by.header.kid);
  return ['unknown', '', other?.header.kid, 7, null].map((kid) => [
    `the key id ${JSON.stringify(kid)}`,
    () => `Bearer ${good(by, CLAIMS, { kid })}`,
  ]);
}

function faultsOf(by: Signer): Fault[] {
  return [...formFaults(by), ...claimFaults(by), ...keyFaults(by), ...keyIdFaults(by)];
}

const MUTE =
  'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename } }';
const BLACKLIST =
  'mutation { addToBlacklist(input: { userId: "10001", users: [{ userId: "10002" }] }) { __typename } }';
const VIEWER = '{ viewer { subject } }';

const byPost = (query: string) => ({ path: '/graphql', method: 'POST', body: JSON.stringify({ query }) });
const byGet = (query: string) => ({
  path: `/graphql?query=${encodeURIComponent(query)}`,
  method: 'GET',
  body: null,
});
/** Whoever is refused is refused whatever is asked for. */
const REQUESTS = [byPost(MUTE), byPost(BLACKLIST), byPost(VIEWER), byGet(VIEWER), byGet(MUTE)];

interface Answer {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: unknown;
}

async function ask(
  { url }: Sandbox,
  { path, method, body }: (typeof REQUESTS)[number],
  authorization: string | undefined,
  others: Record<string, string> = {},
): Promise<Answer> {
  const credentials = authorization === undefined ? {} : { authorization };
  const {
    statusCode,
    headers,
    body: answer,
  } = await exchange(`${url}${path}`, {
    method,
    body,
    headers: {
      'content-type': 'application/json',
      'apollo-require-preflight': '1',
      ...credentials,
      ...others,
    },
  });
  const text = await answer.text();
  const isJson = String(headers['content-type']).includes('json');
  return { status: statusCode, headers, body: isJson ? JSON.parse(text) : text };
}

const UNAUTHENTICATED = {
  status: 401,
  headers: expect.objectContaining({ 'www-authenticate': 'Bearer' }),
  body: { errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] },
};

function expectVendorsUntouched({ trtc, volcengine }: Sandbox): void {
  expect([...trtc.requests(), ...volcengine.requests()]).toEqual([]);
}

function subjectOf(body: unknown): unknown {
  return (body as { data?: { viewer?: { subject?: unknown } } }).data?.viewer?.subject;
}

describe.each(GATEWAYS)('with $name', ({ environment, signers }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    const settings = { PLAYGROUND: 'false', CALLER_REQUESTS_PER_SECOND: '0', ...EXPECTED, ...environment() };
    sandbox = await startTestSandbox(settings, { epochMs: () => NOW * 1000 });
  });
  afterAll(() => sandbox.close());

  describe.each(signers)('tokens by $alg', (by) => {
    it('let their bearer through to the vendors', async () => {
      const answer = await ask(sandbox, byPost(MUTE), `Bearer ${good(by)}`);
      expect(answer.body).toEqual({
        data: { setUserMediaState: { __typename: 'SetUserMediaStateSuccess' } },
      });
      expect(sandbox.trtc.requests()).toHaveLength(1);
      sandbox.trtc.clearRequests();
    });

    const { sub } = CLAIMS;
    const fits = (length: number) => {
      const spare = length - good(by, { ...CLAIMS, pad: '' }).length;
      return good(by, { ...CLAIMS, pad: 'x'.repeat(Math.floor((spare * 3) / 4)) });
    };
    it.each<readonly [string, () => string]>([
      ['an ordinary token', () => `Bearer ${good(by)}`],
      ['the scheme in any case', () => `bEARER ${good(by)}`],
      ['more spaces', () => `Bearer   ${good(by)} `],
      [
        'an expiry that is just tolerated',
        () => `Bearer ${good(by, { ...CLAIMS, exp: NOW - TOLERANCE + 1 })}`,
      ],
      ['a start that is just tolerated', () => `Bearer ${good(by, { ...CLAIMS, nbf: NOW + TOLERANCE })}`],
      ['a day to live', () => `Bearer ${good(by, { ...CLAIMS, exp: NOW + DAY })}`],
      ['a fraction of a second', () => `Bearer ${good(by, { ...CLAIMS, exp: NOW + 3600.25 })}`],
      ['several audiences', () => `Bearer ${good(by, { ...CLAIMS, aud: ['other-gateway', AUDIENCE] })}`],
      ['the greatest length', () => `Bearer ${fits(8_192)}`],
    ])('may have %s', async (_name, authorization) => {
      for (const request of [byPost(VIEWER), byGet(VIEWER)]) {
        const { status, body } = await ask(sandbox, request, authorization());
        expect({ status, sub: subjectOf(body) }).toEqual({
          status: 200,
          sub,
        });
      }
    });

    it.each(faultsOf(by))('are refused for %s', async (_name, authorization) => {
      const header = authorization();
      const answers = await Promise.all(REQUESTS.map((request) => ask(sandbox, request, header)));
      expect(answers).toEqual(REQUESTS.map(() => UNAUTHENTICATED));
      expectVendorsUntouched(sandbox);
    });
  });

  it('follows no address in a token', () => {
    expect(strangersServer.asked()).toBe(0);
  });
});

describe('a gateway that checks neither issuer nor audience', () => {
  it('takes tokens of any, and of none', async () => {
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

describe('a gateway', () => {
  let sandbox: Sandbox;
  let nowMs = NOW * 1000;
  const token = signed({ alg: 'HS256' }, CLAIMS, 'HS256', SECRET);
  beforeAll(async () => {
    sandbox = await startTestSandbox({ AUTH_JWT_SECRET: SECRET.toString() }, { epochMs: () => nowMs });
  });
  afterAll(() => sandbox.close());

  it('refuses a token that it knows as soon as it has expired', async () => {
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

  it('knows a token by every character of it', async () => {
    await ask(sandbox, byPost(VIEWER), `Bearer ${token}`);
    for (let at = 0; at < token.length; at += 7) {
      if (token[at] === '.') continue;
      // The last character of a part can have bits that say nothing; none of these is one.
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
  ])('does not look into the body of who has no token: %s', async (_name, body, headers) => {
    expect(await ask(sandbox, { ...byPost(MUTE), body }, 'Bearer x', headers)).toEqual(UNAUTHENTICATED);
  });

  it('answers who has no token before the body has come', async () => {
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

  it.each(['/nothing', '/healthz', '/graphql/assets/x'])('does not look into a body for %s', async (path) => {
    for (const body of ['{"query":', 'x'.repeat(1_100_000), '']) {
      const { status } = await ask(sandbox, { path, method: 'POST', body }, undefined);
      expect(status).toBe(404);
    }
  });

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

const TRTC = {
  TRTC_SECRET_ID: 'AKIDexample',
  TRTC_SECRET_KEY: 'canary-trtc-key',
  TRTC_SDK_APP_IDS: '1400188366',
};
const LONG_ENOUGH = 'canary-secret-of-32-bytes-or-more';

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readGatewayConfig({ ...TRTC, ...environment });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const privatePem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1') =>
  key.export({ type, format: 'pem' }).toString();
const publicPem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

const UNUSABLE_PUBLIC_KEYS: Record<string, string> = {
  'an RSA private key': privatePem(RSA.privateKey, 'pkcs8'),
  'an RSA private key in the older form': privatePem(RSA.privateKey, 'pkcs1'),
  'a P-256 private key': privatePem(P256.privateKey, 'pkcs8'),
  'a P-256 private key in the older form': privatePem(P256.privateKey, 'sec1'),
  'an Ed25519 private key': privatePem(ED25519.privateKey, 'pkcs8'),
  'an encrypted private key': RSA.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString(),
  'a public key and then a private one': `${pemOf(P256)}${privatePem(P256.privateKey, 'pkcs8')}`,
  'a private key on one line': privatePem(P256.privateKey, 'pkcs8').replaceAll('\n', '\\n'),
  'RSA of 1024 bits': pemOf(newRsaKeys(1024)),
  'RSA for PSS only': publicPem(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey),
  'P-384': pemOf(P384),
  secp256k1: pemOf(SECP256K1),
  Ed448: publicPem(generateKeyPairSync('ed448').publicKey),
  X25519: publicPem(generateKeyPairSync('x25519').publicKey),
  'a PEM of garbage': '-----BEGIN PUBLIC KEY-----\nY2FuYXJ5Y2FuYXJ5Y2FuYXJ5\n-----END PUBLIC KEY-----\n',
  'half a PEM': pemOf(RSA).slice(0, 200),
  'a PEM without its frame': pemOf(RSA).split('\n').slice(1, -2).join('\n'),
  'a JWK': JSON.stringify(jwkOf(P256)),
  'a word': 'canarycanarycanary',
};

describe('the configuration of keys', () => {
  it.each([
    ['none', {}, 'none is'],
    [
      'a secret and a public key',
      { AUTH_JWT_SECRET: LONG_ENOUGH, AUTH_JWT_PUBLIC_KEY: pemOf(P256) },
      'AUTH_JWT_SECRET and AUTH_JWT_PUBLIC_KEY are',
    ],
    [
      'a secret and a key server',
      { ...EXPECTED, AUTH_JWT_SECRET: LONG_ENOUGH, AUTH_JWKS_URL: 'https://keys.example.com/' },
      'AUTH_JWT_SECRET and AUTH_JWKS_URL are',
    ],
    [
      'a public key and a key server',
      { ...EXPECTED, AUTH_JWT_PUBLIC_KEY: pemOf(P256), AUTH_JWKS_URL: 'https://keys.example.com/' },
      'AUTH_JWT_PUBLIC_KEY and AUTH_JWKS_URL are',
    ],
    ['an empty secret', { AUTH_JWT_SECRET: '' }, 'none is'],
  ])('is refused with %s', (_name, environment, words) => {
    expect(problemsOf(environment)).toEqual([expect.stringMatching(`^exactly one of .*; ${words}`)]);
  });

  it.each(['c'.repeat(31), 'canary', 'ü'.repeat(15)])('is refused with the short secret %s', (secret) => {
    expect(problemsOf({ AUTH_JWT_SECRET: secret })).toEqual(['AUTH_JWT_SECRET must have at least 32 bytes']);
  });

  it.each(['c'.repeat(32), 'ü'.repeat(16)])('is used with the secret %s of 32 bytes', (secret) => {
    expect(problemsOf({ AUTH_JWT_SECRET: secret })).toEqual([]);
  });

  it.each(Object.entries(UNUSABLE_PUBLIC_KEYS))('is refused with %s for a public key', (_name, pem) => {
    const problems = problemsOf({ AUTH_JWT_PUBLIC_KEY: pem });
    expect(problems).toEqual([
      'AUTH_JWT_PUBLIC_KEY must be a public key in PEM: RSA of 2048 bits or more, P-256 or Ed25519',
    ]);
  });

  it.each([
    ['AUTH_ISSUER', { AUTH_ISSUER: undefined }],
    ['AUTH_AUDIENCE', { AUTH_AUDIENCE: undefined }],
  ])('is refused with a key server and no %s', (name, missing) => {
    const environment = { AUTH_JWKS_URL: 'https://keys.example.com/', ...EXPECTED, ...missing };
    expect(problemsOf(environment)).toEqual([expect.stringMatching(`^${name} must be set too`)]);
  });

  it.each([
    'http://canary.example.com/keys',
    'http://127.0.0.1.canary.example.com/keys',
    'http://127.0.0.1@canary.example.com/keys',
    'http://canary.example.com/#127.0.0.1',
    'http://10.0.0.1/canary',
    'ftp://127.0.0.1/canary',
    'file:///canary',
    'data:application/json,{"keys":["canary"]}',
    'canary.example.com/keys',
    '//canary.example.com/keys',
    // No request can be made to such an address, and its password would be in every log of it.
    'https://canary:canary@keys.example.com/',
  ])('is refused with the key server %s', (url) => {
    const problems = problemsOf({ ...EXPECTED, AUTH_JWKS_URL: url });
    expect(problems).toEqual([expect.stringMatching('^AUTH_JWKS_URL must be')]);
    expect(problems.join()).not.toContain('canary');
  });

  it('never quotes a value', () => {
    const environments: Record<string, string>[] = [
      { AUTH_JWT_SECRET: 'canary' },
      { AUTH_JWT_SECRET: LONG_ENOUGH, AUTH_JWT_PUBLIC_KEY: 'canary' },
      { AUTH_JWKS_URL: 'http://canary.example.com', AUTH_ISSUER: 'canary' },
      ...Object.values(UNUSABLE_PUBLIC_KEYS).map((pem) => ({ AUTH_JWT_PUBLIC_KEY: pem })),
    ];
    for (const environment of environments) {
      const text = problemsOf(environment).join();
      expect(text).not.toMatch(/canary|BEGIN|[\w+/]{30}/);
    }
  });
});

describe('a key that is given as a file', () => {
  const VARIABLES = {
    TRTC_SECRET_ID: 'AKIDexample',
    TRTC_SECRET_KEY: 'canary-trtc-key',
    TRTC_SESSION_TOKEN: 'canary-trtc-token',
    VOLC_ACCESS_KEY_ID: 'AKLTexample',
    VOLC_SECRET_ACCESS_KEY: 'canary-volc-key',
    VOLC_SESSION_TOKEN: 'canary-volc-token',
    AUTH_JWT_SECRET: LONG_ENOUGH,
  };
  const OTHERS = { TRTC_SDK_APP_IDS: '1', VOLC_APP_IDS: '2' };
  const names = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];

  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gateway-keys-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  async function fileWith(text: string): Promise<string> {
    const path = join(directory, `${Math.floor(performance.now() * 1e6)}`);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  }

  /** Every secret of a configuration, by its variable. */
  function read(environment: Record<string, string | undefined>) {
    const { trtc, volcengine, auth } = readGatewayConfig(environment);
    return {
      TRTC_SECRET_ID: trtc?.secretId,
      TRTC_SECRET_KEY: trtc?.secretKey.reveal(),
      TRTC_SESSION_TOKEN: trtc?.sessionToken?.reveal(),
      VOLC_ACCESS_KEY_ID: volcengine?.accessKeyId,
      VOLC_SECRET_ACCESS_KEY: volcengine?.secretAccessKey.reveal(),
      VOLC_SESSION_TOKEN: volcengine?.sessionToken?.reveal(),
      AUTH_JWT_SECRET: auth.kind === 'secret' ? auth.secret.reveal() : undefined,
    };
  }

  it.each(names)('is read for %s, with or without a line break at its end', async (name) => {
    for (const end of ['', '\n', '\r\n']) {
      const path = await fileWith(`${VARIABLES[name]}${end}`);
      const environment = { ...OTHERS, ...VARIABLES, [name]: undefined, [`${name}_FILE`]: path };
      expect(read(environment)).toEqual(VARIABLES);
    }
  });

  it('can be the public key', async () => {
    const path = await fileWith(pemOf(P256));
    const { auth } = readGatewayConfig({ ...TRTC, AUTH_JWT_PUBLIC_KEY_FILE: path });
    expect(auth).toMatchObject({ kind: 'public-key', algorithms: ['ES256'] });
    if (auth.kind === 'public-key') expect(auth.key.equals(createPublicKey(pemOf(P256)))).toBe(true);
  });

  it.each([...names, 'AUTH_JWT_PUBLIC_KEY'] as const)('must not be there twice: %s', async (name) => {
    const values = { ...VARIABLES, AUTH_JWT_PUBLIC_KEY: pemOf(P256) };
    const auth = name === 'AUTH_JWT_PUBLIC_KEY' ? { AUTH_JWT_SECRET: undefined } : {};
    const environment = { ...OTHERS, ...VARIABLES, ...auth, [name]: values[name] };
    const path = await fileWith(values[name]);
    expect(problemsOf({ ...environment, [`${name}_FILE`]: path })).toEqual([
      `${name} and ${name}_FILE must not both be set`,
    ]);
  });

  it.each(names)('is named when it cannot be read: %s', (name) => {
    const files = { missing: join(directory, 'missing'), 'a directory': directory };
    const problems = Object.values(files).map(
      (path) => problemsOf({ ...OTHERS, ...VARIABLES, [name]: undefined, [`${name}_FILE`]: path })[0],
    );
    expect(problems).toEqual([
      `${name}_FILE cannot be read (ENOENT)`,
      `${name}_FILE cannot be read (EISDIR)`,
    ]);
  });

  it('is held to the same rules', async () => {
    const path = await fileWith('canary\n');
    const empty = await fileWith('\n');
    for (const AUTH_JWT_SECRET_FILE of [path, empty]) {
      expect(problemsOf({ AUTH_JWT_SECRET_FILE })).toEqual(['AUTH_JWT_SECRET must have at least 32 bytes']);
    }
    expect(
      problemsOf({ AUTH_JWT_SECRET: LONG_ENOUGH, AUTH_JWT_PUBLIC_KEY_FILE: await fileWith(pemOf(P256)) }),
    ).toEqual([expect.stringContaining('AUTH_JWT_SECRET and AUTH_JWT_PUBLIC_KEY are')]);
  });
});
