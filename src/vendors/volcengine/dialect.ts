import { parse } from 'lossless-json';
import type { Dialect, Envelope, UnsignedCall } from '../calling/dialect.js';
import { isJsonObject } from '../calling/json-object.js';
import type { VendorRequest } from '../calling/send-request.js';
import { volcengineCodeMeaning } from './codes.js';
import {
  canonicalQuery,
  deriveVolcengineSigningKey,
  sha256Hex,
  signVolcengine,
  volcengineXDate,
} from './signature.js';
import type { VolcengineConfig } from './variables.js';

const SERVICE = 'rtc';
const VERSION = '2020-12-01';
const CONTENT_TYPE = 'application/json';

/** Volcengine's OpenAPI, as RTC's messaging interface uses it. Source: the vendor's signature document. */
export function volcengineDialect(config: VolcengineConfig): Dialect {
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = config;
  return {
    endpoint,
    credentials: [accessKeyId, secretAccessKey.reveal(), sessionToken?.reveal()],
    keyDate: (epochMs) => dateOf(volcengineXDate(epochMs)),
    signingKey: (date) => deriveVolcengineSigningKey(secretAccessKey.reveal(), date, region, SERVICE),
    sign: (call, epochMs, signingKey) => signed(config, call, volcengineXDate(epochMs), signingKey),
    open,
    meaning: volcengineCodeMeaning,
  };
}

function signed(
  { endpoint, region, accessKeyId, sessionToken }: VolcengineConfig,
  { api, body }: UnsignedCall,
  xDate: string,
  signingKey: Uint8Array,
): VendorRequest {
  const query = { Action: api, Version: VERSION };
  const signedHeaders = {
    'content-type': CONTENT_TYPE,
    host: endpoint.host,
    'x-content-sha256': sha256Hex(body),
    'x-date': xDate,
    ...(sessionToken && { 'x-security-token': sessionToken.reveal() }),
  };
  const { authorization } = signVolcengine({
    method: 'POST',
    path: '/',
    query,
    signedHeaders,
    body,
    xDate,
    region,
    service: SERVICE,
    accessKeyId,
    signingKey,
  });
  return { path: `/?${canonicalQuery(query)}`, headers: { authorization, ...signedHeaders }, body };
}

/** Numbers stay text (`LosslessNumber`), so that ids keep all digits. */
function open(body: string): Envelope | undefined {
  try {
    const document = parse(body);
    if (!isJsonObject(document) || !isJsonObject(document.ResponseMetadata)) return undefined;
    const { RequestId: requestId, Error: error } = document.ResponseMetadata;
    const { Result: result } = document;
    if (error === undefined || error === null) return { requestId, result };
    const { Code: code, Message: message } = isJsonObject(error) ? error : {};
    return { requestId, error: { code, message }, result };
  } catch {
    return undefined;
  }
}

function dateOf(xDate: string): string {
  return xDate.slice(0, 8);
}
