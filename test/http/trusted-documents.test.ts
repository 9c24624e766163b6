import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { print } from 'graphql';
import {
  AddToBlacklistDocument,
  SetUserMediaStateDocument,
  VendorsDocument,
  ViewerDocument,
} from 'moderation-gateway-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { comparable, post, RequestLog, type Sent } from './both-paths.js';

/** The documents of a front end. */
const ADD_TO_BLACKLIST = print(AddToBlacklistDocument);
const SET_USER_MEDIA_STATE = print(SetUserMediaStateDocument);
const VENDORS = print(VendorsDocument);
const VIEWER = print(ViewerDocument);
const MANY_ROOTS = `mutation Two($input: SetUserMediaStateInput!, $skip: Boolean!) {
  first: setUserMediaState(input: $input) { ...answer }
  second: setUserMediaState(input: $input) @skip(if: $skip) { ...answer }
}
fragment answer on SetUserMediaStateResult {
  __typename
  ... on SetUserMediaStateSuccess { state userId }
  ... on ModerationError { code ... on InvalidInputError { issues { path } } }
}`;
const BOTH_QUERIES =
  'query Both { viewer { subject scopes rooms volcUserId expiresAt } vendors { vendor quotas { scope } } }';
const ACTIONS = `query Actions($first: Int, $filter: ModerationActionFilter) {
  moderationActions(first: $first, filter: $filter) { edges { cursor node { id status targets { userId outcome } } } pageInfo { hasNextPage endCursor } }
}`;
const LITERALS =
  'mutation { setUserMediaState(input: { roomId: "10006", userId: "alice", state: VIDEO_DISABLED }) { __typename } }';

const documents: Record<string, string> = Object.fromEntries(
  [ADD_TO_BLACKLIST, SET_USER_MEDIA_STATE, VENDORS, VIEWER, MANY_ROOTS, BOTH_QUERIES, ACTIONS, LITERALS].map(
    (text) => [createHash('sha256').update(text).digest('hex'), text],
  ),
);
const idOf = (wanted: string) =>
  Object.entries(documents).find(([, document]) => document === wanted)?.[0] ?? '';

let directory: string;
const sandboxes: Sandbox[] = [];
const log = new RequestLog();
/** The function that a gateway calls for the pause before the next attempt. */
let random = () => 0;
const surroundings = { random: () => random(), logTo: log };

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'documents-'));
  writeFileSync(join(directory, 'documents.json'), JSON.stringify(documents));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function start(TRUSTED_DOCUMENTS: string, more: Record<string, string> = {}): Promise<Sandbox> {
  const settings = { TRUSTED_DOCUMENTS, LOG_LEVEL: 'trace', ...more };
  const sandbox = await startSandboxWithoutEvents(settings, surroundings);
  sandboxes.push(sandbox);
  return sandbox;
}
afterAll(async () => {
  for (const sandbox of sandboxes) await sandbox.close();
});

describe('a trusted document', () => {
  let trusted: Sandbox;
  let apollo: Sandbox;
  beforeAll(async () => {
    const unlimited = { CALLER_REQUESTS_PER_SECOND: '0' };
    const file = { TRUSTED_DOCUMENTS_FILE: join(directory, 'documents.json') };
    trusted = await start('only', { ...file, ...unlimited });
    apollo = await start('off', unlimited);
  });

  const mute = { roomId: 10006, userId: 'alice', state: 'AUDIO_DISABLED' };
  const add = {
    userId: '10001',
    users: [{ userId: '10006' }, { userId: 10001 }, { userId: '77', ext: { a: 'b' } }],
  };
  const setState = (input: unknown, more: object = {}) => ({
    body: { query: SET_USER_MEDIA_STATE, variables: { input }, ...more },
  });
  const addTo = (input: unknown) => ({ body: { query: ADD_TO_BLACKLIST, variables: { input } } });

  const alike: Record<string, Sent> = {
    'a success': setState(mute),
    'a success with every field': setState({
      ...mute,
      sdkAppId: 1400188366,
      region: 'AP_BEIJING',
      reason: '"\u2028 違規',
    }),
    'a room as text, and a null': setState({ ...mute, roomId: '10006', region: null }),
    'a member of the union that is an error': setState({ ...mute, roomId: 5 }),
    issues: setState({ ...mute, userId: '', sdkAppId: 0, reason: 'x'.repeat(1_001) }),
    'a denial': { ...setState({ ...mute, roomId: 10007 }), token: 'anchor' },
    'failures of single users': addTo(add),
    'users who fail alike': addTo({ ...add, appId: 7 }),
    duplicates: addTo({ ...add, users: [{ userId: '1' }, { userId: '1' }] }),
    'a query': { body: { query: VIEWER } },
    'a query for which the token has no scope': { body: { query: VENDORS }, token: 'user' },
    'half a query for which the token has no scope': { body: { query: BOTH_QUERIES }, token: 'user' },
    'a bad argument': {
      body: { query: ACTIONS, variables: { first: 1_000 } },
    },
    'a page of the journal that is empty': {
      body: { query: ACTIONS, variables: { filter: { actor: 'nobody' } } },
    },
    'two mutations': { body: { query: MANY_ROOTS, variables: { input: mute, skip: false } } },
    'one that is skipped': {
      body: { query: MANY_ROOTS, variables: { input: { ...mute, userId: '' }, skip: true } },
    },
    'values in the document': { body: { query: LITERALS } },
    'variables that are null': { body: { query: LITERALS, variables: null } },
    'variables that it does not have': { body: { query: LITERALS, variables: { unknown: [1] } } },
    'its operation by name': { body: { query: BOTH_QUERIES, operationName: 'Both' } },
    'an answer of the newer type': {
      ...setState(mute),
      accept: 'application/graphql-response+json, application/json;q=0.9',
    },
    'extensions, such as the name of its client': setState(mute, {
      extensions: { clientLibrary: { name: 'any', version: '1' } },
    }),
    'any answer': { ...setState(mute), accept: '*/*' },
  };

  it.each(Object.entries(alike))('gets the same answer as from Apollo Server: %s', async (_name, sent) => {
    const runs = log.countTrusted();
    const expected = await post(apollo, sent);
    expect(runs()).toBe(0);
    const answer = await post(trusted, sent);
    expect(runs()).toBe(1);
    expect(comparable(answer)).toEqual(comparable(expected));
  });

  const asBefore: Record<string, Sent> = {
    'a variable of a wrong type': setState({ ...mute, roomId: 'x' }),
    'a number that has lost digits': addTo({ userId: 2 ** 53, users: [] }),
    'a field that is missing': setState({ roomId: 1 }),
    'a field that does not exist': setState({ ...mute, extra: 1 }),
    'an enum value that does not exist': setState({ ...mute, state: 'LOUD' }),
    'another operation name': setState(mute, { operationName: 'Other' }),
    'an empty operation name': setState(mute, { operationName: '' }),
    'variables that are no object': setState(mute, { variables: [] }),
    'variables that are text': setState(mute, { variables: '{}' }),
    'extensions that are no object': setState(mute, { extensions: [] }),
    'extensions that are text': setState(mute, { extensions: '{}' }),
  };

  it.each(Object.entries(asBefore))(
    'is left to Apollo Server with a wrong request: %s',
    async (_name, sent) => {
      const runs = log.countTrusted();
      expect(comparable(await post(trusted, sent))).toEqual(comparable(await post(apollo, sent)));
      expect(runs()).toBe(0);
    },
  );

  it('accepts and refuses the same variables as Apollo Server', async () => {
    const number = fc.oneof(
      fc.constantFrom(0, -0, 1, 10006, -1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, 1e300),
      fc.integer(),
    );
    const text = fc.constantFrom(
      '',
      '0',
      '01',
      '1',
      '10006',
      '1e3',
      ' 1',
      '9223372036854775808',
      'AUDIO_DISABLED',
      'x',
    );
    const leaf = fc.oneof(number, text, fc.boolean(), fc.constant(null));
    const value = fc.oneof(
      { weight: 4, arbitrary: leaf },
      fc.array(leaf, { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', '__proto__', 'constructor', 'userId'), leaf, { maxKeys: 2 }),
    );
    const changed = (names: readonly string[]) =>
      fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 2 }).map(Object.fromEntries);
    // No call reaches the vendor: inputs with such a reason are refused later.
    const reason = 'x'.repeat(1_001);
    const sent = fc.oneof(
      changed(['sdkAppId', 'roomId', 'userId', 'state', 'region']).map((changes) =>
        setState({ ...mute, reason, ...changes }),
      ),
      changed(['appId', 'userId', 'inboxType', 'users']).map((changes) =>
        addTo({ ...add, reason, ...changes }),
      ),
      changed(['userId', 'ext']).map((changes) =>
        addTo({ ...add, reason, users: [{ userId: '7', ...changes }] }),
      ),
    );
    const outcomes = { taken: 0, refused: 0 };
    const runs = log.countTrusted();
    await fc.assert(
      fc.asyncProperty(sent, async (sent) => {
        const before = runs();
        const answer = await post(trusted, sent);
        expect([200, 400]).toContain(answer.status);
        outcomes[runs() > before ? 'taken' : 'refused'] += 1;
        expect(comparable(answer)).toEqual(comparable(await post(apollo, sent)));
      }),
      { numRuns: 400 },
    );
    expect(outcomes.taken).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(20);
  });

  it('masks a fault of the gateway in the same words as Apollo Server', async () => {
    random = () => {
      throw new Error('a secret of the house');
    };
    for (const { trtc } of [apollo, trusted]) trtc.injectFault({ kind: 'throttle' });
    const runs = log.countTrusted();
    const expected = await post(apollo, setState(mute));
    const answer = await post(trusted, setState(mute));
    random = () => 0;
    expect(runs()).toBe(1);
    expect(log.faults).toHaveLength(2);
    for (const fault of log.faults) expect(fault).toContain('a secret of the house');
    expect(answer.body).toContain('INTERNAL_SERVER_ERROR');
    expect(answer.body).not.toContain('secret');
    expect(comparable(answer)).toEqual(comparable(expected));
  });

  it.each([
    ['documentId', { documentId: idOf(LITERALS) }],
    ['documentId with the name of its hash', { documentId: `sha256:${idOf(LITERALS)}` }],
    ["Apollo's extension", { extensions: { persistedQuery: { version: 1, sha256Hash: idOf(LITERALS) } } }],
  ])('runs when a request names its id: %s', async (_name, body) => {
    const runs = log.countTrusted();
    const { status, body: answer } = await post(trusted, { body });
    expect({ status, answer: JSON.parse(answer) }).toEqual({
      status: 200,
      answer: { data: { setUserMediaState: { __typename: 'SetUserMediaStateSuccess' } } },
    });
    expect(runs()).toBe(1);
  });

  it('is the only kind of document that runs with TRUSTED_DOCUMENTS=only', async () => {
    for (const body of [{ query: '{ viewer { subject } }' }, { query: `${LITERALS} ` }, {}, [LITERALS]]) {
      const { status, body: answer } = await post(trusted, { body });
      expect(status).toBe(403);
      expect(JSON.parse(answer).errors[0].extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
    }
    const unknown = await post(trusted, { body: { documentId: 'sha256:00' } });
    expect(unknown.status).toBe(400);
    expect(JSON.parse(unknown.body).errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    const headers = { authorization: `Bearer ${trusted.tokens?.admin}`, 'apollo-require-preflight': '1' };
    const get = (query: string) =>
      fetch(`${trusted.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect((await get('{ viewer { subject } }')).status).toBe(403);
    expect((await get(BOTH_QUERIES)).status).toBe(200);
  });

  it('is refused without a token', async () => {
    const response = await fetch(`${trusted.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId: idOf(LITERALS) }),
    });
    expect(response.status).toBe(401);
  });
});

it('a valid document is trusted from its sixth request on', async () => {
  const sandbox = await start('on');
  const runs = log.countTrusted();
  const send = (query: string) => post(sandbox, { body: { query } });
  for (let time = 0; time < 5; time++) await send(BOTH_QUERIES);
  expect(runs()).toBe(0);
  await send(BOTH_QUERIES);
  expect(runs()).toBe(1);
  for (let time = 0; time < 8; time++) await send(`{ viewer { subject } } # ${time}`);
  for (let time = 0; time < 8; time++) await send('{ nothing }');
  expect(runs()).toBe(1);
});

it('Apollo Server runs every document with TRUSTED_DOCUMENTS=off', async () => {
  const sandbox = await start('off');
  const runs = log.countTrusted();
  for (let time = 0; time < 8; time++) await post(sandbox, { body: { query: BOTH_QUERIES } });
  expect(runs()).toBe(0);
});

it('a mutation is not run if its client accepts no JSON answer', async () => {
  const sandbox = await start('on');
  const answer = await post(sandbox, { body: { query: LITERALS }, accept: 'text/plain' });
  expect(answer.status).toBe(406);
  expect(JSON.parse(answer.body).errors[0].extensions.code).toBe('NOT_ACCEPTABLE');
  expect(sandbox.trtc.requests()).toEqual([]);
});

it('a gateway does not start with an invalid trusted document, and names it', async () => {
  const file = join(directory, 'bad.json');
  writeFileSync(file, JSON.stringify({ good: '{ viewer { subject } }', bad: '{ viewr { subject } }' }));
  await expect(start('on', { TRUSTED_DOCUMENTS_FILE: file })).rejects.toThrow(
    /TRUSTED_DOCUMENTS_FILE names a document, bad, that is not valid: Cannot query field "viewr"/,
  );
});
