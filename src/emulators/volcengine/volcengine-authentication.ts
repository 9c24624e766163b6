import { deriveVolcengineSigningKey, sha256Hex, signVolcengine } from '../../vendors/volcengine/signature.js';
import { constantTimeEqual } from '../endpoint/constant-time-equal.js';
import type { VendorRequest } from '../endpoint/vendor-endpoint.js';

export interface VolcengineError {
  /** HTTP status. */
  status: number;
  /** The number that the vendor's API gateway gives. Errors of the service behind it have none. */
  codeN?: number | undefined;
  code: string;
  message: string;
}

export interface VolcengineCredential {
  accessKeyId: string;
  secretAccessKey: string;
  /** If present, the credential is a temporary one. */
  sessionToken?: string;
}

const MAX_SIGNATURE_AGE_MS = 15 * 60 * 1000;

/**
 * Checks who sent the request, in the order in which the vendor seems to check. Undefined if the request is authentic.
 */
export function volcengineAuthenticationError(
  request: VendorRequest,
  credential: VolcengineCredential,
  epochMs: number,
): VolcengineError | undefined {
  const { headers } = request;
  const xDate = headers['x-date'];
  if (xDate === undefined) {
    return gatewayError(400, 100004, 'MissingRequestInfo', 'The request is missing timestamp information.');
  }
  if (headers.authorization === undefined) {
    const message = 'The request is missing an authentication token.';
    return gatewayError(401, 100003, 'MissingAuthenticationToken', message);
  }
  const claim = readAuthorization(headers.authorization);
  if (!claim?.credential || !claim.signedHeaders) {
    const message = "Invalid 'Authorization' header, Pls check your authorization header.";
    return gatewayError(400, 100024, 'InvalidAuthorization', message);
  }
  if (!claim.signature) {
    return gatewayError(401, 100005, 'MissingSignature', 'The request is missing a signature.');
  }
  const scope = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/request$/.exec(claim.credential);
  const [, accessKeyId = '', date = '', region = '', service = ''] = scope ?? [];
  if (!scope || date !== xDate.slice(0, 8)) {
    const message = "Invalid credential in 'Authorization', Pls check your authorization header.";
    return gatewayError(400, 100025, 'InvalidCredential', message);
  }
  if (accessKeyId !== credential.accessKeyId) {
    const message = `The accesskey [${accessKeyId}] included in the request is invalid.`;
    return gatewayError(401, 100009, 'InvalidAccessKey', message);
  }
  // NaN, from an invalid date, must not pass.
  if (!(Math.abs(epochMs - parseXDate(xDate)) <= MAX_SIGNATURE_AGE_MS)) {
    return gatewayError(400, 100006, 'InvalidTimestamp', 'The Signature of the request is expired');
  }
  if (service !== 'rtc') {
    return gatewayError(404, 100007, 'ServiceNotFound', `Could not find service ${service}.`);
  }

  const signedHeaders = pickHeaders(claim.signedHeaders.split(';'), headers);
  const expected =
    signedHeaders &&
    signVolcengine({
      method: request.method,
      path: '/',
      query: Object.fromEntries(new URLSearchParams(request.rawQuery)),
      signedHeaders,
      body: request.body,
      xDate,
      region,
      service,
      accessKeyId,
      signingKey: deriveVolcengineSigningKey(credential.secretAccessKey, date, region, service),
    }).signature;
  const bodyHash = sha256Hex(request.body);
  if (
    expected === undefined ||
    !constantTimeEqual(expected, claim.signature) ||
    (headers['x-content-sha256'] ?? bodyHash) !== bodyHash
  ) {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your Secret Access ' +
      'Key and signing method. Consult the service documentation for details.';
    return gatewayError(401, 100010, 'SignatureDoesNotMatch', message);
  }
  if (!constantTimeEqual(headers['x-security-token'] ?? '', credential.sessionToken ?? '')) {
    return gatewayError(401, 100026, 'InvalidSecretToken', 'The security token in the request is invalid.');
  }
  return undefined;
}

export function gatewayError(status: number, codeN: number, code: string, message: string): VolcengineError {
  return { status, codeN, code, message };
}

/** Undefined for another algorithm. Missing parts are undefined. */
function readAuthorization(authorization: string) {
  if (!authorization.startsWith('HMAC-SHA256 ')) return undefined;
  const part = (name: string) => new RegExp(`[ ,]${name}=([^, ]+)(?:,|$)`).exec(authorization)?.[1];
  return {
    credential: part('Credential'),
    signedHeaders: part('SignedHeaders'),
    signature: part('Signature'),
  };
}

/** Undefined if one of the headers was not sent. */
function pickHeaders(
  names: readonly string[],
  headers: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value === undefined) return undefined;
    picked[name] = value;
  }
  return picked;
}

/** Milliseconds since 1970. NaN unless the text is `YYYYMMDDTHHMMSSZ`. */
function parseXDate(xDate: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(xDate);
  if (!parts) return Number.NaN;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
