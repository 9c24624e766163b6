import type { Dialect, Envelope, UnsignedCall } from '../calling/dialect.js';
import { isJsonObject } from '../calling/json-object.js';
import type { VendorRequest } from '../calling/send-request.js';
import { trtcCodeMeaning } from './codes.js';
import { deriveTc3SigningKey, signTc3, tc3Date } from './signature.js';
import type { TrtcConfig } from './variables.js';

const SERVICE = 'trtc';
const VERSION = '2019-07-22';
const CONTENT_TYPE = 'application/json';

/** Tencent Cloud's API 3.0, as TRTC's server interface uses it. Source: the vendor document "Signature v3". */
export function trtcDialect(config: TrtcConfig): Dialect {
  const { endpoint, secretId, secretKey, sessionToken } = config;
  return {
    endpoint,
    credentials: [secretId, secretKey.reveal(), sessionToken?.reveal()],
    keyDate: (epochMs) => tc3Date(secondsOf(epochMs)),
    signingKey: (date) => deriveTc3SigningKey(secretKey.reveal(), date, SERVICE),
    sign: (call, epochMs, signingKey) => signed(config, call, secondsOf(epochMs), signingKey),
    open,
    meaning: trtcCodeMeaning,
  };
}

/** An api's scope is its access region. */
function signed(
  { endpoint, secretId, sessionToken, region: defaultRegion }: TrtcConfig,
  { api, scope: region = defaultRegion, body }: UnsignedCall,
  timestampSeconds: number,
  signingKey: Uint8Array,
): VendorRequest {
  const signedHeaders = { 'content-type': CONTENT_TYPE, host: endpoint.host };
  const { authorization } = signTc3({
    method: 'POST',
    service: SERVICE,
    query: '',
    signedHeaders,
    body,
    timestampSeconds,
    secretId,
    signingKey,
  });
  const headers = {
    authorization,
    'x-tc-action': api,
    'x-tc-version': VERSION,
    'x-tc-timestamp': String(timestampSeconds),
    'x-tc-region': region,
    ...signedHeaders,
    ...(sessionToken && { 'x-tc-token': sessionToken.reveal() }),
  };
  return { path: '/', headers, body };
}

function open(body: string): Envelope | undefined {
  try {
    const { Response: response } = JSON.parse(body);
    if (!isJsonObject(response)) return undefined;
    const { RequestId: requestId, Error: error } = response;
    if (error === undefined || error === null) return { requestId, result: response };
    const { Code: code, Message: message } = isJsonObject(error) ? error : {};
    return { requestId, error: { code, message }, result: response };
  } catch {
    return undefined;
  }
}

function secondsOf(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}
