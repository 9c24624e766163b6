import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  BlacklistDocument,
  type BlacklistQuery,
  type BlacklistQueryVariables,
} from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { manyIds, seedList } from '../../operations/listed-users.js';
import { startSandboxWithoutEvents, withoutJitter } from '../../sandbox-gateway.js';

type BlacklistAnswer = Awaited<ReturnType<typeof send<BlacklistQuery, BlacklistQueryVariables>>>;

const OWNER = { userId: '10001' };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents({ CALLER_REQUESTS_PER_SECOND: '0' }, withoutJitter);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.volcengine.reset();
  seedList(sandbox, OWNER, []);
});

async function add(userIds: readonly string[], bytes: number): Promise<void> {
  for (const userId of userIds) {
    const users = [{ userId, ext: { note: userId.padEnd(bytes, 'x') } }];
    const { data } = await send(sandbox, AddToBlacklistDocument, { input: { ...OWNER, users } });
    expect(data?.addToBlacklist.__typename).toBe('AddToBlacklistSuccess');
  }
}

/** Reads the whole list in pages of `first`. */
async function readAll(first: number): Promise<string[]> {
  const read: string[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: BlacklistAnswer = await send(sandbox, BlacklistDocument, { ...OWNER, first, after });
    const { data, errors } = answer;
    if (!data?.blacklist) throw new Error(JSON.stringify(errors));
    for (const { node } of data.blacklist.edges) {
      expect(node.ext?.note?.startsWith(`${node.userId}x`)).toBe(true);
      read.push(node.userId);
    }
    if (!data.blacklist.pageInfo.hasNextPage) return read;
    after = data.blacklist.pageInfo.endCursor ?? null;
  }
}

describe('a list with entries of which a full page is more than the gateway reads of an answer', () => {
  it.each([
    ['100 KB', 100_000, 25],
    ['300 KB', 300_000, 9],
  ])('is read in smaller pages where each has %s', async (_size, bytes, count) => {
    const ids = manyIds(count);
    await add(ids, bytes);
    expect(await readAll(6)).toEqual(ids.toReversed());
    const limits = sandbox.volcengine
      .requests()
      .filter(({ action }) => action === 'GetBlackList')
      .map(({ body }) => JSON.parse(body).Limit);
    expect(Math.max(...limits)).toBe(20);
    expect(Math.min(...limits)).toBeGreaterThanOrEqual(2);
  });

  it('answers whoever asks for too much in one request that it is too much', async () => {
    const ids = manyIds(60);
    await add(ids, 100_000);
    const { data, errors } = await send(sandbox, BlacklistDocument, { ...OWNER, first: 60 });
    expect(data).toEqual({ blacklist: null });
    expect(errors).toMatchObject([{ extensions: { code: 'ANSWER_TOO_LARGE', retryable: false } }]);
    expect(await readAll(20)).toEqual(ids.toReversed());
  });

  it('cannot be read where two neighbours alone are too large, and says so', async () => {
    await add(manyIds(2), 600_000);
    const { data, errors } = await send(sandbox, BlacklistDocument, { ...OWNER, first: 1 });
    expect(data).toEqual({ blacklist: null });
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('larger than the gateway reads'),
        extensions: { code: 'VENDOR_ANSWER_UNREADABLE', outcome: 'NOT_APPLIED', retryable: false },
      },
    ]);
  });
});
