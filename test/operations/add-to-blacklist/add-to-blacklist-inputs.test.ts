import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { sendText } from '../../graphql-client.js';
import { startTestSandbox } from '../../sandbox-gateway.js';

const ADD = 'mutation M($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { __typename } }';
const ADDITION = { userId: '10001', users: [{ userId: '10002' }] };
const MAX_INT64 = '9223372036854775807';
const ID_RULE = /^Variable "\$input" is not valid at "input\.userId": Int64ID must be a decimal string/;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  // Whatever is refused here is refused before a vendor hears of it.
  expect(sandbox.volcengine.requests()).toEqual([]);
});

describe('a value of the wrong type', () => {
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

  it('as a number that has lost digits is refused, with the reason', async () => {
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

it(`accepts the largest int64 as text, ${MAX_INT64}`, async () => {
  const { status, data } = await sendText(sandbox, ADD, {
    input: { ...ADDITION, userId: MAX_INT64, users: [] },
  });
  expect({ status, data }).toEqual({
    status: 200,
    data: { addToBlacklist: { __typename: 'InvalidInputError' } },
  });
});
