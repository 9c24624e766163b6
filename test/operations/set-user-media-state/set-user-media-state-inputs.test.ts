import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { startTestSandbox } from '../../sandbox-gateway.js';

const SET = 'mutation M($input: SetUserMediaStateInput!) { setUserMediaState(input: $input) { __typename } }';
const MUTE = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
const ROOM_RULE = 'RoomNumber must be an integer from 1 to 4294967294.';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  // Whatever is refused here is refused before a vendor hears of it.
  expect(sandbox.trtc.requests()).toEqual([]);
});

describe('a value of the wrong type', () => {
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
  ])('as room %j is refused with 400, by name and rule', async (roomId, rule) => {
    const { status, errors } = await sendText(sandbox, SET, { input: { ...MUTE, roomId } });
    expect(status).toBe(400);
    expect(errors?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Variable "\$input" is not valid at "input\.roomId": /),
    ]);
    expect(errors?.[0]?.message).toContain(rule);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

describe('a value that breaks a rule', () => {
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
});
