import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { sendText } from '../../graphql-client.js';
import { startTestSandbox } from '../../sandbox-gateway.js';

const REMOVE =
  'mutation M($input: RemoveFromBlacklistInput!) { removeFromBlacklist(input: $input) { __typename } }';
const REMOVAL = { userId: '10001', userIds: ['10002'] };
const WRONG_IDS = [
  '-1',
  '9223372036854775808',
  '007',
  '1.0',
  '0x10',
  '',
  ' 1',
  -1,
  1.5,
  true,
  {},
  null,
  2 ** 53,
];

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  // Whatever is refused here is refused before a vendor hears of it.
  expect(sandbox.volcengine.requests()).toEqual([]);
});

it.each(WRONG_IDS)('refuses int64 %j with 400, by name, as owner and as user', async (id) => {
  const owner = await sendText(sandbox, REMOVE, { input: { ...REMOVAL, userId: id } });
  expect(owner.status).toBe(400);
  expect(owner.errors?.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Variable "\$input" is not valid at "input\.userId": /),
  ]);
  const user = await sendText(sandbox, REMOVE, { input: { ...REMOVAL, userIds: ['1', id] } });
  expect(user.status).toBe(400);
  expect(user.errors?.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Variable "\$input" is not valid at "input\.userIds\[1\]": /),
  ]);
});

it.each(['-5', '9223372036854775808', '1.5', 'true', '[1, 2]'])(
  'refuses the literal %s as owner with 400',
  async (literal) => {
    const query = `mutation { removeFromBlacklist(input: { userId: ${literal}, userIds: [1] }) { __typename } }`;
    expect(await sendText(sandbox, query)).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  },
);

it('takes a user as a literal number, and the largest int64 as text', async () => {
  const query = `mutation { removeFromBlacklist(input: { userId: "9223372036854775807", userIds: [1, 1] }) {
    ... on InvalidInputError { issues { path code } } } }`;
  const { status, data } = await sendText(sandbox, query);
  expect({ status, data }).toEqual({
    status: 200,
    data: { removeFromBlacklist: { issues: [{ path: 'userIds.1', code: 'DUPLICATE' }] } },
  });
});
