import { afterAll, beforeAll } from 'vitest';
import { type KeyServer, serving, startKeyServer } from './local-key-server.js';
import {
  jwkOf,
  type KeyPair,
  newEcKeys,
  newEd25519Keys,
  newRsaKeys,
  newSecret,
  pemOf,
  type SigningKey,
  signed,
} from './signed-tokens.js';

/** The gateway's clock stands still at this time (seconds since the epoch), so that limits are exact to the second. */
export const NOW = Math.floor(Date.now() / 1000);
export const ISSUER = 'https://issuer.example.com/';
export const AUDIENCE = 'moderation-gateway';
export const EXPECTED = { AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
export const DAY = 24 * 60 * 60;
export const TOLERANCE = 30;

/** Claims that allow everything, so that every accepted token reaches a vendor. */
export const CLAIMS = {
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

export const RSA = newRsaKeys();
export const P256 = newEcKeys();
export const ED25519 = newEd25519Keys();
export const SECRET = newSecret();
/** A key whose tokens must be refused. */
export const STRANGER = {
  rsa: newRsaKeys(),
  p256: newEcKeys(),
  ed25519: newEd25519Keys(),
  secret: newSecret(),
};
export const P384 = newEcKeys('P-384');
export const SECP256K1 = newEcKeys('secp256k1');

/** How the issuer that the gateway trusts signs. */
export interface Signer {
  alg: string;
  key: SigningKey;
  /** A key of the same kind that the gateway does not trust. */
  strange: SigningKey;
  header: Readonly<Record<string, unknown>>;
  /** Undefined for a secret. */
  pair?: KeyPair;
}

function signer(alg: string, pair: KeyPair, strange: KeyPair, kid?: string): Signer {
  const header = { alg, ...(kid && { kid }) };
  return { alg, key: pair.privateKey, strange: strange.privateKey, header, pair };
}

export const KEY_SERVER_SIGNERS = [
  signer('RS256', RSA, STRANGER.rsa, 'rsa'),
  signer('PS256', RSA, STRANGER.rsa, 'rsa'),
  signer('ES256', P256, STRANGER.p256, 'p256'),
  signer('EdDSA', ED25519, STRANGER.ed25519, 'ed25519'),
  signer('Ed25519', ED25519, STRANGER.ed25519, 'ed25519'),
];

let keyServer: KeyServer;
/** Tokens name its address. The gateway must not call it. */
export let strangersServer: KeyServer;

/** Starts the key servers before the tests of a file, and closes them afterwards. */
export function withKeyServers(): void {
  beforeAll(async () => {
    const keys = { rsa: RSA, p256: P256, ed25519: ED25519 };
    keyServer = await startKeyServer(
      serving(...Object.entries(keys).map(([kid, pair]) => ({ ...jwkOf(pair), kid, use: 'sig' }))),
    );
    const strange = { ...jwkOf(STRANGER.rsa), kid: 'rsa' };
    strangersServer = await startKeyServer(serving(strange));
  });
  afterAll(() => Promise.all([keyServer.close(), strangersServer.close()]));
}

export const GATEWAYS: readonly {
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

/** A name, and the Authorization header with the fault. Undefined: no header. */
export type Fault = readonly [name: string, authorization: () => string | undefined];

export function good(by: Signer, claims: object = CLAIMS, header: object = {}): string {
  return signed({ ...by.header, ...header }, claims, by.alg, by.key);
}
