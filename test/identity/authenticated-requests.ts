import { request as exchange } from 'undici';
import { expect } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

export const MUTE =
  'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename } }';
const BLACKLIST =
  'mutation { addToBlacklist(input: { userId: "10001", users: [{ userId: "10002" }] }) { __typename } }';
export const VIEWER = '{ viewer { subject } }';

export const byPost = (query: string) => ({
  path: '/graphql',
  method: 'POST',
  body: JSON.stringify({ query }),
});
export const byGet = (query: string) => ({
  path: `/graphql?query=${encodeURIComponent(query)}`,
  method: 'GET',
  body: null,
});
/** A refused token is refused for every kind of request. */
export const REQUESTS = [byPost(MUTE), byPost(BLACKLIST), byPost(VIEWER), byGet(VIEWER), byGet(MUTE)];

interface Answer {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  body: unknown;
}

export async function ask(
  { url }: Sandbox,
  { path, method, body }: (typeof REQUESTS)[number],
  authorization: string | undefined,
  others: Record<string, string> = {},
): Promise<Answer> {
  const credentials = authorization === undefined ? {} : { authorization };
  const {
    statusCode,
    headers,
    body: answer,
  } = await exchange(`${url}${path}`, {
    method,
    body,
    headers: {
      'content-type': 'application/json',
      'apollo-require-preflight': '1',
      ...credentials,
      ...others,
    },
  });
  const text = await answer.text();
  const isJson = String(headers['content-type']).includes('json');
  return { status: statusCode, headers, body: isJson ? JSON.parse(text) : text };
}

const refusedWith = (code: string) => ({
  status: 401,
  headers: expect.objectContaining({
    'www-authenticate': expect.stringMatching(/^Bearer( error="invalid_token")?$/),
  }),
  body: { errors: [{ message: expect.any(String), extensions: { code } }] },
});
export const UNAUTHENTICATED = refusedWith('UNAUTHENTICATED');
/** Only for a token that was good before. */
export const TOKEN_EXPIRED = refusedWith('TOKEN_EXPIRED');

export function expectVendorsUntouched({ trtc, volcengine }: Sandbox): void {
  expect([...trtc.requests(), ...volcengine.requests()]).toEqual([]);
}

export function subjectOf(body: unknown): unknown {
  return (body as { data?: { viewer?: { subject?: unknown } } }).data?.viewer?.subject;
}
