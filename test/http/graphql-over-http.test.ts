import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { post as postTo } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

let sandbox: Sandbox;
let url: string;

beforeAll(async () => {
  sandbox = await startTestSandbox({ CORS_ORIGINS: 'https://app.example.com' });
  url = `${sandbox.url}/graphql`;
});
afterAll(() => sandbox.close());

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return postTo(sandbox, body, {}, headers);
}

describe('GraphQL over HTTP', () => {
  it('passes every MUST of the graphql-http audit', async () => {
    const fetchFn = (input: string, init?: RequestInit) =>
      fetch(input, {
        ...init,
        headers: { ...init?.headers, authorization: `Bearer ${sandbox.tokens?.admin}` },
      });
    const results = await auditServer({ url, fetchFn });
    const musts = results.filter(({ name }) => name.startsWith('MUST'));
    expect(musts.length).toBeGreaterThan(10);
    expect(musts.filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  it('answers a mutation sent by GET with 405, and changes nothing', async () => {
    const query =
      'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename } }';
    const response = await fetch(`${url}?query=${encodeURIComponent(query)}`, {
      headers: { 'apollo-require-preflight': '1', authorization: `Bearer ${sandbox.tokens?.admin}` },
    });
    expect(response.status).toBe(405);
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('refuses a request that a web page could send without a preflight', async () => {
    const response = await post('{"query":"{ vendors { vendor } }"}', { 'content-type': 'text/plain' });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.json()).toHaveProperty('errors');
  });

  it('accepts one operation in a request, and no batch', async () => {
    const response = await post('[{"query":"{ vendors { vendor } }"},{"query":"{ vendors { vendor } }"}]');
    expect(response.status).toBe(400);
  });
});

describe('a malformed request', () => {
  it.each([
    ['JSON that is none', '{"query":', 400],
    ['nothing', '', 400],
    ['a number', '7', 400],
    ['no query', '{}', 400],
    ['a query that is none', '{"query":"{"}', 400],
    ['an unknown field', '{"query":"{ nothing }"}', 400],
    [
      'two operations and no name',
      '{"query":"query A { vendors { vendor } } query B { vendors { vendor } }"}',
      400,
    ],
    ['more than a megabyte', JSON.stringify({ query: `# ${'x'.repeat(1_100_000)}` }), 413],
  ])('%s is answered with errors that GraphQL clients can read', async (_name, body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [
        expect.objectContaining({
          message: expect.stringMatching(/^[^\n]{5,510}$/),
          extensions: { code: expect.stringMatching(/^[A-Z_]+$/) },
        }),
      ],
    });
  });

  it('is never quoted at length', async () => {
    const canary = 'canary'.repeat(1_000);
    const bodies = [
      { query: `{ ${canary} }` },
      { query: `query Q($input: SetUserMediaStateInput!) { __typename }`, variables: { input: canary } },
      {
        query:
          'mutation M($input: SetUserMediaStateInput!) { setUserMediaState(input: $input) { __typename } }',
        variables: { input: { roomId: canary, userId: canary, state: canary, [canary]: canary } },
      },
    ];
    for (const body of bodies) {
      const response = await post(JSON.stringify(body));
      expect(response.status).toBe(400);
      expect((await response.text()).split('canary').length - 1).toBeLessThan(300);
    }
  });

  it.each([
    [
      'more variables than are named',
      'mutation M($users: [BlacklistUserInput!]!) { addToBlacklist(input: { userId: 1, users: $users }) { __typename } }',
      { users: Array(60).fill({ userId: -1 }) },
      'BAD_USER_INPUT',
      '"$users"',
    ],
    [
      'a variable within a map',
      'mutation M($a: String!) { addToBlacklist(input: { userId: 1, users: [{ userId: 2, ext: { key: $a } }] }) { __typename } }',
      { a: 'b' },
      'GRAPHQL_VALIDATION_FAILED',
      'The variable "$a" cannot stand for a part of it',
    ],
  ])('is no fault of the gateway: %s', async (_name, query, variables, code, words) => {
    const lines: string[] = [];
    const logTo = { write: (line: string) => void lines.push(line) };
    const logging = await startTestSandbox({ LOG_LEVEL: 'error' }, { logTo });
    const response = await postTo(logging, JSON.stringify({ query, variables }));
    const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] };
    await logging.close();
    expect(response.status).toBe(400);
    expect(errors[0]?.message).toContain(words);
    expect(new Set(errors.map(({ extensions }) => JSON.stringify(extensions)))).toEqual(
      new Set([JSON.stringify({ code })]),
    );
    expect(lines.filter((line) => line.startsWith('{'))).toEqual([]);
  });

  it('includes a request for an unknown path', async () => {
    const response = await fetch(`${sandbox.url}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('a fault of the gateway', () => {
  it('is masked, and the log has it under the same id', async () => {
    const lines: string[] = [];
    const logTo = { write: (line: string) => void lines.push(line) };
    const broken = await startTestSandbox(
      { LOG_LEVEL: 'error' },
      {
        random: () => {
          throw new Error('canary');
        },
        logTo,
      },
    );
    broken.trtc.injectFault({ kind: 'reset' });
    const query =
      'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename } }';
    const response = await postTo(broken, JSON.stringify({ query }));
    const text = await response.text();
    await broken.close();

    expect(JSON.parse(text)).toEqual({
      data: null,
      errors: [
        {
          message: 'Internal error.',
          path: ['setUserMediaState'],
          extensions: {
            code: 'INTERNAL_SERVER_ERROR',
            requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
            actionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          },
        },
      ],
    });
    expect(text).not.toContain('canary');
    const { requestId, actionId } = JSON.parse(text).errors[0].extensions;
    const line = lines.find((line) => line.includes('canary')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ requestId, actionId });
  });
});

describe('cross-origin requests', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['https://evil.example.com', null],
  ])('from %s are allowed: %s', async (origin, allowed) => {
    const response = await post('{"query":"{ __typename }"}', { origin });
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
  });
});

describe('GET /healthz', () => {
  it('says that the process is alive, and which vendors it serves', async () => {
    expect(await (await fetch(`${sandbox.url}/healthz`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${sandbox.url}/readyz`)).json()).toEqual({
      status: 'ready',
      keys: 'known',
      journal: 'writable',
      vendors: { TENCENT_TRTC: 'on', VOLCENGINE_RTC: 'on' },
    });
  });
});
