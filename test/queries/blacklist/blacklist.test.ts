import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  BlacklistDocument,
  UpdateBlacklistDocument,
} from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { manyIds, seedList } from '../../operations/listed-users.js';
import { startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';

const OWNER = { userId: '10001' };
const LARGEST = '9223372036854775807';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({ CALLER_REQUESTS_PER_SECOND: '0' }, withoutJitter);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.volcengine.reset();
  seedList(sandbox, OWNER, []);
});

async function page(variables: object = {}) {
  const { data, errors } = await send(sandbox, BlacklistDocument, { ...OWNER, ...variables });
  if (errors || !data?.blacklist) throw new Error(JSON.stringify(errors));
  return data.blacklist;
}
const idsOf = ({ edges }: Awaited<ReturnType<typeof page>>) => edges.map(({ node }) => node.userId);
const bodies = () => sandbox.volcengine.requests().map(({ body }) => JSON.parse(body));

describe('an entry', () => {
  it('has every digit of its id, its ext, and the times that the vendor tells', async () => {
    const ext = { '': 'empty', ['__proto__']: 'p', 日: '\u{1f600}"\\' };
    const input = { ...OWNER, users: [{ userId: LARGEST, ext: JSON.parse(JSON.stringify(ext)) }] };
    await send(sandbox, AddToBlacklistDocument, { input });
    const { edges, totalCount } = await page();
    expect(edges.map(({ node }) => node)).toEqual([
      {
        id: `list/123456/10001/0/${LARGEST}`,
        userId: LARGEST,
        ext: input.users[0]?.ext,
        addedAt: expect.stringMatching(/^20\d\d-/),
        changedAt: expect.stringMatching(/^20\d\d-/),
        endsAt: null,
      },
    ]);
    expect(Math.abs(Date.parse(edges[0]?.node.addedAt ?? '') - Date.now())).toBeLessThan(60_000);
    expect(totalCount).toBe(1);
  });

  it('has the ext that updateBlacklist has merged', async () => {
    await send(sandbox, AddToBlacklistDocument, {
      input: { ...OWNER, users: [{ userId: '5', ext: { a: '1', b: '2' } }] },
    });
    const { data } = await send(sandbox, UpdateBlacklistDocument, {
      input: { ...OWNER, users: [{ userId: '5', ext: { b: '3', c: '4' } }] },
    });
    expect(data?.updateBlacklist).toMatchObject({ updatedUserIds: ['5'] });
    expect((await page()).edges[0]?.node.ext).toEqual({ a: '1', b: '3', c: '4' });
  });

  it.each([
    ['seconds', 1_700_000_000, '2023-11-14T22:13:20.000Z'],
    ['milliseconds', 1_700_000_000_123, '2023-11-14T22:13:20.123Z'],
    ['nothing', undefined, null],
    ['0', 0, null],
    ['a time that no clock will have', 9_007_199_254_740_991, null],
  ])('has the time of a vendor that counts in %s', async (_unit, CreateTime, addedAt) => {
    answerOnce({ BlackListInfos: [{ BlackListUserId: 5, CreateTime }], HasMore: false, NewCursor: -1 });
    expect((await page()).edges[0]?.node).toMatchObject({ userId: '5', addedAt, ext: null });
  });
});

/** The next page has this `Result`. */
function answerOnce(result: unknown, times = 1): void {
  const body = JSON.stringify({ ResponseMetadata: { RequestId: 'r' }, Result: result });
  sandbox.volcengine.injectFault({ kind: 'verbatim', action: 'GetBlackList', status: 200, body, times });
}

describe('pages', () => {
  it('of any size give the list once, the newest first', async () => {
    const ids = manyIds(75);
    seedList(sandbox, OWNER, ids);
    for (const first of [1, 7, 19, 20, 21, 74, 75, 76, 200]) {
      const read: string[] = [];
      let after: string | null | undefined = null;
      for (let isFirst = true; ; isFirst = false) {
        const next = await page({ first, after });
        read.push(...idsOf(next));
        expect(next.totalCount).toBe(75);
        expect(next.pageInfo.hasPreviousPage).toBe(!isFirst);
        expect(next.pageInfo.startCursor).toBe(next.edges[0]?.cursor);
        expect(next.pageInfo.endCursor).toBe(next.edges.at(-1)?.cursor);
        if (!next.pageInfo.hasNextPage) break;
        expect(next.edges).toHaveLength(first);
        after = next.pageInfo.endCursor;
      }
      expect(read).toEqual(ids.toReversed());
    }
  });

  it('begin below any edge', async () => {
    const ids = manyIds(45).toReversed();
    seedList(sandbox, OWNER, ids.toReversed());
    const { edges } = await page({ first: 45 });
    for (const [index, { cursor }] of edges.entries()) {
      expect(idsOf(await page({ first: 3, after: cursor }))).toEqual(ids.slice(index + 1, index + 4));
    }
  });

  it('take a call for each 19 users, and one user more', async () => {
    seedList(sandbox, OWNER, manyIds(1_000));
    await page({ first: 200 });
    expect(bodies().map(({ Cursor }) => Cursor)).toEqual([0, 19, 38, 57, 76, 95, 114, 133, 152, 171, 190]);
    expect(new Set(bodies().map(({ Limit }) => Limit))).toEqual(new Set([20]));
  });

  it('of an empty list have no cursors', async () => {
    expect(await page()).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    });
  });

  it('ask the vendor to count only for those who want to know', async () => {
    await sendText(sandbox, '{ blacklist(userId: "10001") { edges { node { userId } } } }');
    await sendText(sandbox, '{ blacklist(userId: "10001") { totalCount } }');
    expect(bodies().map(({ NeedTotal }) => NeedTotal)).toEqual([false, true]);
  });

  it('are found again after a thousand additions or removals', async () => {
    const old = manyIds(60);
    seedList(sandbox, OWNER, [...old, ...manyIds(900).map((id) => `9${id.padStart(5, '0')}`)]);
    const { edges, pageInfo } = await page({ first: 200 });
    expect(pageInfo.hasNextPage).toBe(true);
    const last = edges.at(-1);
    // The emulator keeps the times of those who stay.
    const gone = edges.slice(0, 190).map(({ node }) => node.userId);
    await sendText(
      sandbox,
      'mutation ($input: RemoveFromBlacklistInput!) { removeFromBlacklist(input: $input) { __typename } }',
      { input: { ...OWNER, userIds: gone } },
    );
    const next = await page({ first: 1, after: last?.cursor });
    expect(Number(idsOf(next)[0])).toBe(Number(last?.node.userId) - 1);
    // Times are in seconds. Whoever is added in the same second as those beside the place could be above or below it.
    await sleep(2_000);
    const users = manyIds(1_000).map((id) => ({ userId: `7${id.padStart(6, '0')}` }));
    await send(sandbox, AddToBlacklistDocument, { input: { ...OWNER, users } });
    expect(idsOf(await page({ first: 1, after: last?.cursor }))).toEqual(idsOf(next));
  });
});

describe('the argument', () => {
  const refusal = async (variables: object) => {
    const { data, errors } = await send(sandbox, BlacklistDocument, { ...OWNER, ...variables });
    expect(data).toEqual({ blacklist: null });
    return errors?.[0]?.extensions;
  };

  it.each([0, -1, 201, 2 ** 31 - 1])('first must not be %i', async (first) => {
    expect(await refusal({ first })).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'first', code: 'OUT_OF_RANGE' }],
    });
    expect(bodies()).toEqual([]);
  });

  it('after must be a cursor of the same list', async () => {
    seedList(sandbox, OWNER, manyIds(5));
    const cursor = (await page({ first: 2 })).pageInfo.endCursor ?? '';
    const others = [
      { after: '' },
      { after: 'x' },
      { after: cursor.slice(0, -4) },
      { after: `${cursor}AAAA` },
      { after: Buffer.alloc(25).toString('base64url') },
      { after: cursor, userId: '10002' },
      { after: cursor, inboxType: 1 },
    ];
    sandbox.volcengine.clearRequests();
    for (const variables of others) {
      expect(await refusal(variables)).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ path: 'after', code: 'MALFORMED' }],
      });
    }
    expect(bodies()).toEqual([]);
  });
});

describe('a vendor that lies', () => {
  const infos = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      BlackListUserId: from + index,
      CreateTime: 1_700_000_000,
    }));
  const UNREADABLE = { code: 'VENDOR_ANSWER_UNREADABLE', outcome: 'NOT_APPLIED', retryable: true };

  it.each<[string, unknown]>([
    ['gives more users than it was asked for', { BlackListInfos: infos(1, 21), HasMore: false }],
    ['gives a user twice', { BlackListInfos: [...infos(1, 2), ...infos(1, 1)], HasMore: false }],
    ['gives an id that is no int64', { BlackListInfos: [{ BlackListUserId: -5 }], HasMore: false }],
    ['gives no ids', { BlackListInfos: [{}], HasMore: false }],
    ['gives an ext that is no map', { BlackListInfos: [{ BlackListUserId: 1, BlackListUserExt: ['a'] }] }],
    ['gives an ext with numbers', { BlackListInfos: [{ BlackListUserId: 1, BlackListUserExt: { a: 1 } }] }],
    ['gives no list', { BlackListInfos: {}, HasMore: false }],
    ['has more after nobody', { BlackListInfos: [], HasMore: true, NewCursor: 20 }],
    ['has a cursor that does not move', { BlackListInfos: infos(1, 20), HasMore: true, NewCursor: 0 }],
  ])('and %s is not believed', async (_name, result) => {
    answerOnce(result, 100);
    const { data, errors } = await send(sandbox, BlacklistDocument, OWNER);
    expect(data).toEqual({ blacklist: null });
    expect(errors).toMatchObject([{ extensions: UNREADABLE }]);
    expect(bodies().length).toBeLessThanOrEqual(4);
    sandbox.volcengine.clearFaults();
    await page();
  });

  it.each<[string, unknown, string[]]>([
    ['an empty Result', {}, []],
    ['no Result', undefined, []],
    ['null for the list', { BlackListInfos: null, HasMore: false, NewCursor: -1 }, []],
    [
      'the Go client’s NextCursor',
      { BlackListInfos: infos(1, 2), HasMore: false, NextCursor: -1 },
      ['1', '2'],
    ],
    [
      'a negative cursor in spite of HasMore',
      { BlackListInfos: infos(1, 1), HasMore: true, NewCursor: -1 },
      ['1'],
    ],
    ['ids as strings', { BlackListInfos: [{ BlackListUserId: LARGEST }], HasMore: false }, [LARGEST]],
  ])('is none that gives %s', async (_name, result, ids) => {
    answerOnce(result);
    expect(idsOf(await page())).toEqual(ids);
  });

  it('and repeats a page for ever is given up soon', async () => {
    answerOnce({ BlackListInfos: infos(1, 20), HasMore: true, NewCursor: 1_000_000 }, 1_000);
    const { errors } = await send(sandbox, BlacklistDocument, OWNER);
    expect(errors).toMatchObject([{ extensions: UNREADABLE }]);
    expect(bodies().length).toBeLessThanOrEqual(10);
  });

  it('and has lost everybody is given up after 60 calls', async () => {
    seedList(sandbox, OWNER, manyIds(30));
    const { pageInfo } = await page({ first: 25 });
    sandbox.volcengine.clearRequests();
    // Everybody was added later than everybody who was read, again and again.
    const later = infos(1_000, 20).map((info) => ({ ...info, CreateTime: 4_000_000_000 }));
    answerOnce({ BlackListInfos: later, HasMore: true, NewCursor: 1_000_000 }, 1_000);
    const { errors } = await send(sandbox, BlacklistDocument, {
      ...OWNER,
      after: pageInfo.endCursor ?? null,
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT', issues: [{ path: 'after', code: 'EXPIRED' }] } },
    ]);
    expect(bodies()).toHaveLength(60);
  });
});
