import { afterEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { systemClock } from '../../src/time/clock.js';
import { post } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

let sandbox: Sandbox;

afterEach(() => sandbox.close());

function query(text: string, token?: string): Promise<Response> {
  return post(sandbox, JSON.stringify({ query: text }), token === undefined ? {} : { token });
}

describe('a running gateway', () => {
  it('allows a caller a burst, then refuses that caller and no other', async () => {
    // The clock stands still, so that no request becomes free meanwhile.
    const clock = { ...systemClock, now: () => 0 };
    sandbox = await startTestSandbox({ CALLER_REQUESTS_PER_SECOND: '1' }, { clock });
    const statuses = [];
    for (let requests = 0; requests < 10; requests += 1)
      statuses.push((await query('{ __typename }')).status);
    expect(statuses).toEqual(Array(10).fill(200));

    const refused = await query('{ __typename }');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBe(1);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_REQUESTS' } }] });
    expect((await query('{ __typename }', sandbox.tokens?.anchor)).status).toBe(200);
  });

  it('allows a caller any number of requests if the rate limit is off', async () => {
    sandbox = await startTestSandbox({ CALLER_REQUESTS_PER_SECOND: '0' });
    const answers = await Promise.all(Array.from({ length: 200 }, () => query('{ __typename }')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  const mute =
    'setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename }';
  it('runs up to fifty mutations of a request, one after another', async () => {
    sandbox = await startTestSandbox();
    const many = (count: number) =>
      `mutation { ${Array.from({ length: count }, (_, index) => `m${index}: ${mute}`).join(' ')} }`;
    const fifty = await query(many(50));
    expect(fifty.status).toBe(200);
    expect(sandbox.trtc.requests()).toHaveLength(50);

    const more = await query(many(51));
    expect(more.status).toBe(400);
    expect(await more.json()).toMatchObject({ errors: [{ message: expect.stringContaining('50') }] });
    expect(sandbox.trtc.requests()).toHaveLength(50);
  });

  it('accepts a thousand users in the document itself', async () => {
    sandbox = await startTestSandbox();
    const users = Array.from(
      { length: 1_000 },
      (_, index) => `{ userId: ${20_000 + index}, ext: { a: "b" } }`,
    ).join(' ');
    const answer = await query(
      `mutation { addToBlacklist(input: { userId: 1, users: [${users}] }) { __typename } }`,
    );
    expect(await answer.json()).toEqual({
      data: { addToBlacklist: { __typename: 'AddToBlacklistSuccess' } },
    });
  });

  it.each([
    ['too deep', `{ ${'viewer { '.repeat(50)} subject ${'}'.repeat(50)} }`],
    [
      'too many aliases',
      `{ ${Array.from({ length: 2_000 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
    ],
    ['too deep for the parser itself', `{ a(x: ${'['.repeat(15_000)}1${']'.repeat(900)}) }`],
    ['too many tokens', `{ ${'__typename '.repeat(20_000)} }`],
    ['a fragment that holds itself', '{ ...F } fragment F on Query { ...F }'],
  ])('refuses a document that is or has %s', async (_name, text) => {
    sandbox = await startTestSandbox();
    const answer = await query(text);
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toMatch(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/);
  });
});
