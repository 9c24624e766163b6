import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import type { OperationResult } from '@urql/core';
import { print } from 'graphql';
import {
  AddToBlacklistDocument,
  ModerationActionDocument,
  ModerationActionsDocument,
  matchResult,
  possibleTypes,
  SetUserMediaStateDocument,
  type TypedDocument,
  VendorsDocument,
  ViewerDocument,
} from 'moderation-gateway-client';
import type { TypedDocumentString } from 'moderation-gateway-client/strings';
import * as strings from 'moderation-gateway-client/strings';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApolloClient } from '../../docs/apollo-client.js';
import { explanation, notice, request, setUserMediaState, withRetries } from '../../docs/fetch.js';
import { createUrqlClient } from '../../docs/urql.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { NOTHING_AGAIN, startTestSandbox } from '../sandbox-gateway.js';
import { ROOM_FROZEN, startNewerGateway } from './newer-gateway.js';

type Operate = <Data, Variables extends Record<string, unknown>>(
  document: TypedDocument<Data, Variables>,
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
      const client = createUrqlClient(url, async () => token);
      return {
        query: async (document, variables) => dataOf(await client.query(document, variables).toPromise()),
        mutate: async (document, variables) => dataOf(await client.mutation(document, variables).toPromise()),
      };
    },
  ],
  [
    'fetch',
    (url, token) => {
      // The string of a document equals the printed document; documents.test.ts compares all of them.
      const operate: Operate = <Data, Variables>(
        document: TypedDocument<Data, Variables>,
        variables: Variables,
      ) => request(url, token, print(document) as TypedDocumentString<Data, Variables>, variables);
      return { query: operate, mutate: operate };
    },
  ],
];

function dataOf<Data>({ data, error }: OperationResult<Data>): Data | undefined {
  if (error) throw error;
  return data;
}

let sandbox: Sandbox;
let newerGateway: Awaited<ReturnType<typeof startNewerGateway>>;

beforeAll(async () => {
  [sandbox, newerGateway] = await Promise.all([startTestSandbox(NOTHING_AGAIN), startNewerGateway()]);
});
afterAll(() => Promise.all([sandbox?.close(), newerGateway?.close()]));
beforeEach(() => {
  sandbox.trtc.reset();
  sandbox.volcengine.reset();
});

/** Nothing listens there. */
const UNREACHABLE = 'http://127.0.0.1:9/graphql';
const MUTE = { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' } as const;

describe.each(frontEnds)('%s', (_name, connect) => {
  const asAdmin = () => connect(`${sandbox.url}/graphql`, sandbox.tokens?.admin ?? '');

  it('sets a state', async () => {
    const data = await asAdmin().mutate(SetUserMediaStateDocument, { input: MUTE });

    expect(data?.setUserMediaState).toMatchObject({ __typename: 'SetUserMediaStateSuccess', ...MUTE });
    expect(sandbox.trtc.requests().at(-1)?.applied).toBe(true);
  });

  it('gets a refused call as a typed error', async () => {
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

  it('fails without a token that the gateway accepts', async () => {
    const { mutate } = connect(`${sandbox.url}/graphql`, 'nobody');

    await expect(mutate(SetUserMediaStateDocument, { input: MUTE })).rejects.toThrow();
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('reads Query.viewer and Query.vendors', async () => {
    const { query } = asAdmin();

    expect((await query(ViewerDocument, {}))?.viewer).toMatchObject({ subject: 'admin', allRooms: true });
    expect((await query(VendorsDocument, {}))?.vendors).toHaveLength(2);
  });

  it('reads its actions in the journal', async () => {
    const { query, mutate } = asAdmin();
    const input = { ...MUTE, reason: 'spam' };
    const data = await mutate(SetUserMediaStateDocument, { input });
    const id = data?.setUserMediaState.actionId ?? '';
    const action = {
      id,
      actor: 'admin',
      operation: 'SET_USER_MEDIA_STATE',
      status: 'APPLIED',
      reason: 'spam',
    };

    expect((await query(ModerationActionDocument, { id }))?.moderationAction).toMatchObject(action);
    const page = await query(ModerationActionsDocument, { filter: { roomId: 10006 }, first: 1 });
    expect(page?.moderationActions).toMatchObject({
      edges: [{ node: { ...action, targets: [{ userId: '29376', outcome: 'APPLIED' }] } }],
      pageInfo: { endCursor: expect.any(String) },
    });
  });

  it('keeps the fields of an error whose type is newer than the client', async () => {
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
        SetUserMediaStateWaiting: () => 'waiting',
        otherwise: ({ code, message }) => `${code}: ${message}`,
      }),
    ).toBe('UNKNOWN: The room is frozen.');
    expect(listing.addToBlacklist).toMatchObject({ failures: [{ error: ROOM_FROZEN }] });
  });
});

it('possibleTypes keeps the fields of a newer error in the cache of Apollo Client', async () => {
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

it('the cache of Apollo Client appends pages of actions', async () => {
  const client = createApolloClient(`${sandbox.url}/graphql`, async () => sandbox.tokens?.admin ?? '');
  const ids: (string | null)[] = [];
  for (const userId of ['alice', 'bob', '29376']) {
    const variables = { input: { ...MUTE, userId } };
    const { data } = await client.mutate({ mutation: SetUserMediaStateDocument, variables });
    ids.unshift(data?.setUserMediaState.actionId ?? null);
  }

  const query = { query: ModerationActionsDocument, variables: { first: 1 } };
  const listed = client.watchQuery(query);
  const subscription = listed.subscribe(() => {});
  await client.query(query);
  const page = () => client.readQuery(query)?.moderationActions;
  for (const _ of ['second', 'third']) {
    await listed.fetchMore({ variables: { after: page()?.pageInfo.endCursor ?? null } });
  }
  subscription.unsubscribe();

  expect(page()?.edges.map(({ node }) => node.id)).toEqual(ids);
});

describe('withRetries of the documentation', () => {
  const mute = (sendTo = `${sandbox.url}/graphql`) => {
    const keys: string[] = [];
    const answer = withRetries(async (idempotencyKey) => {
      keys.push(idempotencyKey);
      const variables = { input: { ...MUTE, idempotencyKey } };
      const data = await request(
        sendTo,
        sandbox.tokens?.admin ?? '',
        strings.SetUserMediaStateDocument,
        variables,
      );
      return data.setUserMediaState;
    });
    return { keys, answer };
  };

  it('repeats a retryable refusal with the same key', async () => {
    sandbox.trtc.injectFault({ kind: 'error', code: 'LimitExceeded', message: 'Quota exceeded.' });
    const { keys, answer } = mute();

    expect(notice(await answer)).toBe('29376 is AUDIO_VIDEO_DISABLED now.');
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it.each(['JOURNAL_UNAVAILABLE', 'STILL_RUNNING'] as const)(
    'repeats under one key what the gateway cannot tell yet: %s',
    async (code) => {
      const keys: string[] = [];
      const answer = await withRetries(async (idempotencyKey) => {
        keys.push(idempotencyKey);
        if (keys.length === 1) {
          const common = { vendor: null, vendorCode: null, vendorRequestId: null, actionId: null };
          return {
            __typename: 'GatewayUnavailableError' as const,
            ...common,
            code,
            message: '',
            outcome: 'UNKNOWN' as const,
            retryable: true,
            retryAfterMs: 1,
          };
        }
        const variables = { input: { ...MUTE, idempotencyKey } };
        const token = sandbox.tokens?.admin ?? '';
        return (await request(`${sandbox.url}/graphql`, token, strings.SetUserMediaStateDocument, variables))
          .setUserMediaState;
      });
      expect(notice(answer)).toBe('29376 is AUDIO_VIDEO_DISABLED now.');
      expect(new Set(keys).size).toBe(1);
    },
  );

  it('repeats under one key a request whose answer was lost', async () => {
    const keys: string[] = [];
    const losing = (idempotencyKey: string) => {
      keys.push(idempotencyKey);
      const url = keys.length === 1 ? UNREACHABLE : `${sandbox.url}/graphql`;
      const variables = { input: { ...MUTE, idempotencyKey } };
      return request(url, sandbox.tokens?.admin ?? '', strings.SetUserMediaStateDocument, variables);
    };
    const answer = await withRetries(async (key) => (await losing(key)).setUserMediaState);

    expect(notice(answer)).toBe('29376 is AUDIO_VIDEO_DISABLED now.');
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('does not repeat an action that may have been applied', async () => {
    sandbox.trtc.injectFault({ kind: 'error', code: 'InternalError', message: 'Internal error.', times: 2 });
    const { keys, answer } = mute();

    expect(notice(await answer)).toContain('Check before you try again.');
    expect(keys).toHaveLength(1);
  });
});

describe('setUserMediaState of the documentation', () => {
  it.each([
    [
      'the state',
      () => [`${sandbox.url}/graphql`, sandbox.tokens?.admin ?? ''],
      '29376 is AUDIO_VIDEO_DISABLED now.',
    ],
    [
      'that there was no answer',
      () => [UNREACHABLE, ''],
      'The gateway gave no answer. It may have done it all the same.',
    ],
    ['what the gateway says of a token', () => [`${sandbox.url}/graphql`, 'nobody'], /token/i],
  ] as const)('tells %s', async (_what, target, words) => {
    const [url = '', token = ''] = target();
    expect(await setUserMediaState(url, token, MUTE)).toMatch(words);
  });
});

it('explanation of the documentation tells errors apart', async () => {
  const sendAs = async (token: string, input: strings.SetUserMediaStateInput) => {
    const data = await request(`${sandbox.url}/graphql`, token, strings.SetUserMediaStateDocument, { input });
    if (!strings.isModerationError(data.setUserMediaState)) throw new Error('no error');
    return explanation(data.setUserMediaState);
  };
  const { admin = '', anchor = '' } = sandbox.tokens ?? {};

  expect(await sendAs(anchor, { ...MUTE, roomId: 10007 })).toBe('Your token lacks: rooms.');
  expect(await sendAs(admin, { ...MUTE, userId: '' })).toMatch(/^userId /);
  expect(await sendAs(admin, { ...MUTE, roomId: 404 })).not.toBe('');
});
