import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { send } from '../graphql-client.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { SAMPLED_QUERIES } from './query-samples.js';

const SECRET = newSecret();
const [DEFAULT, OTHER] = [1001, 1002];
const OWNER = '10001';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({
    AUTH_JWT_SECRET: SECRET.toString(),
    VOLC_APP_IDS: `${DEFAULT},${OTHER}`,
    CALLER_REQUESTS_PER_SECOND: '0',
  });
});
afterAll(() => sandbox.close());

function token(claims: object): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return signed({ alg: 'HS256' }, { sub: 'someone', exp, ...claims }, 'HS256', SECRET);
}

const anyones = { scope: 'moderation:blacklist' };
const own = { scope: 'moderation:blacklist:own' };

/** Claims, the application that is asked for, and what is missing. */
const CASES: readonly (readonly [claims: object, appId: number | undefined, missing: string | undefined])[] =
  [
    [anyones, undefined, undefined],
    [anyones, DEFAULT, undefined],
    [anyones, OTHER, 'app_ids'],
    [{ ...anyones, app_ids: [OTHER] }, OTHER, undefined],
    [{ ...anyones, app_ids: [OTHER] }, undefined, 'app_ids'],
    [{ ...anyones, app_ids: '*' }, OTHER, undefined],
    [{ ...own, volc_user_id: OWNER }, undefined, undefined],
    [{ ...own, volc_user_id: OWNER }, OTHER, 'app_ids'],
    [{ ...own, volc_user_id: '10002' }, undefined, 'moderation:blacklist'],
    [own, undefined, 'volc_user_id'],
    [{ scope: 'moderation:media moderation:audit' }, undefined, 'moderation:blacklist'],
    [{}, undefined, 'moderation:blacklist'],
  ];

describe.each(SAMPLED_QUERIES)('$query', ({ query, document, variables, sample }) => {
  it.each(CASES)('with the claims %j in the application %s lacks %s', async (claims, appId, missing) => {
    const emulator = sample.emulator(sandbox);
    emulator.clearRequests();
    const asked = { ...variables, userId: OWNER, ...(appId && { appId }) };
    const { data, errors } = await send(sandbox, document, asked, { token: token(claims) });
    if (missing === undefined) {
      expect(errors).toBeUndefined();
      expect(emulator.requests()).toHaveLength(1);
      return;
    }
    expect(data).toEqual({ [query]: null });
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining(missing),
        extensions: { code: 'FORBIDDEN', missingGrant: missing, outcome: 'NOT_APPLIED', retryable: false },
      },
    ]);
    expect(emulator.requests()).toEqual([]);
  });
});
