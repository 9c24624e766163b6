import fc, { type Arbitrary } from 'fast-check';
import { request } from 'undici';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { exchangeRaw } from '../identity/raw-exchange.js';
import { signed } from '../identity/signed-tokens.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

export const SECRET = 'Canary0-of-the-keys-for-tokens-0123456789';
const CREDENTIALS = {
  TRTC_SECRET_KEY: 'Canary1OfTheKeyForTrtc',
  TRTC_SESSION_TOKEN: 'Canary2OfTheSessionForTrtc',
  VOLC_SECRET_ACCESS_KEY: 'Canary3OfTheKeyForVolcengine',
  VOLC_SESSION_TOKEN: 'Canary4OfTheSessionForVolcengine',
};
/** Texts that no client may see: secrets, stack traces, faults of the gateway. */
const FORBIDDEN = /Canary\d| {4}at |node_modules|node:internal|INTERNAL_SERVER_ERROR/;

export const admin = signed(
  { alg: 'HS256' },
  {
    sub: 'admin',
    exp: Math.floor(Date.now() / 1000) + 3600,
    scope: 'moderation:media moderation:blacklist moderation:audit',
    sdk_app_ids: ['*'],
    app_ids: ['*'],
    rooms: ['*'],
  },
  'HS256',
  Buffer.from(SECRET),
);

let sandbox: Sandbox;

/** Starts a gateway before the tests of a file, and closes it afterwards. */
export function withFuzzedGateway(): void {
  beforeAll(async () => {
    const settings = { AUTH_JWT_SECRET: SECRET, CALLER_REQUESTS_PER_SECOND: '0', ...CREDENTIALS };
    sandbox = await startTestSandbox(settings, withoutJitter);
  });
  afterAll(() => sandbox.close());

  /** Checks that the gateway still works. */
  afterEach(async () => {
    // A random mutation may have removed from the room whom the check is about.
    sandbox.trtc.reset();
    const query =
      'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename } }';
    const { text } = await ask({ body: JSON.stringify({ query }) });
    expect(JSON.parse(text)).toEqual({
      data: { setUserMediaState: { __typename: 'SetUserMediaStateSuccess' } },
    });
  });
}

interface Asked {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer | null;
}

async function ask({ method = 'POST', path = '/graphql', headers, body = null }: Asked) {
  const answer = await request(`${sandbox.url}${path}`, {
    method: method as 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

export async function expectHarmless(asked: Asked) {
  const { status, headers, text } = await ask(asked);
  expect(status).toBeLessThan(500);
  expect(`${JSON.stringify(headers)}${text}`).not.toMatch(FORBIDDEN);
  return { status, text };
}

export async function expectHarmlessBytes(bytes: string | Buffer, unfinished = false): Promise<string> {
  const answer = await exchangeRaw(sandbox.url, bytes, unfinished);
  if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
  expect(answer).not.toMatch(FORBIDDEN);
  return answer;
}

export function check<T>(arbitrary: Arbitrary<T>, property: (value: T) => Promise<unknown>, numRuns: number) {
  const holds = fc.asyncProperty(arbitrary, async (value) => void (await property(value)));
  return fc.assert(holds, { numRuns, interruptAfterTimeLimit: 15_000 });
}
