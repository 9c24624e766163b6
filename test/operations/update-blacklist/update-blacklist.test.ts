import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  RemoveFromBlacklistDocument,
  UpdateBlacklistDocument,
} from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';
import { listOf, manyIds, seedList } from '../listed-users.js';

const OWNER = { userId: '10001' };
type User = { userId: string; ext?: Record<string, string> | null };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({ CALLER_REQUESTS_PER_SECOND: '0' }, withoutJitter);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.volcengine.reset();
  seedList(sandbox, OWNER, []);
});

async function add(...users: User[]) {
  const { data } = await send(sandbox, AddToBlacklistDocument, { input: { ...OWNER, users } });
  return data?.addToBlacklist;
}
async function update(users: readonly User[], more: object = {}) {
  const input = { ...OWNER, users: [...users], ...more };
  const { data } = await send(sandbox, UpdateBlacklistDocument, { input });
  return data?.updateBlacklist;
}
async function remove(...userIds: string[]) {
  const { data } = await send(sandbox, RemoveFromBlacklistDocument, { input: { ...OWNER, userIds } });
  return data?.removeFromBlacklist;
}
const extOf = (userId: string) => listOf(sandbox, OWNER).get(userId);
const calls = () => sandbox.volcengine.requests().map(({ action }) => action);

describe('an update', () => {
  it('adds keys, replaces values, and leaves the other keys', async () => {
    await add({ userId: '9223372036854775807', ext: { a: '1', b: '2' } });
    const answer = await update([{ userId: '9223372036854775807', ext: { b: '3', c: '4' } }]);
    expect(answer).toEqual({
      __typename: 'UpdateBlacklistSuccess',
      appId: 123456,
      userId: '10001',
      updatedUserIds: ['9223372036854775807'],
      vendorRequestIds: [expect.any(String)],
      actionId: expect.any(String),
    });
    expect(extOf('9223372036854775807')).toEqual({ a: '1', b: '3', c: '4' });
  });

  it('keeps the place on the list', async () => {
    seedList(sandbox, OWNER, ['1', '2', '3']);
    await update([{ userId: '2', ext: { a: '1' } }]);
    expect([...listOf(sandbox, OWNER).keys()]).toEqual(['1', '2', '3']);
  });

  it('of a thousand users takes ten users a call', async () => {
    const ids = manyIds(1_000);
    seedList(sandbox, OWNER, ids);
    const answer = await update(ids.map((userId) => ({ userId, ext: { n: userId } })));
    expect(answer).toMatchObject({ __typename: 'UpdateBlacklistSuccess', updatedUserIds: ids });
    expect(calls()).toEqual(Array(100).fill('UpdateBlackList'));
    for (const userId of ids) expect(extOf(userId)).toEqual({ n: userId });
  });

  it('fails for users who are not on the list, and for nobody else', async () => {
    await add({ userId: '5' });
    const answer = await update(['4', '5', '6'].map((userId) => ({ userId, ext: { a: '1' } })));
    expect(answer).toMatchObject({
      __typename: 'UpdateBlacklistPartialFailure',
      updatedUserIds: ['5'],
      failures: [
        { index: 0, userId: '4', error: { code: 'UNKNOWN', vendorCode: 'NotOnTheBlackList' } },
        { index: 2, userId: '6', error: { __typename: 'UnknownVendorError', outcome: 'NOT_APPLIED' } },
      ],
    });
    const { actionId: id } = answer as { actionId: string };
    const query = `query ($id: ID!) { moderationAction(id: $id) {
      operation status targets { userId outcome vendorCode } } }`;
    expect((await sendText(sandbox, query, { id })).data).toEqual({
      moderationAction: {
        operation: 'UPDATE_BLACKLIST',
        status: 'PARTIAL',
        targets: [
          { userId: '4', outcome: 'NOT_APPLIED', vendorCode: 'NotOnTheBlackList' },
          { userId: '5', outcome: 'APPLIED', vendorCode: null },
          { userId: '6', outcome: 'NOT_APPLIED', vendorCode: 'NotOnTheBlackList' },
        ],
      },
    });
  });

  it('whose answer was lost leaves it unknown of a user who is refused then', async () => {
    await add({ userId: '5' });
    sandbox.volcengine.injectFault({ kind: 'reset', action: 'UpdateBlackList', applied: false });
    const answer = await update(['4', '5'].map((userId) => ({ userId, ext: { a: '1' } })));
    expect(answer).toMatchObject({
      updatedUserIds: ['5'],
      failures: [{ userId: '4', error: { outcome: 'UNKNOWN' } }],
    });
  });

  it('in which the vendor names somebody else is UNKNOWN as a whole', async () => {
    await add({ userId: '5' });
    const Result = { FailedInfos: [{ UserId: 6, Code: 'NotOnTheBlackList', Message: '' }] };
    const body = JSON.stringify({ ResponseMetadata: { RequestId: 'r' }, Result });
    const lie = { kind: 'verbatim', action: 'UpdateBlackList', status: 200, body, times: 4 } as const;
    sandbox.volcengine.injectFault(lie);
    expect(await update([{ userId: '5', ext: { a: '1' } }])).toMatchObject({
      __typename: 'VendorUnavailableError',
      code: 'VENDOR_ANSWER_UNREADABLE',
      outcome: 'UNKNOWN',
    });
  });
});

describe('order', () => {
  it('an addition, an update, a removal, an addition and an update at once come in this order', async () => {
    const all = [
      add({ userId: '5', ext: { a: '1' } }),
      update([{ userId: '5', ext: { b: '2' } }]),
      remove('5'),
      add({ userId: '5', ext: { c: '3' } }),
      update([{ userId: '5', ext: { d: '4' } }]),
    ];
    await Promise.all(all);
    expect((await Promise.all(all)).map((answer) => answer?.__typename)).toEqual([
      'AddToBlacklistSuccess',
      'UpdateBlacklistSuccess',
      'RemoveFromBlacklistSuccess',
      'AddToBlacklistSuccess',
      'UpdateBlacklistSuccess',
    ]);
    expect(extOf('5')).toEqual({ c: '3', d: '4' });
  });
});

describe('an input', () => {
  it.each<[string, User]>([
    ['no ext', { userId: '5' }],
    ['null for the ext', { userId: '5', ext: null }],
    ['an empty ext', { userId: '5', ext: {} }],
  ])('with %s is refused, and nothing is sent', async (_name, user) => {
    seedList(sandbox, OWNER, ['4', '5']);
    expect(await update([{ userId: '4', ext: { a: '1' } }, user])).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path: 'users.1.ext', code: 'TOO_SHORT', message: 'must have at least one key' }],
    });
    expect(calls()).toEqual([]);
  });
});

describe('a removal', () => {
  it('does not count as removed whom the vendor names in FailedInfos, though it documents none', async () => {
    seedList(sandbox, OWNER, ['5', '6']);
    const Result = { FailedInfos: [{ UserId: 6, Code: 'SomethingNew', Message: 'words' }] };
    const body = JSON.stringify({ ResponseMetadata: { RequestId: 'r' }, Result });
    sandbox.volcengine.injectFault({ kind: 'verbatim', action: 'RemoveBlackList', status: 200, body });
    expect(await remove('5', '6', '7')).toMatchObject({
      __typename: 'RemoveFromBlacklistPartialFailure',
      removedUserIds: ['5'],
      notListedUserIds: ['7'],
      failures: [{ index: 1, userId: '6', error: { code: 'UNKNOWN', vendorCode: 'SomethingNew' } }],
    });
  });
});
