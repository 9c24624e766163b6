import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  AddToBlacklistDocument,
  matchResult,
  possibleTypes,
  SetUserMediaStateDocument,
  VendorsDocument,
  ViewerDocument,
} from 'moderation-gateway-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApolloClient } from '../../docs/apollo-client.js';
import { request } from '../../docs/fetch.js';
import { createUrqlClient } from '../../docs/urql.js';
import type { Sandbox } from '../../src/sandbox.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { ROOM_FROZEN, startNewerGateway } from './newer-gateway.js';

type Operate = <Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) => Promise<Data | null | undefined>;

/** Each way to call the gateway, built as the documentation says. */
const frontEnds: [string, (url: string, token: string) => { query: Operate; mutate: Operate }][] = [
  [
    'Apollo Client',
    (url, token) => {
      const client = createApolloClient(url, async () => token);
      return {
        query: async (query, variables) => (await client.query({ query, variables } as never)).data as never,
        mutate: async (mutation, variables) =>
          (await client.mutate({ mutation, variables } as never)).data as never,
      };
    },
  ],
  [
    'urql',
    (url, token) => {
      const client = createUrqlClient(url, () => token);
      return {
        query: async (document, variables) => (await client.query(document, variables).toPromise()).data,
        mutate: async (document, variables) => (await client.mutation(document, variables).toPromise()).data,
      };
    },
  ],
  [
    'fetch',
    (url, token) => {
      const operate: Operate = (document, variables) => request(url, token, document, variables);
      return { query: operate, mutate: operate };
    },
  ],
];

let sandbox: Sandbox;
let newerGateway: Awaited<ReturnType<typeof startNewerGateway>>;

beforeAll(async () => {
  [sandbox, newerGateway] = await Promise.all([startTestSandbox(), startNewerGateway()]);
});
afterAll(() => Promise.all([sandbox?.close(), newerGateway?.close()]));
beforeEach(() => {
  sandbox.trtc.reset();
  sandbox.volcengine.reset();
});

const MUTE = { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' } as const;

describe.each(frontEnds)('%s', (_name, connect) => {
  const asAdmin = () => connect(`${sandbox.url}/graphql`, sandbox.tokens?.admin ?? '');

  it('sets a state', async () => {
    const data = await asAdmin().mutate(SetUserMediaStateDocument, { input: MUTE });

    expect(data?.setUserMediaState).toMatchObject({ __typename: 'SetUserMediaStateSuccess', ...MUTE });
    expect(sandbox.trtc.requests().at(-1)?.applied).toBe(true);
  });

  it('gets a refused call as the error that it is', async () => {
    const data = await asAdmin().mutate(SetUserMediaStateDocument, { input: { ...MUTE, roomId: 404 } });

    expect(data?.setUserMediaState).toMatchObject({
      __typename: 'RoomNotFoundError',
      code: 'ROOM_NOT_FOUND',
      message: expect.any(String),
      retryable: false,
      outcome: 'NOT_APPLIED',
      vendorCode: 'FailedOperation.RoomNotExist',
    });
  });

  it('gets the fields that only one error has', async () => {
    const { mutate } = connect(`${sandbox.url}/graphql`, sandbox.tokens?.anchor ?? '');
    const forbidden = await mutate(SetUserMediaStateDocument, { input: { ...MUTE, roomId: 10007 } });
    const invalid = await mutate(SetUserMediaStateDocument, { input: { ...MUTE, userId: '' } });

    expect(forbidden?.setUserMediaState).toMatchObject({ code: 'FORBIDDEN', missingGrant: 'rooms' });
    expect(invalid?.setUserMediaState).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'userId', code: 'TOO_SHORT' }],
    });
  });

  it('gets each user of a partial failure', async () => {
    const users = ['10002', '10006', '10001'].map((userId) => ({ userId }));
    const data = await asAdmin().mutate(AddToBlacklistDocument, { input: { userId: '10001', users } });

    expect(data?.addToBlacklist).toMatchObject({
      __typename: 'AddToBlacklistPartialFailure',
      addedUserIds: ['10002'],
      failures: [
        { index: 1, userId: '10006', error: { code: 'ALREADY_BLACKLISTED', message: expect.any(String) } },
        { index: 2, userId: '10001', error: { code: 'SELF_BLACKLIST', message: expect.any(String) } },
      ],
    });
  });

  it('asks who it is, and how the vendors are', async () => {
    const { query } = asAdmin();

    expect((await query(ViewerDocument, {}))?.viewer).toMatchObject({ subject: 'admin', allRooms: true });
    expect((await query(VendorsDocument, {}))?.vendors).toHaveLength(2);
  });

  it('keeps what an error says whose type is newer than the client', async () => {
    const { mutate } = connect(newerGateway.url, 'any');
    const muting = await mutate(SetUserMediaStateDocument, { input: MUTE });
    const listing = await mutate(AddToBlacklistDocument, {
      input: { userId: '1', users: [{ userId: '2' }] },
    });

    if (!muting || !listing) throw new Error('no data');
    expect(muting.setUserMediaState).toEqual(ROOM_FROZEN);
    expect(
      matchResult(muting.setUserMediaState, {
        SetUserMediaStateSuccess: () => 'done',
        otherwise: ({ code, message }) => `${code}: ${message}`,
      }),
    ).toBe('UNKNOWN: The room is frozen.');
    expect(listing.addToBlacklist).toMatchObject({ failures: [{ error: ROOM_FROZEN }] });
  });
});

it('is what keeps a newer error whole in the cache of Apollo Client', async () => {
  const answerWith = async (types: Record<string, string[]>) => {
    const cache = new InMemoryCache({ possibleTypes: types });
    const client = new ApolloClient({ link: new HttpLink({ uri: newerGateway.url }), cache });
    const { data } = await client.mutate({ mutation: SetUserMediaStateDocument, variables: { input: MUTE } });
    return data?.setUserMediaState;
  };
  const withoutPattern = Object.fromEntries(
    Object.entries(possibleTypes).map(([name, types]) => [name, types.filter((type) => type !== '.*Error')]),
  );

  expect(await answerWith(possibleTypes)).toEqual(ROOM_FROZEN);
  expect(await answerWith(withoutPattern)).toEqual({ __typename: 'RoomFrozenError' });
});
