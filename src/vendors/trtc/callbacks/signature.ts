import { createHmac, timingSafeEqual } from 'node:crypto';

/** The bytes of an HMAC-SHA256. */
const SIGNATURE_BYTES = 32;
/** 32 bytes in base64. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

/** Source: the vendor document "Event Callbacks": `Sign` is base64(HMAC-SHA256(key, body)). */
export function signatureOf(key: string, body: Uint8Array): Buffer {
  return createHmac('sha256', key).update(body).digest();
}

/** Whether a text has the form of a signature. */
export function isSignature(text: unknown): text is string {
  return typeof text === 'string' && SIGNATURE.test(text);
}

/** Whether `sign` is the signature of the body's bytes with `key`. The time does not depend on how much of it is right. */
export function isSignedWith(key: string, sign: string, body: Uint8Array): boolean {
  const given = Buffer.from(sign, 'base64');
  return given.length === SIGNATURE_BYTES && timingSafeEqual(given, signatureOf(key, body));
}
