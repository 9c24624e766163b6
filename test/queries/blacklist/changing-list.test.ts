import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  BlacklistDocument,
  RemoveFromBlacklistDocument,
  UpdateBlacklistDocument,
} from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { listOf, manyIds, seedList } from '../../operations/listed-users.js';
import { startTestSandbox, withoutJitter } from '../../sandbox-gateway.js';

const OWNER = { userId: '10001' };

let sandbox: Sandbox;
beforeAll(async () => {
  // Many calls at once take a while on a busy machine.
  const patience = { VENDOR_TIMEOUT_MS: '30000', VENDOR_DEADLINE_MS: '60000' };
  sandbox = await startTestSandbox({ CALLER_REQUESTS_PER_SECOND: '0', ...patience }, withoutJitter);
});
afterAll(() => sandbox.close());

async function add(userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const input = { ...OWNER, users: userIds.map((userId) => ({ userId })) };
  const { data } = await send(sandbox, AddToBlacklistDocument, { input });
  expect(data?.addToBlacklist.__typename).toBe('AddToBlacklistSuccess');
}

async function remove(userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const input = { ...OWNER, userIds: [...userIds] };
  const { data } = await send(sandbox, RemoveFromBlacklistDocument, { input });
  expect(data?.removeFromBlacklist.__typename).toBe('RemoveFromBlacklistSuccess');
}

/** An update of somebody who is being removed is refused; both is well. */
async function update(userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const input = { ...OWNER, users: userIds.map((userId) => ({ userId, ext: { seen: 'yes' } })) };
  await send(sandbox, UpdateBlacklistDocument, { input });
}

const listed = () => [...listOf(sandbox, OWNER).keys()];
/** Those of `all` that start at a part of its length. */
const some = (all: readonly string[], from: number, count: number) => {
  const first = Math.floor(from * all.length);
  return all.slice(first, first + count);
};

const anyPlace = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const anyStep = fc.record({
  /** Whether the changes are made while the page is read, or before. */
  during: fc.boolean(),
  added: fc.integer({ min: 0, max: 45 }),
  removedFrom: anyPlace,
  removed: fc.integer({ min: 0, max: 45 }),
  updatedFrom: anyPlace,
  updated: fc.integer({ min: 0, max: 10 }),
});

it('whoever stays on the list from the first page to the last comes once, and nobody comes twice', async () => {
  let expired = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 150 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(anyStep, { maxLength: 8 }),
      async (size, first, steps) => {
        sandbox.volcengine.reset();
        seedList(sandbox, OWNER, manyIds(size));
        const before = listed();
        const read: string[] = [];
        let newest = 1_000_000;
        const newIds = (count: number) => Array.from({ length: count }, () => `${++newest}`);
        let after: string | null | undefined;
        const left = [...steps];
        let removedBefore = 0;
        for (;;) {
          const step = left.shift();
          const change = async () => {
            if (!step) return;
            await Promise.all([
              add(newIds(step.added)),
              remove(some(listed(), step.removedFrom, step.removed)),
              update(some(listed(), step.updatedFrom, step.updated)),
            ]);
          };
          if (!step?.during) await change();
          const [{ data, errors }] = await Promise.all([
            send(sandbox, BlacklistDocument, { ...OWNER, first, after: after ?? null }),
            step?.during ? change() : undefined,
          ]);
          if (errors) {
            // Everybody beside the position was removed, and others were added in the same second as they.
            expect(errors).toMatchObject([
              { extensions: { code: 'INVALID_INPUT', issues: [{ path: 'after', code: 'EXPIRED' }] } },
            ]);
            expect(removedBefore + (step?.removed ?? 0)).toBeGreaterThan(10);
            expired += 1;
            return;
          }
          // What was removed while a page was read may have been beside the position that the page ends with.
          removedBefore = step?.during ? step.removed : 0;
          const page = data?.blacklist;
          read.push(...(page?.edges.map(({ node }) => node.userId) ?? []));
          expect(page?.edges.length).toBeLessThanOrEqual(first);
          if (!page?.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        expect(new Set(read).size).toBe(read.length);
        const now = new Set(listed());
        const missed = before.filter((userId) => now.has(userId) && !read.includes(userId));
        expect(missed).toEqual([]);
      },
    ),
    // Without shrinking, which takes minutes: each run has many requests.
    { numRuns: 40, endOnFailure: true },
  );
  // That a position is lost is rare, so most of the runs have said something.
  expect(expired).toBeLessThan(20);
});
