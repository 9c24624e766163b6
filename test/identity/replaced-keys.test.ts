import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuthConfig } from '../../src/config/auth.js';
import { createTokenVerifier } from '../../src/identity/token-verifier.js';
import { Secret } from '../../src/values/secret.js';
import {
  type KeyPair,
  newEcKeys,
  newEd25519Keys,
  newRsaKeys,
  newSecret,
  pemOf,
  type SigningKey,
  signed,
} from './signed-tokens.js';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 1);

interface Issuer {
  auth: AuthConfig;
  /** A token that is valid for 20 hours. */
  token(sub: string): string;
}

function issuer(alg: string, key: SigningKey, auth: AuthConfig): Issuer {
  const exp = START_MS / 1000 + 20 * 3600;
  return { auth, token: (sub) => signed({ alg }, { sub, exp }, alg, key) };
}

function withSecret(): Issuer {
  const key = newSecret();
  const secret = new Secret(key.toString());
  return issuer('HS256', key, { kind: 'secret', secret, algorithms: ['HS256'] });
}

function withKeyPair(alg: string, keys: KeyPair): Issuer {
  const key = createPublicKey(pemOf(keys));
  return issuer(alg, keys.privateKey, { kind: 'public-key', key, algorithms: [alg] });
}

/** Each kind of key, and each replaced by another of its kind. */
const REPLACEMENTS: Readonly<Record<string, () => Issuer[]>> = {
  'a secret': () => Array.from({ length: 6 }, withSecret),
  'an RSA key': () => Array.from({ length: 2 }, () => withKeyPair('RS256', newRsaKeys())),
  'a P-256 key': () => Array.from({ length: 2 }, () => withKeyPair('ES256', newEcKeys())),
  'an Ed25519 key': () => Array.from({ length: 2 }, () => withKeyPair('EdDSA', newEd25519Keys())),
  'an RSA key, by a P-256 key': () => [withKeyPair('RS256', newRsaKeys()), withKeyPair('ES256', newEcKeys())],
};

function verifierOf({ auth }: Issuer) {
  let passedMs = 0;
  const clocks = { clock: { now: () => passedMs }, epochMs: () => START_MS + passedMs };
  const verifier = createTokenVerifier(auth, clocks);
  return {
    renew: (to: Issuer) => verifier.renew(to.auth),
    pass: (ms: number) => {
      passedMs += ms;
    },
    accepts: async (token: string) => 'sub' in (await verifier.verify(token)),
  };
}

describe.each(Object.entries(REPLACEMENTS))('%s that is replaced', (_what, issuers) => {
  it('is accepted beside the new one for an hour, whether its tokens are known or not', async () => {
    const [before, after] = issuers() as [Issuer, Issuer];
    const verifier = verifierOf(before);
    const known = before.token('known');
    expect(await verifier.accepts(known)).toBe(true);
    expect(await verifier.accepts(after.token('early'))).toBe(false);

    verifier.renew(after);
    for (const token of [known, before.token('unknown'), after.token('new')]) {
      expect(await verifier.accepts(token)).toBe(true);
    }
    verifier.pass(HOUR_MS - 1);
    expect(await verifier.accepts(known)).toBe(true);
    expect(await verifier.accepts(before.token('late'))).toBe(true);

    verifier.pass(1);
    for (const token of [known, before.token('unknown'), before.token('late'), before.token('later')]) {
      expect(await verifier.accepts(token)).toBe(false);
    }
    expect(await verifier.accepts(after.token('new'))).toBe(true);
  });

  it('stays for good when it comes back', async () => {
    const [before, after] = issuers() as [Issuer, Issuer];
    const verifier = verifierOf(before);
    const known = before.token('known');
    expect(await verifier.accepts(known)).toBe(true);
    verifier.renew(after);
    expect(await verifier.accepts(after.token('x'))).toBe(true);
    verifier.renew(before);
    verifier.pass(2 * HOUR_MS);
    expect(await verifier.accepts(known)).toBe(true);
    expect(await verifier.accepts(before.token('another'))).toBe(true);
    expect(await verifier.accepts(after.token('x'))).toBe(false);
    expect(await verifier.accepts(after.token('y'))).toBe(false);
  });
});

describe('a key that is read again unchanged', () => {
  it('replaces nothing', async () => {
    const before = withSecret();
    const verifier = verifierOf(before);
    verifier.renew(before);
    verifier.pass(2 * HOUR_MS);
    expect(await verifier.accepts(before.token('x'))).toBe(true);
  });
});

describe('keys that are replaced again and again', () => {
  it('are accepted up to three keys back, and no further, whether their tokens are known or not', async () => {
    const issuers = Array.from({ length: 6 }, withSecret);
    const [first] = issuers as [Issuer];
    const verifier = verifierOf(first);
    for (const each of issuers) {
      verifier.renew(each);
      expect(await verifier.accepts(each.token('known'))).toBe(true);
    }
    const accepted = (sub: string) => Promise.all(issuers.map((each) => verifier.accepts(each.token(sub))));
    for (const sub of ['known', 'unknown']) {
      expect(await accepted(sub)).toEqual([false, false, true, true, true, true]);
    }
  });

  it('does not hide that a token of an older key has expired', async () => {
    const [before, after] = [withSecret(), withSecret()];
    const verifier = createTokenVerifier(before.auth, {
      clock: { now: () => 0 },
      epochMs: () => START_MS + 21 * HOUR_MS,
    });
    verifier.renew(after.auth);
    expect(JSON.stringify(await verifier.verify(before.token('x')))).toContain('expired');
  });
});
