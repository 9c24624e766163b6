import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument, VendorsDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

const SET = 'mutation M($input: SetUserMediaStateInput!) { setUserMediaState(input: $input) { __typename } }';
const ADD = 'mutation M($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { __typename } }';
const MUTE = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
const ADDITION = { userId: '10001', users: [{ userId: '10002' }] };
const MAX_INT64 = '9223372036854775807';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  // The gateway refuses all these inputs before it calls a vendor.
  expect(sandbox.trtc.requests()).toEqual([]);
  expect(sandbox.volcengine.requests()).toEqual([]);
});

const ROOM_RULE = 'RoomNumber must be an integer from 1 to 4294967294.';
const ID_RULE = /^Variable "\$input" is not valid at "input\.userId": Int64ID must be a decimal string/;

describe('an input value of the wrong type', () => {
  it.each([
    [0, ROOM_RULE],
    [-1, ROOM_RULE],
    [4294967295, ROOM_RULE],
    [1.5, ROOM_RULE],
    ['010006', ROOM_RULE],
    ['1e3', ROOM_RULE],
    ['', ROOM_RULE],
    [true, ROOM_RULE],
    [[10006], ROOM_RULE],
    [null, 'Expected non-nullable type "RoomNumber!" not to be null.'],
  ])('as room %j is refused with 400, by name and rule', async (roomId, rule) => {
    const { status, errors } = await sendText(sandbox, SET, { input: { ...MUTE, roomId } });
    expect(status).toBe(400);
    expect(errors?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Variable "\$input" is not valid at "input\.roomId": /),
    ]);
    expect(errors?.[0]?.message).toContain(rule);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['-1'],
    ['9223372036854775808'],
    ['007'],
    ['1.0'],
    ['0x10'],
    [''],
    [' 1'],
    [-1],
    [1.5],
    [true],
    [{}],
  ])('as int64 %j is refused with 400, by name and rule', async (userId) => {
    const { status, errors } = await sendText(sandbox, ADD, { input: { ...ADDITION, userId } });
    expect(status).toBe(400);
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringMatching(ID_RULE)]);
  });

  it('is refused with the reason when it is a number that has lost digits', async () => {
    const { status, errors } = await sendText(sandbox, ADD, {
      input: { ...ADDITION, users: [{ userId: '1' }, { userId: 2 ** 53 }] },
    });
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toMatch(/at "input\.users\[1\]\.userId": .* has already lost digits/);
  });

  it.each([['text'], [[]], [{ a: 1 }], [{ a: null }], [{ a: { b: 'c' } }]])(
    'as ext %j is refused with 400',
    async (ext) => {
      const { status, errors } = await sendText(sandbox, ADD, {
        input: { ...ADDITION, users: [{ userId: '10002', ext }] },
      });
      expect(status).toBe(400);
      expect(errors?.[0]?.message).toMatch(
        /at "input\.users\[0\]\.ext": StringMap must be an object whose values are strings\.$/,
      );
    },
  );

  it.each(['-5', '9223372036854775808', '1.5', 'true', '[1, 2]'])(
    'as the literal %s is refused with 400',
    async (literal) => {
      const query = `mutation { addToBlacklist(input: { userId: ${literal}, users: [{ userId: 1 }] }) { __typename } }`;
      expect(await sendText(sandbox, query)).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      });
    },
  );
});

describe('an input value that breaks a rule', () => {
  const longest = 'x'.repeat(32);
  it.each([
    [{ userId: '' }, [['userId', 'TOO_SHORT']]],
    [{ userId: `${longest}x` }, [['userId', 'TOO_LONG']]],
    [{ userId: '麦'.repeat(11) }, [['userId', 'TOO_LONG']]],
    [{ sdkAppId: 0 }, [['sdkAppId', 'OUT_OF_RANGE']]],
    [{ reason: 'x'.repeat(1_001) }, [['reason', 'TOO_LONG']]],
    [{ idempotencyKey: '' }, [['idempotencyKey', 'TOO_SHORT']]],
    [
      { userId: '', sdkAppId: -1, idempotencyKey: 'x'.repeat(256) },
      [
        ['sdkAppId', 'OUT_OF_RANGE'],
        ['idempotencyKey', 'TOO_LONG'],
        ['userId', 'TOO_SHORT'],
      ],
    ],
  ])('in setUserMediaState is data: %j', async (change, issues) => {
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input: { ...MUTE, ...change } });
    const answer = data?.setUserMediaState;
    expect(answer).toMatchObject({
      __typename: 'InvalidInputError',
      code: 'INVALID_INPUT',
      outcome: 'NOT_APPLIED',
      retryable: false,
      vendor: null,
    });
    if (answer?.__typename !== 'InvalidInputError') throw new Error('no issues');
    expect(answer.issues.map(({ path, code }) => [path, code])).toEqual(issues);
    expect(answer.message).toContain(issues[0]?.[0]);
  });

  const many = Array.from({ length: 1_001 }, (_, index) => ({ userId: String(index) }));
  it.each([
    [{ users: [] }, [['users', 'TOO_SHORT']]],
    [{ users: many }, [['users', 'TOO_LONG']]],
    [
      { appId: 0, users: [] },
      [
        ['appId', 'OUT_OF_RANGE'],
        ['users', 'TOO_SHORT'],
      ],
    ],
    [
      { users: ['1', '2', '1', '2', '1'].map((userId) => ({ userId })) },
      [
        ['users.2.userId', 'DUPLICATE'],
        ['users.3.userId', 'DUPLICATE'],
        ['users.4.userId', 'DUPLICATE'],
      ],
    ],
  ])('in addToBlacklist is data: %#', async (change, issues) => {
    const { data } = await send(sandbox, AddToBlacklistDocument, { input: { ...ADDITION, ...change } });
    const answer = data?.addToBlacklist;
    if (answer?.__typename !== 'InvalidInputError') throw new Error(`${answer?.__typename}`);
    expect(answer.issues.map(({ path, code }) => [path, code])).toEqual(issues);
  });
});

describe('an application or a vendor that the gateway does not serve', () => {
  it('is forbidden', async () => {
    const forbidden = { __typename: 'ForbiddenError', code: 'APPLICATION_NOT_SERVED', vendor: null };
    const set = await send(sandbox, SetUserMediaStateDocument, { input: { ...MUTE, sdkAppId: 1 } });
    expect(set.data?.setUserMediaState).toMatchObject(forbidden);
    const add = await send(sandbox, AddToBlacklistDocument, { input: { ...ADDITION, appId: 1 } });
    expect(add.data?.addToBlacklist).toMatchObject(forbidden);
  });
});

describe('Query.vendors', () => {
  it('shows the quotas and the calls that wait', async () => {
    const { data } = await send(sandbox, VendorsDocument, {});
    const quota = { callsPerSecond: 10_000, slotsLeft: 10_000, callsWaiting: 0 };
    expect(data?.vendors).toEqual([
      {
        vendor: 'TENCENT_TRTC',
        enabled: true,
        breaker: 'CLOSED',
        lastErrorAt: null,
        quotas: ['ap-beijing', 'ap-guangzhou', 'ap-singapore'].map((region) => ({
          scope: `SetUserBlocked/${region}`,
          ...quota,
        })),
      },
      {
        vendor: 'VOLCENGINE_RTC',
        enabled: true,
        breaker: 'CLOSED',
        lastErrorAt: null,
        quotas: [
          { scope: 'AddBlackList', ...quota },
          { scope: 'IsInBlackList', ...quota, callsPerSecond: 20_000, slotsLeft: 20_000 },
        ],
      },
    ]);
  });
});

it(`the inputs accept the largest int64 as text, ${MAX_INT64}`, async () => {
  const { status, data } = await sendText(sandbox, ADD, {
    input: { ...ADDITION, userId: MAX_INT64, users: [] },
  });
  expect({ status, data }).toEqual({
    status: 200,
    data: { addToBlacklist: { __typename: 'InvalidInputError' } },
  });
});
