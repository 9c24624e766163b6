/**
 * Makes tokens with node:crypto alone. So the tests do not check the gateway's library with itself, and can make tokens
 * that no library would make.
 */
import {
  constants,
  createHmac,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';

/** A secret's bytes, or a private key. */
export type SigningKey = Buffer | KeyObject;

export interface KeyPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export const newSecret = (): Buffer => Buffer.from(randomBytes(32).toString('base64url'));
export const newRsaKeys = (modulusLength = 2048): KeyPair => generateKeyPairSync('rsa', { modulusLength });
export const newEcKeys = (namedCurve = 'P-256'): KeyPair => generateKeyPairSync('ec', { namedCurve });
export const newEd25519Keys = (): KeyPair => generateKeyPairSync('ed25519');

export const pemOf = ({ publicKey }: KeyPair): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();
export const jwkOf = ({ publicKey }: KeyPair): JsonWebKey => publicKey.export({ format: 'jwk' });

/** Encodes a part of a token: text unchanged, anything else as JSON. */
export function encoded(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

/** Signs with `alg`, whatever the header names. */
export function signed(header: unknown, claims: unknown, alg: string, key: SigningKey): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${signature(alg, text, key).toString('base64url')}`;
}

export function signature(alg: string, text: string, key: SigningKey): Buffer {
  const hash = `sha${alg.slice(2)}`;
  if (Buffer.isBuffer(key)) return createHmac(hash, key).update(text).digest();
  const data = Buffer.from(text);
  if (alg.startsWith('RS')) return sign(hash, data, key);
  if (alg.startsWith('ES')) return sign(hash, data, { key, dsaEncoding: 'ieee-p1363' });
  if (alg.startsWith('Ed')) return sign(null, data, key);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return sign(hash, data, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
}
