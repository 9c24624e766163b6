import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { print } from 'graphql';
import { possibleTypes, SetUserMediaStateDocument, ViewerDocument } from 'moderation-gateway-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { mobileRequests, type Recorded } from './recorded-requests.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const INPUT = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
const VIEWER = '{ viewer { subject } }';

const MODES = ['on', 'off', 'only'] as const;
const gateways = {} as Record<(typeof MODES)[number], Sandbox>;
let directory: string;

function start(mode: (typeof MODES)[number], documents: Record<string, string>): Promise<Sandbox> {
  const file = join(directory, `${randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(documents));
  return startSandboxWithoutEvents({ TRUSTED_DOCUMENTS: mode, TRUSTED_DOCUMENTS_FILE: file });
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'documents-'));
  // The ids are not hashes, as a code generator may choose them.
  const documents = { mute: print(SetUserMediaStateDocument), short: VIEWER };
  for (const mode of MODES) gateways[mode] = await start(mode, mode === 'only' ? documents : {});
});
afterAll(async () => {
  for (const gateway of Object.values(gateways)) await gateway.close();
  rmSync(directory, { recursive: true });
});
afterEach(() => {
  for (const { trtc } of Object.values(gateways)) trtc.reset();
});

interface Watched {
  /** Of each request: its method, and whether it has the text, the hash, or both. */
  sent: string[];
  texts: Set<string>;
  send: typeof fetch;
}

/** A `fetch` with a token, which notes what was sent. */
function watchedFetch({ tokens }: Sandbox): Watched {
  const sent: string[] = [];
  const texts = new Set<string>();
  const send: typeof fetch = (input, init) => {
    const parameters = init?.body
      ? JSON.parse(String(init.body))
      : Object.fromEntries(new URL(String(input)).searchParams);
    const { query, extensions } = parameters as { query?: string; extensions?: unknown };
    if (query) texts.add(query);
    const hasHash = JSON.stringify(extensions ?? '').includes('sha256Hash');
    sent.push([init?.method, query && 'text', hasHash && 'hash'].filter(Boolean).join(' '));
    const headers = {
      ...(init?.headers as Record<string, string>),
      authorization: `Bearer ${tokens?.admin}`,
    };
    return fetch(input, { ...init, headers });
  };
  return { sent, texts, send };
}

/** Each does a query and a mutation twice, and returns what was sent. */
const clients: Record<string, (gateway: Sandbox, byGet: boolean) => Promise<Watched>> = {
  async 'Apollo Client'(gateway, byGet) {
    const watched = watchedFetch(gateway);
    const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries: byGet });
    const http = new HttpLink({ uri: `${gateway.url}/graphql`, fetch: watched.send });
    const client = new ApolloClient({
      link: ApolloLink.from([persisted, http]),
      cache: new InMemoryCache({ possibleTypes }),
      defaultOptions: { query: { fetchPolicy: 'no-cache' } },
    });
    for (const _ of ['once', 'twice']) {
      const { data } = await client.query({ query: ViewerDocument });
      expect(data?.viewer.subject).toBe('admin');
      const { data: muted } = await client.mutate({
        mutation: SetUserMediaStateDocument,
        variables: { input: INPUT },
      });
      expect(muted?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
    }
    return watched;
  },
  async urql(gateway, byGet) {
    const watched = watchedFetch(gateway);
    const persisted = persistedExchange({ enableForMutation: true, preferGetForPersistedQueries: byGet });
    const client = new Client({
      url: `${gateway.url}/graphql`,
      fetch: watched.send,
      preferGetMethod: false,
      exchanges: [persisted, fetchExchange],
    });
    for (const _ of ['once', 'twice']) {
      const viewer = await client.query(ViewerDocument, {}).toPromise();
      expect(viewer.data?.viewer.subject, String(viewer.error)).toBe('admin');
      const muted = await client.mutation(SetUserMediaStateDocument, { input: INPUT }).toPromise();
      expect(muted.data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
    }
    return watched;
  },
};

describe.each(Object.entries(clients))('automatic persisted queries of %s', (_name, run) => {
  it.each([false, true])('need the text once where documents are on (GET: %s)', async (byGet) => {
    const gateway = await startSandboxWithoutEvents();
    const { sent } = await run(gateway, byGet);
    const mutes = gateway.trtc.requests().length;
    await gateway.close();
    expect(mutes).toBe(2);
    const query = byGet ? 'GET' : 'POST';
    // urql sends the text by GET too, if the URL is short enough.
    expect(sent.map((request) => request.replace(/^GET text/, 'POST text'))).toEqual([
      `${query} hash`,
      'POST text hash',
      'POST hash',
      'POST text hash',
      `${query} hash`,
      'POST hash',
    ]);
  });

  it.each([false, true])('need the text each time where documents are off (GET: %s)', async (byGet) => {
    const { sent } = await run(gateways.off, byGet);
    expect(sent).toHaveLength(8);
    expect(gateways.off.trtc.requests()).toHaveLength(2);
  });

  it.each([false, true])('need no text of a document that the operator names (GET: %s)', async (byGet) => {
    const { texts } = await run(gateways.off, byGet);
    const gateway = await start('only', Object.fromEntries([...texts].entries()));
    const { sent } = await run(gateway, byGet);
    const mutes = gateway.trtc.requests().length;
    await gateway.close();
    const query = byGet ? 'GET' : 'POST';
    expect(sent).toEqual([`${query} hash`, 'POST hash', `${query} hash`, 'POST hash']);
    expect(mutes).toBe(2);
  });
});

async function ask({ url, tokens }: Sandbox, { method, search = '', headers, body }: Recorded) {
  const response = await fetch(`${url}/graphql${search}`, {
    method,
    headers: { ...headers, authorization: `Bearer ${tokens?.admin}` },
    body: body ?? null,
  });
  const { data, errors } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, data, error: errors?.[0]?.message, code: errors?.[0]?.extensions.code };
}

describe.each(mobileRequests(INPUT))('requests as %s sends them', (_name, hashAlone, withText) => {
  it.each(MODES)('are told in the way that it knows to send the text, which then runs (%s)', async (mode) => {
    // It looks into an answer only if its status is 200.
    expect(await ask(gateways[mode], hashAlone)).toEqual({
      status: 200,
      data: undefined,
      error: 'PersistedQueryNotFound',
      code: 'PERSISTED_QUERY_NOT_FOUND',
    });
    const ran = await ask(gateways[mode], withText);
    if (mode === 'only') expect(ran).toMatchObject({ status: 403, code: 'DOCUMENT_NOT_TRUSTED' });
    else expect(ran).toMatchObject({ status: 200, error: undefined });
    if (mode === 'on') expect(await ask(gateways.on, hashAlone)).toEqual(ran);
  });
});

describe('a request as Relay sends it', () => {
  const post = (body: object): Recorded => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  it.each([
    ['with the text', { query: VIEWER, variables: {} }],
    [
      'with the id of a persisted document, and null for the text',
      { query: null, documentId: 'short', variables: {} },
    ],
  ])('runs %s', async (_name, body) => {
    expect(await ask(gateways.only, post(body))).toMatchObject({
      status: 200,
      data: { viewer: { subject: 'admin' } },
    });
  });

  it('says of an unknown id that no document has it', async () => {
    for (const mode of ['on', 'only'] as const) {
      const answer = await ask(gateways[mode], post({ query: null, documentId: 'unknown' }));
      expect(answer).toMatchObject({ status: 400, code: 'PERSISTED_QUERY_NOT_FOUND' });
    }
  });
});

describe('a persisted query', () => {
  const persisted = (persistedQuery: unknown, query?: unknown): Recorded => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, extensions: { persistedQuery } }),
  });
  const hashOf = (text: string) => ({ version: 1, sha256Hash: sha256(text) });

  it.each([
    ['the hash of another text', persisted(hashOf('{ __typename }'), '{ viewer { scopes } }')],
    [
      'a hash in capital letters',
      persisted({ version: 1, sha256Hash: sha256(VIEWER).toUpperCase() }, VIEWER),
    ],
    ['the id of another document', persisted({ version: 1, sha256Hash: 'mute' }, VIEWER)],
    ['no hash', persisted({ version: 1 }, VIEWER)],
    ['an empty hash', persisted({ version: 1, sha256Hash: '' })],
    ['a hash that is no text', persisted({ version: 1, sha256Hash: 7 })],
    ['another version', persisted({ version: 2, sha256Hash: sha256(VIEWER) }, VIEWER)],
    ['text instead of an object', persisted(sha256(VIEWER), VIEWER)],
    ['a query that is no text', persisted(hashOf(VIEWER), { kind: 'Document' })],
  ])('is refused with %s', async (_name, request) => {
    for (const gateway of [gateways.on, gateways.off]) {
      expect(await ask(gateway, request)).toMatchObject({
        status: 400,
        code: 'BAD_REQUEST',
        data: undefined,
      });
    }
  });

  it('is not remembered for another text', async () => {
    const text = '{ viewer { subject scopes } }';
    await ask(gateways.on, persisted(hashOf(text), VIEWER));
    expect(await ask(gateways.on, persisted(hashOf(text)))).toMatchObject({
      error: 'PersistedQueryNotFound',
    });
  });

  it('is run by the id that the operator gives it, text or not', async () => {
    const byId = { version: 1, sha256Hash: 'short' };
    for (const request of [persisted(byId), persisted(byId, VIEWER), persisted(byId, null)]) {
      expect(await ask(gateways.only, request)).toMatchObject({ data: { viewer: { subject: 'admin' } } });
    }
  });

  it('by GET runs no mutation', async () => {
    const text = print(SetUserMediaStateDocument);
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery: hashOf(text) }));
    const variables = encodeURIComponent(JSON.stringify({ input: INPUT }));
    const search = `?extensions=${extensions}&variables=${variables}`;
    expect(await ask(gateways.only, { method: 'GET', headers: {}, search })).toMatchObject({ status: 405 });
    expect(gateways.only.trtc.requests()).toEqual([]);
  });

  it('is kept within bounds: long texts are not, and many push out the oldest', async () => {
    const long = `{ viewer { subject } } # ${'x'.repeat(20_000)}`;
    expect(await ask(gateways.on, persisted(hashOf(long), long))).toMatchObject({
      status: 200,
      error: undefined,
    });
    expect(await ask(gateways.on, persisted(hashOf(long)))).toMatchObject({
      error: 'PersistedQueryNotFound',
    });

    const first = '{ viewer { subject } } # first';
    await ask(gateways.on, persisted(hashOf(first), first));
    for (let number = 0; number < 50; number += 1) {
      const other = `{ viewer { subject } } # ${number} ${'x'.repeat(16_000)}`;
      await ask(gateways.on, persisted(hashOf(other), other));
    }
    expect(await ask(gateways.on, persisted(hashOf(first)))).toMatchObject({
      error: 'PersistedQueryNotFound',
    });
  });
});
