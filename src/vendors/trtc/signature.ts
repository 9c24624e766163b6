/**
 * Tencent Cloud's request signature, TC3-HMAC-SHA256, in the terms of its specification ("Signature v3"). Every attempt
 * is signed anew, because the timestamp is part of the signed text and is accepted for 300 s.
 */
import { createHmac, hash } from 'node:crypto';

const ALGORITHM = 'TC3-HMAC-SHA256';
const TERMINATOR = 'tc3_request';

export interface Tc3SigningInput {
  method: string;
  /** The first label of the vendor's host, `trtc`. */
  service: string;
  /** As sent after `?`; empty for a POST. */
  query: string;
  /** Names in lower case; `content-type` and `host` at least. */
  signedHeaders: Readonly<Record<string, string>>;
  body: string | Uint8Array;
  /** The value of `X-TC-Timestamp`. Its UTC date must be the date of the key. */
  timestampSeconds: number;
  secretId: string;
  /** From `deriveTc3SigningKey`. */
  signingKey: Uint8Array;
}

/** The value of the `Authorization` header, and each intermediate string. */
export interface Tc3Signature {
  canonicalRequest: string;
  stringToSign: string;
  /** 64 hexadecimal digits. */
  signature: string;
  authorization: string;
}

/** The last second of the year 9999. Later years have more digits, and much later ones have no ISO form. */
const LAST_SECOND = 253_402_300_799;

/** The UTC date of a timestamp, `YYYY-MM-DD`. A timestamp out of range gives the nearest valid date. */
export function tc3Date(timestampSeconds: number): string {
  const seconds = Math.min(Math.max(timestampSeconds, 0), LAST_SECOND) || 0;
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** The key of one UTC day and one service. It changes once a day, so callers keep it. */
export function deriveTc3SigningKey(secretKey: string, date: string, service: string): Buffer {
  return hmac(hmac(hmac(`TC3${secretKey}`, date), service), TERMINATOR);
}

export function signTc3(input: Tc3SigningInput): Tc3Signature {
  // Strings are joined one by one, because arrays of parts are most of what a signature would leave to collect.
  let canonicalHeaders = '';
  let signedHeaders = '';
  for (const name of Object.keys(input.signedHeaders).sort()) {
    canonicalHeaders += `${name}:${(input.signedHeaders[name] ?? '').trim().toLowerCase()}\n`;
    signedHeaders += signedHeaders === '' ? name : `;${name}`;
  }
  const bodyHash = hash('sha256', input.body);
  const canonicalRequest = `${input.method}\n/\n${input.query}\n${canonicalHeaders}\n${signedHeaders}\n${bodyHash}`;

  const credentialScope = `${tc3Date(input.timestampSeconds)}/${input.service}/${TERMINATOR}`;
  const requestHash = hash('sha256', canonicalRequest);
  const stringToSign = `${ALGORITHM}\n${input.timestampSeconds}\n${credentialScope}\n${requestHash}`;

  const signature = hmac(input.signingKey, stringToSign).toString('hex');
  const authorization =
    `${ALGORITHM} Credential=${input.secretId}/${credentialScope}, ` +
    `SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { canonicalRequest, stringToSign, signature, authorization };
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
