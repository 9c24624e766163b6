import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../../src/vendors/calling/retry.js';
import type { ListedUser, ListPage } from '../../../src/vendors/volcengine/calls/get-black-list.js';
import { type ListPosition, MAX_NEIGHBOURS, TOP } from '../../../src/vendors/volcengine/list-position.js';
import { ListReader, type ListRun } from '../../../src/vendors/volcengine/list-reader.js';

const PAGE = 20;
const MAX_CALLS = 60;

/** A list as the vendor keeps it, the newest first. Times are in whole seconds, so that many users have the same. */
class SimulatedList {
  users: ListedUser[] = [];
  #added = 0;

  add(count: number, second: number): void {
    for (let i = 0; i < count; i++) {
      this.users.unshift({ userId: String(++this.#added), addedAt: second * 1000 });
    }
  }

  remove(from: number, count: number): void {
    this.users.splice(Math.floor(from * this.users.length), count);
  }

  page(start: number): ListPage {
    const users = this.users.slice(start, start + PAGE);
    return { users, isLast: start + PAGE >= this.users.length, totalCount: undefined };
  }
}

function answered(value: ListPage): Promise<CallResult<ListPage>> {
  return Promise.resolve({ ok: true, value, vendorRequestId: 'r', attempts: 1 });
}

/** The position after the first `count` users of a run, as a cursor keeps it. */
function positionAfter(position: ListPosition, { users, endIndex }: ListRun, count: number): ListPosition {
  const known = [...position.above, ...users];
  const next = position.above.length + count;
  return {
    index: endIndex - (users.length - count),
    above: known.slice(Math.max(0, next - MAX_NEIGHBOURS), next),
    below: known.slice(next, next + MAX_NEIGHBOURS),
  };
}

interface Change {
  added: number;
  removedFrom: number;
  removed: number;
}

/** Reads the whole list in pages of `first`. Before each call of the vendor, the next change is made. */
async function readAll(list: SimulatedList, first: number, changes: readonly Change[]) {
  const left = [...changes];
  let second = 100;
  const before = new Set(list.users.map(({ userId }) => userId));
  const read: string[] = [];
  let calls = 0;
  for (let position = TOP; ; ) {
    const reader = new ListReader((start) => {
      calls += 1;
      const change = left.shift();
      if (change) {
        list.remove(change.removedFrom, change.removed);
        // Every third change is in the same second as the one before.
        list.add(change.added, calls % 3 === 0 ? second : ++second);
      }
      return answered(list.page(start));
    }, MAX_CALLS);
    const run = await reader.run(position, first + 1);
    if (!run.ok) return { failure: run.failure, read, before, calls };
    read.push(...run.users.slice(0, first).map(({ userId }) => userId));
    if (run.users.length <= first) return { read, before, calls };
    position = positionAfter(position, run, first);
  }
}

const anyChange = (maxRemoved: number) =>
  fc.record({
    added: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })),
    removedFrom: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: maxRemoved })),
  });

/** How many users were added in the same second. */
const anySizes = fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 5 });

function listOfSizes(sizes: readonly number[]): SimulatedList {
  const list = new SimulatedList();
  for (const [second, size] of sizes.entries()) list.add(size, second + 1);
  return list;
}

function expectEverybodyOnce(
  list: SimulatedList,
  read: readonly string[],
  before: ReadonlySet<string>,
): void {
  expect(new Set(read).size).toBe(read.length);
  const stayed = list.users.map(({ userId }) => userId).filter((userId) => before.has(userId));
  const seen = new Set(read);
  expect(stayed.filter((userId) => !seen.has(userId))).toEqual([]);
}

describe('a list that changes before every call', () => {
  it.each([1, 3])(
    'is read again from the position when the place on the way is lost %i times',
    async (times) => {
      const list = listOfSizes([400]);
      let removals = 0;
      const reader = new ListReader((start) => {
        // Everybody beside the place, all of them as old as the others.
        if (start > 0 && removals < times) list.remove(0.02 * ++removals, 40);
        return answered(list.page(start));
      }, MAX_CALLS);
      const run = await reader.run(TOP, 60);
      expect(removals).toBe(times);
      expect(run).toMatchObject({ ok: true });
      if (run.ok) expect(run.users.slice(0, 60)).toEqual(list.users.slice(0, 60));
    },
  );

  it('is given up when the place on the way is lost again and again', async () => {
    const list = listOfSizes([4_000]);
    let calls = 0;
    const reader = new ListReader((start) => {
      calls += 1;
      if (start > 0) list.remove(0, 40);
      return answered(list.page(start));
    }, MAX_CALLS);
    const failure = { reason: 'answers-inconsistent', outcome: 'NOT_APPLIED', retryable: true };
    expect(await reader.run(TOP, 60)).toEqual({ ok: false, failure });
    expect(calls).toBeLessThanOrEqual(MAX_CALLS);
  });

  it('gives everybody who stays exactly once, while at most nine neighbours are removed at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySizes,
        fc.integer({ min: 1, max: 60 }),
        fc.array(anyChange(9), { maxLength: 30 }),
        async (sizes, first, changes) => {
          const list = listOfSizes(sizes);
          const { failure, read, before } = await readAll(list, first, changes);
          // In ten users beside the position, two calls together may remove all.
          if (failure !== undefined) return;
          expectEverybodyOnce(list, read, before);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('gives everybody who stays exactly once or says that it cannot, however many are removed', async () => {
    let failures = 0;
    await fc.assert(
      fc.asyncProperty(
        anySizes,
        fc.integer({ min: 1, max: 60 }),
        fc.array(anyChange(200), { maxLength: 30 }),
        async (sizes, first, changes) => {
          const list = listOfSizes(sizes);
          const { failure, read, before } = await readAll(list, first, changes);
          if (failure !== undefined) failures += 1;
          else expectEverybodyOnce(list, read, before);
          expect(new Set(read).size).toBe(read.length);
        },
      ),
      { numRuns: 1500 },
    );
    // That a position is lost is rare, so most of the runs have said something.
    expect(failures).toBeLessThan(500);
  });
});
