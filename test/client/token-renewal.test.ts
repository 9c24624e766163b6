import { print } from 'graphql';
import { SetUserMediaStateDocument, ViewerDocument } from 'moderation-gateway-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApolloClient } from '../../docs/apollo-client.js';
import { fetchWithToken } from '../../docs/fetch-with-token.js';
import { mintToken } from '../../docs/mint-token.js';
import { createUrqlClient } from '../../docs/urql.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { signed } from '../identity/signed-tokens.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { relayFrontEnd } from './relay-front-end.js';

const SECRET = 'the secret of a back end, of 32 bytes or more';
const INPUT = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;

let sandbox: Sandbox;
/** How many tokens the back end has given. */
let given: number;
/** How many of these have expired, as one that a page kept while its computer slept. */
let stale: number;

/** As a front end asks its back end. */
async function getToken(): Promise<string> {
  given += 1;
  const sub = `moderator-${given}`;
  if (given > stale) return mintToken(SECRET, sub, [10006]);
  const claims = { sub, scope: 'moderation:media', rooms: [10006], exp: Math.floor(Date.now() / 1000) - 600 };
  return signed({ alg: 'HS256' }, claims, 'HS256', Buffer.from(SECRET));
}

beforeAll(async () => {
  sandbox = await startTestSandbox({ AUTH_JWT_SECRET: SECRET });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  given = 0;
  stale = 0;
});
afterEach(() => sandbox.trtc.reset());

interface FrontEnd {
  subject(): Promise<string | undefined>;
  mute(): Promise<string | undefined>;
}

const frontEnds: Record<string, (url: string, getToken: () => Promise<string>) => FrontEnd> = {
  'Apollo Client': (url, getToken) => {
    const client = createApolloClient(url, getToken);
    return {
      subject: async () =>
        (await client.query({ query: ViewerDocument, fetchPolicy: 'network-only' })).data?.viewer.subject,
      mute: async () =>
        (await client.mutate({ mutation: SetUserMediaStateDocument, variables: { input: INPUT } })).data
          ?.setUserMediaState.__typename,
    };
  },
  urql: (url, getToken) => {
    const client = createUrqlClient(url, getToken);
    return {
      async subject() {
        const { data, error } = await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' });
        if (error) throw error;
        return data?.viewer.subject;
      },
      async mute() {
        const { data, error } = await client.mutation(SetUserMediaStateDocument, { input: INPUT });
        if (error) throw error;
        return data?.setUserMediaState.__typename;
      },
    };
  },
  fetch: (url, getToken) => {
    const send = fetchWithToken(getToken);
    const ask = async (query: string, variables: object) => {
      const body = JSON.stringify({ query, variables });
      const response = await send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const { data, errors } = await response.json();
      if (errors) throw new Error(errors[0].message);
      return data;
    };
    return {
      subject: async () => (await ask(print(ViewerDocument), {})).viewer.subject,
      mute: async () =>
        (await ask(print(SetUserMediaStateDocument), { input: INPUT })).setUserMediaState.__typename,
    };
  },
};

frontEnds.Relay = relayFrontEnd;

describe.each(Object.entries(frontEnds))('%s, as documented', (_name, connect) => {
  const front = (get = getToken) => connect(`${sandbox.url}/graphql`, get);

  it('uses one token for many requests', async () => {
    const { subject, mute } = front();
    expect(await subject()).toBe('moderator-1');
    expect(await mute()).toBe('SetUserMediaStateSuccess');
    expect(await subject()).toBe('moderator-1');
    expect(given).toBe(1);
  });

  it('renews a token that has expired, and sends a mutation again, which acts once', async () => {
    stale = 1;
    const { subject, mute } = front();
    expect(await mute()).toBe('SetUserMediaStateSuccess');
    expect(await subject()).toBe('moderator-2');
    expect(given).toBe(2);
    expect(sandbox.trtc.requests()).toHaveLength(1);
  });

  it('renews the token once for requests that are refused together', async () => {
    stale = 1;
    const { mute } = front();
    const answers = await Promise.all(Array.from({ length: 5 }, mute));
    expect(answers).toEqual(Array(5).fill('SetUserMediaStateSuccess'));
    expect(given).toBe(2);
  });

  it('gives up if the new token has expired too', async () => {
    stale = 9;
    await expect(front().mute()).rejects.toThrow('expired');
    expect(given).toBe(2);
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('does not renew a token that is refused for another reason', async () => {
    const getStrange = async () => {
      given += 1;
      return mintToken('another secret, which the gateway does not know', 'x', [10006]);
    };
    await expect(front(getStrange).mute()).rejects.toThrow('refused');
    expect(given).toBe(1);
  });

  it('goes on after the back end has failed once', async () => {
    let away = true;
    const { subject } = front(async () => {
      if (away) throw new Error('the back end is away');
      return getToken();
    });
    await expect(subject()).rejects.toThrow('the back end is away');
    away = false;
    expect(await subject()).toBe('moderator-1');
  });
});
