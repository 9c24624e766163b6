import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { ConfigError } from '../../src/environment/config-error.js';
import { jwkOf, newRsaKeys, pemOf } from './signed-tokens.js';
import { ED25519, EXPECTED, P256, P384, RSA, SECP256K1 } from './signers.js';

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

describe('the key that the environment gives for tokens', () => {
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

  it.each(['c'.repeat(31), 'canary', 'ü'.repeat(15)])(
    'is refused as the secret %s, which is too short',
    (secret) => {
      expect(problemsOf({ AUTH_JWT_SECRET: secret })).toEqual([
        'AUTH_JWT_SECRET must have at least 32 bytes',
      ]);
    },
  );

  it.each(['c'.repeat(32), 'ü'.repeat(16)])('is accepted as the secret %s of 32 bytes', (secret) => {
    expect(problemsOf({ AUTH_JWT_SECRET: secret })).toEqual([]);
  });

  it.each(Object.entries(UNUSABLE_PUBLIC_KEYS))('is refused as a public key when it is %s', (_name, pem) => {
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

  it('is not quoted in the message that refuses it', () => {
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

  it.each([...names, 'AUTH_JWT_PUBLIC_KEY'] as const)(
    'is refused when it is also given as a variable: %s',
    async (name) => {
      const values = { ...VARIABLES, AUTH_JWT_PUBLIC_KEY: pemOf(P256) };
      const auth = name === 'AUTH_JWT_PUBLIC_KEY' ? { AUTH_JWT_SECRET: undefined } : {};
      const environment = { ...OTHERS, ...VARIABLES, ...auth, [name]: values[name] };
      const path = await fileWith(values[name]);
      expect(problemsOf({ ...environment, [`${name}_FILE`]: path })).toEqual([
        `${name} and ${name}_FILE must not both be set`,
      ]);
    },
  );

  it.each(names)('is named in the error when it cannot be read: %s', (name) => {
    const files = { missing: join(directory, 'missing'), 'a directory': directory };
    const problems = Object.values(files).map(
      (path) => problemsOf({ ...OTHERS, ...VARIABLES, [name]: undefined, [`${name}_FILE`]: path })[0],
    );
    expect(problems).toEqual([
      `${name}_FILE cannot be read (ENOENT)`,
      `${name}_FILE cannot be read (EISDIR)`,
    ]);
  });

  it('must follow the same rules as a key in a variable', async () => {
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
