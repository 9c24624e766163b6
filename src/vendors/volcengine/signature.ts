/**
 * Volcengine's request signature, HMAC-SHA256, in the terms of its specification. It is version 4 of the AWS signature
 * without the "AWS4" prefixes. Every attempt is signed anew, because `X-Date` is part of the signed text and is
 * accepted for 15 min.
 */
import { createHmac, hash } from 'node:crypto';

const ALGORITHM = 'HMAC-SHA256';
const TERMINATOR = 'request';

export interface VolcengineSigningInput {
  method: string;
  path: string;
  /** Not yet encoded. */
  query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  signedHeaders: Readonly<Record<string, string>>;
  body: string | Uint8Array;
  /** The value of `X-Date`. Its date must be the date of the key. */
  xDate: string;
  region: string;
  service: string;
  accessKeyId: string;
  /** From `deriveVolcengineSigningKey`. */
  signingKey: Uint8Array;
}

/** The value of the `Authorization` header, and each intermediate string. */
export interface VolcengineSignature {
  canonicalRequest: string;
  stringToSign: string;
  /** 64 hexadecimal digits. */
  signature: string;
  authorization: string;
}

/** The last second of the year 9999. Later years have more digits, and much later ones have no ISO form. */
const LAST_MS = 253_402_300_799_000;

/**
 * The time in the format of the `X-Date` header, `YYYYMMDDTHHMMSSZ`. A time out of range gives the nearest valid one.
 */
export function volcengineXDate(epochMs: number): string {
  const ms = Math.min(Math.max(epochMs, 0), LAST_MS) || 0;
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** The key of one UTC day (`YYYYMMDD`), region and service. It changes once a day, so callers keep it. */
export function deriveVolcengineSigningKey(
  secretAccessKey: string,
  date: string,
  region: string,
  service: string,
): Buffer {
  return hmac(hmac(hmac(hmac(secretAccessKey, date), region), service), TERMINATOR);
}

/** Like `a=1&b=2`, sorted by name. Send this text unchanged, so that the request matches its signature. */
export function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .sort(byName)
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join('&');
}

/** In hexadecimal digits: the value of the `X-Content-Sha256` header for a body. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data);
}

export function signVolcengine(input: VolcengineSigningInput): VolcengineSignature {
  const headers = Object.entries(input.signedHeaders).sort(byName);
  const canonicalHeaders = headers.map(([name, value]) => `${name}:${value.trim()}\n`);
  const signedHeaders = headers.map(([name]) => name).join(';');
  const canonicalRequest = [
    input.method,
    input.path,
    canonicalQuery(input.query),
    canonicalHeaders.join(''),
    signedHeaders,
    sha256Hex(input.body),
  ].join('\n');

  const credentialScope = `${input.xDate.slice(0, 8)}/${input.region}/${input.service}/${TERMINATOR}`;
  const stringToSign = [ALGORITHM, input.xDate, credentialScope, sha256Hex(canonicalRequest)].join('\n');

  const signature = hmac(input.signingKey, stringToSign).toString('hex');
  const authorization =
    `${ALGORITHM} Credential=${input.accessKeyId}/${credentialScope}, ` +
    `SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { canonicalRequest, stringToSign, signature, authorization };
}

/** `encodeURIComponent` does not encode `!'()*`, but RFC 3986 reserves them. */
function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : 1;
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
