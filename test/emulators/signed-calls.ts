import { request } from 'undici';
import { deriveTc3SigningKey, signTc3, tc3Date } from '../../src/vendors/trtc/signature.js';
import {
  canonicalQuery,
  deriveVolcengineSigningKey,
  sha256Hex,
  signVolcengine,
  volcengineXDate,
} from '../../src/vendors/volcengine/signature.js';

/** The time of the emulators under test. */
export const NOW_MS = Date.UTC(2024, 0, 2, 3, 4, 5);

export const TRTC = { secretId: 'test-id', secretKey: 'test-key', sdkAppIds: [1400188366] };
export const VOLCENGINE = { accessKeyId: 'test-ak', secretAccessKey: 'test-sk', appIds: [123456] };

interface CallOptions {
  body?: string | Buffer;
  /** Headers that replace the signed ones. Undefined leaves a header out. */
  tampered?: { headers?: Record<string, string | undefined>; body?: string; query?: string };
  sessionToken?: string;
  signedAtMs?: number;
}

export interface TrtcCallOptions extends CallOptions {
  method?: 'GET' | 'POST';
  query?: string;
  action?: string;
  version?: string;
  region?: string;
  service?: string;
  host?: string;
  secretId?: string;
  secretKey?: string;
}

/** The vendor's own example. */
export const SET_USER_BLOCKED = { SdkAppId: 1400188366, RoomId: 10006, UserId: '29376', IsMute: 1 };

/** Sends a signed call, the vendor's example unless told otherwise. */
export async function callTrtc(url: string, options: TrtcCallOptions = {}) {
  const method = options.method ?? 'POST';
  const query = options.query ?? '';
  const body = options.body ?? JSON.stringify(SET_USER_BLOCKED);
  const service = options.service ?? 'trtc';
  const timestampSeconds = Math.floor((options.signedAtMs ?? NOW_MS) / 1000);
  const secretKey = options.secretKey ?? TRTC.secretKey;
  const signedHeaders = {
    'content-type': method === 'GET' ? 'application/x-www-form-urlencoded' : 'application/json',
    host: options.host ?? new URL(url).host,
  };
  const { authorization } = signTc3({
    method,
    service,
    query,
    signedHeaders,
    body,
    timestampSeconds,
    secretId: options.secretId ?? TRTC.secretId,
    signingKey: deriveTc3SigningKey(secretKey, tc3Date(timestampSeconds), service),
  });
  const headers = {
    'content-type': signedHeaders['content-type'],
    authorization,
    'x-tc-action': options.action ?? 'SetUserBlocked',
    'x-tc-version': options.version ?? '2019-07-22',
    'x-tc-region': options.region ?? 'ap-singapore',
    'x-tc-timestamp': String(timestampSeconds),
    'x-tc-token': options.sessionToken,
  };
  const answer = await send(url, method, query, headers, body, options.tampered);
  const { Error: error, RequestId } = JSON.parse(answer.text).Response;
  return { ...answer, code: error?.Code, message: error?.Message, requestId: RequestId };
}

export interface VolcengineCallOptions extends CallOptions {
  action?: string;
  query?: Record<string, string>;
  region?: string;
  service?: string;
  accessKeyId?: string;
  secretAccessKey?: string;
}

/** Sends a signed call. */
export async function callVolcengine(url: string, options: VolcengineCallOptions = {}) {
  const body = options.body ?? '{"AppId":123456,"UserId":10001,"BlackListInfos":[{"BlackListUserId":10002}]}';
  const query = options.query ?? { Action: options.action ?? 'AddBlackList', Version: '2020-12-01' };
  const region = options.region ?? 'cn-north-1';
  const service = options.service ?? 'rtc';
  const xDate = volcengineXDate(options.signedAtMs ?? NOW_MS);
  const secret = options.secretAccessKey ?? VOLCENGINE.secretAccessKey;
  const signedHeaders = {
    'content-type': 'application/json',
    'x-content-sha256': sha256Hex(body),
    'x-date': xDate,
    ...(options.sessionToken !== undefined && { 'x-security-token': options.sessionToken }),
  };
  const { authorization } = signVolcengine({
    method: 'POST',
    path: '/',
    query,
    signedHeaders: { ...signedHeaders, host: new URL(url).host },
    body,
    xDate,
    region,
    service,
    accessKeyId: options.accessKeyId ?? VOLCENGINE.accessKeyId,
    signingKey: deriveVolcengineSigningKey(secret, xDate.slice(0, 8), region, service),
  });
  const headers = { ...signedHeaders, authorization };
  const answer = await send(url, 'POST', canonicalQuery(query), headers, body, options.tampered);
  const { ResponseMetadata, Result } = JSON.parse(answer.text);
  const { Error: error } = ResponseMetadata;
  return {
    ...answer,
    metadata: ResponseMetadata,
    result: Result,
    codeN: error?.CodeN,
    code: error?.Code,
    message: error?.Message,
  };
}

async function send(
  url: string,
  method: 'GET' | 'POST',
  query: string,
  signedHeaders: Record<string, string | undefined>,
  signedBody: string | Buffer,
  tampered: CallOptions['tampered'] = {},
) {
  const headers = Object.entries({ ...signedHeaders, ...tampered.headers }).filter(
    (header): header is [string, string] => header[1] !== undefined,
  );
  const response = await request(`${url}/?${tampered.query ?? query}`, {
    method,
    headers: Object.fromEntries(headers),
    ...(method === 'POST' && { body: tampered.body ?? signedBody }),
  });
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
}
