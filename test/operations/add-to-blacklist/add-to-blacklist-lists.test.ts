import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, type AddToBlacklistInput } from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { startSandboxWithoutEvents } from '../../sandbox-gateway.js';

const APP = 123456;
const OWNER = '10001';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents({ VENDOR_TIMEOUT_MS: '20000', VENDOR_DEADLINE_MS: '60000' });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.volcengine.reset();
  sandbox.volcengine.clearRequests();
});

async function addToBlacklist(input: AddToBlacklistInput) {
  const { data } = await send(sandbox, AddToBlacklistDocument, { input });
  if (!data) throw new Error('no data');
  return data.addToBlacklist;
}

describe('addToBlacklist with a thousand users', () => {
  it('sends ten users in each call', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => String(20_000 + index));
    const answer = await addToBlacklist({ userId: OWNER, users: ids.map((userId) => ({ userId })) });

    expect(answer).toMatchObject({ __typename: 'AddToBlacklistSuccess', addedUserIds: ids });
    expect(new Set(sandbox.volcengine.blacklist(APP, OWNER, 0).keys())).toEqual(new Set(['10006', ...ids]));
    const calls = sandbox.volcengine.requests().map(({ body }) => JSON.parse(body).BlackListInfos.length);
    expect(calls).toEqual(Array(100).fill(10));
    expect(answer).toHaveProperty('vendorRequestIds.length', 100);
  });
});

describe('addToBlacklist with any list', () => {
  const int64 = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String);
  const ext = fc.option(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), {
    nil: undefined,
  });
  const entry = fc.record({ userId: int64, ext, fails: fc.boolean() });

  it('answers with every user once, in input order, whichever users fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        int64,
        fc.uniqueArray(entry, {
          selector: ({ userId }) => userId,
          minLength: 1,
          maxLength: 150,
          size: 'max',
        }),
        async (owner, entries) => {
          sandbox.volcengine.reset();
          const others = entries.filter(({ userId }) => userId !== owner);
          fc.pre(others.length > 0);
          // Those on the list already are the ones that fail.
          const failing = others.filter(({ fails }) => fails).map(({ userId }) => userId);
          sandbox.volcengine.seedBlacklist(APP, owner, 0, failing);

          const answer = await addToBlacklist({
            userId: owner,
            users: others.map(({ userId, ext }) => ({ userId, ...(ext && { ext }) })),
          });

          const added = others.filter(({ fails }) => !fails);
          if (answer.__typename === 'AddToBlacklistSuccess') expect(failing).toEqual([]);
          else {
            if (answer.__typename !== 'AddToBlacklistPartialFailure') throw new Error(answer.__typename);
            expect(answer.failures.map(({ index, userId }) => [index, userId])).toEqual(
              others.flatMap(({ userId, fails }, index) => (fails ? [[index, userId]] : [])),
            );
          }
          expect(answer.userId).toBe(owner);
          expect(answer.addedUserIds).toEqual(added.map(({ userId }) => userId));
          const list = sandbox.volcengine.blacklist(APP, owner, 0);
          for (const { userId, ext } of added) {
            expect(Object.entries(list.get(userId) ?? {})).toEqual(Object.entries(ext ?? {}));
          }
          expect(list.size).toBe(others.length);
        },
      ),
      // Without shrinking, which takes minutes: each run has many users.
      { numRuns: 40, endOnFailure: true },
    );
  }, 180_000);
});
