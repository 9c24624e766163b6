import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type AuthConfig, algorithmsOf } from '../config/auth.js';

/** What signs tokens that a gateway accepts. */
export interface SigningKey {
  key: KeyObject | Uint8Array;
  algorithm: string;
  /** Which of a key server's keys it is. */
  keyId?: string;
  issuer?: string;
  audience?: string;
}

/** What a command may be given in addition to the gateway's variables. */
export interface GivenKey {
  /** A private key in PEM. */
  privateKey?: string;
  keyId?: string;
}

/** The key that a gateway with this configuration accepts tokens of, or what is missing. */
export function signingKeyOf(auth: AuthConfig, given: GivenKey): SigningKey | { problem: string } {
  const { issuer, audience } = auth;
  const expected = { ...(issuer && { issuer }), ...(audience && { audience }) };
  if (auth.kind === 'secret') {
    if (given.privateKey !== undefined) {
      return { problem: 'AUTH_JWT_SECRET is what signs tokens here, so no private key must be given' };
    }
    return { key: Buffer.from(auth.secret.reveal()), algorithm: 'HS256', ...expected };
  }
  const variable = auth.kind === 'jwks' ? 'AUTH_JWKS_URL' : 'AUTH_JWT_PUBLIC_KEY';
  if (given.privateKey === undefined) {
    return {
      problem: `${variable} only verifies tokens, so the private key must be given, as a file in PEM`,
    };
  }
  const key = privateKeyOf(given.privateKey);
  const [algorithm] = (key && algorithmsOf(key)) ?? [];
  if (!key || !algorithm) {
    return {
      problem: 'the private key must be in PEM, not encrypted: RSA of 2048 bits or more, P-256 or Ed25519',
    };
  }
  if (auth.kind === 'public-key' && !createPublicKey(key).equals(auth.key)) {
    return { problem: 'the private key does not belong to AUTH_JWT_PUBLIC_KEY' };
  }
  return { key, algorithm, ...(given.keyId && { keyId: given.keyId }), ...expected };
}

function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    // OpenSSL's words would not help, and may quote the file.
    return undefined;
  }
}
