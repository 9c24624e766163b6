import { placeOf } from '../../blacklists/changed-users.js';
import { invalidInput } from '../../errors/invalid-input.js';
import { InputIssue } from '../../errors/moderation-error.js';
import type { ReadBudget } from '../../graphql/read-budget.js';
import { type ReadResult, readError } from '../../reads/read-from-vendor.js';
import type { CallRequest } from '../../vendors/calling/retry.js';
import type { Connected } from '../../vendors/vendors.js';
import type { Blacklist } from '../../vendors/volcengine/calls/blacklist.js';
import {
  getBlackList,
  type ListedUser,
  type ListPage,
} from '../../vendors/volcengine/calls/get-black-list.js';
import { type ListPosition, MAX_NEIGHBOURS, TOP } from '../../vendors/volcengine/list-position.js';
import { ListReader, type ListRun } from '../../vendors/volcengine/list-reader.js';
import type { BlacklistConnection, BlacklistEntry } from './blacklist.type.js';
import { cursorOf, positionOf } from './list-cursor.js';

/** A page of 200 users takes 11. The others find the position after about a thousand additions or removals. */
const MAX_CALLS = 60;
/** The bytes of an edge in the answer, without the `ext`. */
const EDGE_BYTES = 800;

interface WantedPage {
  list: Blacklist;
  count: number;
  /** A cursor. Undefined: the first page. */
  after: string | undefined;
  needTotal: boolean;
}

export async function readBlacklist(
  volcengine: Connected<'VOLCENGINE_RTC'>,
  { list, count, after, needTotal }: WantedPage,
  request: CallRequest,
  budget: ReadBudget,
): Promise<ReadResult<BlacklistConnection>> {
  const position = after === undefined ? TOP : positionOf(list, after);
  if (!position) return refusedCursor('MALFORMED', 'must be the cursor of a page of this list');
  const reader: ListReader = new ListReader(async (start, limit) => {
    budget.spendCalls(1);
    const args = { list, start, limit, needTotal: needTotal && reader.totalCount === undefined };
    const page = await volcengine.call(getBlackList, args, request);
    if (page.ok) budget.spendBytes(bytesOf(page.value));
    return page;
  }, MAX_CALLS);
  // One more than wanted tells whether there is a next page.
  const run = await reader.run(position, count + 1);
  if (run.ok) return { value: connectionOf(list, position, run, count, reader.totalCount) };
  return run.failure === 'position-lost'
    ? refusedCursor('EXPIRED', 'is too old, because the list has changed: read it from its first page')
    : { error: readError(run.failure, 'VOLCENGINE_RTC') };
}

function refusedCursor(code: 'MALFORMED' | 'EXPIRED', rule: string): ReadResult<never> {
  return { error: invalidInput([new InputIssue('after', code, rule)]) };
}

function bytesOf({ users }: ListPage): number {
  return users.reduce((sum, { ext }) => sum + EDGE_BYTES + (ext ? JSON.stringify(ext).length : 0), 0);
}

function connectionOf(
  list: Blacklist,
  position: ListPosition,
  { users, endIndex }: ListRun,
  count: number,
  totalCount: number | undefined,
): BlacklistConnection {
  const known = [...position.above, ...users];
  const before = position.above.length;
  const edges = users.slice(0, count).map((user, number) => {
    const next = before + number + 1;
    const cursor = cursorOf(list, {
      index: endIndex - (users.length - 1 - number),
      above: known.slice(Math.max(0, next - MAX_NEIGHBOURS), next),
      below: known.slice(next, next + MAX_NEIGHBOURS),
    });
    return { node: entryOf(list, user), cursor };
  });
  return {
    edges,
    pageInfo: {
      hasNextPage: users.length > count,
      hasPreviousPage: position !== TOP,
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
    },
    totalCount,
  };
}

function entryOf(list: Blacklist, { userId, ext, addedAt, changedAt }: ListedUser): BlacklistEntry {
  return {
    id: `${placeOf(list)}/${userId}`,
    userId,
    list,
    ext,
    addedAt: dateOf(addedAt),
    changedAt: dateOf(changedAt),
  };
}

function dateOf(epochMs: number | undefined): Date | undefined {
  return epochMs === undefined ? undefined : new Date(epochMs);
}
