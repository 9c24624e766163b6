import { deriveTc3SigningKey, signTc3, tc3Date } from '../../vendors/trtc/signature.js';
import { constantTimeEqual } from '../endpoint/constant-time-equal.js';
import type { VendorRequest } from '../endpoint/vendor-endpoint.js';

export interface TrtcError {
  code: string;
  message: string;
}

export interface TrtcCredential {
  secretId: string;
  secretKey: string;
  /** If present, the credential is a temporary one. */
  sessionToken?: string;
}

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=(?<secretId>[^/\s]+)\/(?<date>\d{4}-\d\d-\d\d)\/(?<service>[^/\s]+)\/tc3_request, *SignedHeaders=(?<signedHeaders>[^,\s]+), *Signature=(?<signature>[0-9a-f]{64})$/;
const MAX_SIGNATURE_AGE_SECONDS = 300;

/**
 * Checks who sent the request, in the order in which the vendor seems to check. Undefined if the request is authentic.
 */
export function trtcAuthenticationError(
  request: VendorRequest,
  credential: TrtcCredential,
  epochMs: number,
): TrtcError | undefined {
  const { headers } = request;
  const timestamp = headers['x-tc-timestamp'];
  if (timestamp === undefined) {
    return { code: 'MissingParameter', message: 'The request is missing a required parameter `Timestamp`.' };
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    return { code: 'InvalidParameter', message: 'The value type of parameter `Timestamp` is not valid.' };
  }
  const timestampSeconds = Number(timestamp);

  const claim = AUTHORIZATION.exec(headers.authorization ?? '')?.groups;
  const signedHeaders = pickSignedHeaders(claim?.signedHeaders, headers);
  if (!claim || !signedHeaders) {
    return {
      code: 'AuthFailure.InvalidAuthorization',
      message: 'The `Authorization` header of the request is not valid.',
    };
  }
  const { secretId = '', date = '', service = '', signature = '' } = claim;
  if (secretId !== credential.secretId) {
    return {
      code: 'AuthFailure.SecretIdNotFound',
      message: 'The SecretId is not found, please ensure that your SecretId is correct.',
    };
  }
  if (Math.abs(epochMs / 1000 - timestampSeconds) > MAX_SIGNATURE_AGE_SECONDS) {
    return {
      code: 'AuthFailure.SignatureExpire',
      message: 'The signature is expired, please request again.',
    };
  }

  // The vendor's own clients sign the host without its port, but send it with the port.
  const hosts = [signedHeaders.host, signedHeaders.host.replace(/:\d+$/, '')];
  const signingKey = deriveTc3SigningKey(credential.secretKey, tc3Date(timestampSeconds), service);
  const expected = hosts.map(
    (host) =>
      signTc3({
        method: request.method,
        service,
        query: request.rawQuery,
        signedHeaders: { ...signedHeaders, host },
        body: request.body,
        timestampSeconds,
        secretId,
        signingKey,
      }).signature,
  );
  const matches = expected.some((candidate) => constantTimeEqual(candidate, signature));
  if (!matches || date !== tc3Date(timestampSeconds)) {
    return {
      code: 'AuthFailure.SignatureFailure',
      message: 'The provided credentials could not be validated. Please check your signature is correct.',
    };
  }
  if (!constantTimeEqual(headers['x-tc-token'] ?? '', credential.sessionToken ?? '')) {
    return { code: 'AuthFailure.TokenFailure', message: 'The token is not valid.' };
  }
  return undefined;
}

/** Undefined if a signed header was not sent, or if content-type or host is not signed. */
function pickSignedHeaders(
  names: string | undefined,
  headers: Readonly<Record<string, string>>,
): ({ host: string } & Record<string, string>) | undefined {
  const signed: Record<string, string> = {};
  for (const name of names?.split(';') ?? []) {
    const value = headers[name];
    if (value === undefined) return undefined;
    signed[name] = value;
  }
  if (signed['content-type'] === undefined || signed.host === undefined) return undefined;
  return { ...signed, host: signed.host };
}
