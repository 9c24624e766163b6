import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, RemoveFromBlacklistDocument } from '../../generated/graphql.js';
import { send, sendText } from '../../graphql-client.js';
import { newSecret, signed } from '../../identity/signed-tokens.js';
import { startSandboxWithoutEvents, withoutJitter } from '../../sandbox-gateway.js';
import { listOf, seedList } from '../listed-users.js';

const SECRET = newSecret();
const OWNER = { userId: '10001' };
const USERS = ['1', '2', '3'];
const CALLERS = ['anna', 'ben', 'carl'];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents(
    { AUTH_JWT_SECRET: SECRET.toString(), CALLER_REQUESTS_PER_SECOND: '0' },
    withoutJitter,
  );
});
afterAll(() => sandbox.close());

function token(sub: string): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const claims = { sub, exp, scope: 'moderation:blacklist moderation:audit' };
  return signed({ alg: 'HS256' }, claims, 'HS256', SECRET);
}

async function newestAction(): Promise<string | undefined> {
  const query = '{ moderationActions(first: 1) { edges { node { id } } } }';
  const { data } = await sendText({ url: sandbox.url }, query, {}, { token: token('auditor') });
  const { edges } = (data as { moderationActions: { edges: { node: { id: string } }[] } }).moderationActions;
  return edges[0]?.node.id;
}

/** What one request did to one user, by its answer. */
type Change = 'added' | 'was listed' | 'removed' | 'was not listed';

async function ask(
  caller: string,
  what: 'add' | 'remove',
  userId: string,
): Promise<{ change: Change; id: string | null | undefined }> {
  const options = { token: token(caller) };
  const target = { url: sandbox.url };
  if (what === 'add') {
    const input = { ...OWNER, users: [{ userId }] };
    const { data } = await send(target, AddToBlacklistDocument, { input }, options);
    const answer = data?.addToBlacklist;
    if (answer?.__typename === 'AddToBlacklistSuccess')
      return { change: 'added' as const, id: answer.actionId };
    if (answer?.__typename !== 'AddToBlacklistPartialFailure') throw new Error(answer?.__typename);
    expect(answer.failures.map(({ error }) => error.__typename)).toEqual(['AlreadyBlacklistedError']);
    return { change: 'was listed' as const, id: answer.actionId };
  }
  const input = { ...OWNER, userIds: [userId] };
  const { data } = await send(target, RemoveFromBlacklistDocument, { input }, options);
  const answer = data?.removeFromBlacklist;
  if (answer?.__typename !== 'RemoveFromBlacklistSuccess') throw new Error(answer?.__typename);
  const isRemoved = answer.removedUserIds.length > 0;
  return { change: isRemoved ? ('removed' as const) : ('was not listed' as const), id: answer.actionId };
}

async function statusOf(id: string | null | undefined): Promise<string> {
  const query = 'query ($id: ID!) { moderationAction(id: $id) { status } }';
  const { data } = await sendText({ url: sandbox.url }, query, { id }, { token: token('auditor') });
  return (data as { moderationAction: { status: string } }).moderationAction.status;
}

const request = fc.record({
  caller: fc.constantFrom(...CALLERS),
  what: fc.constantFrom('add', 'remove'),
  userId: fc.constantFrom(...USERS),
});
/** Every lost answer is followed by a good one, so that no outcome stays unknown. */
const lostAnswers = fc.record({
  action: fc.constantFrom('AddBlackList', 'RemoveBlackList', 'IsInBlackList'),
  applied: fc.boolean(),
});

it('the list, the answers and the journal agree, whoever adds and removes the same users at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      // The requests of one wave are sent at once.
      fc.array(fc.array(request, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
      fc.array(lostAnswers, { maxLength: 3 }),
      fc.subarray(USERS),
      async (waves, lost, before) => {
        sandbox.volcengine.reset();
        seedList(sandbox, OWNER, before);
        for (const fault of lost) sandbox.volcengine.injectFault({ kind: 'reset', ...fault });
        const isAdditionLost = lost.some(({ action }) => action === 'AddBlackList');
        const listed = new Set(before);
        for (const wave of waves) {
          const answers = await Promise.all(
            wave.map(async (each) => ({ ...each, ...(await ask(each.caller, each.what, each.userId)) })),
          );
          for (const { change, id } of answers) {
            expect(await statusOf(id)).toBe(change === 'was listed' ? 'REFUSED' : 'APPLIED');
          }
          for (const userId of USERS) {
            const changes = answers.filter((each) => each.userId === userId).map(({ change }) => change);
            const isListed = listOf(sandbox, OWNER).has(userId);
            expectPossible(changes, listed.has(userId), isListed, isAdditionLost);
            if (isListed) listed.add(userId);
            else listed.delete(userId);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
}, 180_000);

/**
 * Requests that are sent at once arrive in any order, and equal ones that wait share a call. What they were answered has to
 * lead from the state before to the state after.
 */
function expectPossible(
  changes: readonly Change[],
  before: boolean,
  after: boolean,
  isAdditionLost: boolean,
): void {
  const has = (change: Change) => changes.includes(change);
  if (changes.length === 0) expect(after).toBe(before);
  // Who was changed, was in the other state before; and somebody took them there.
  // Of a user who is listed when a lost addition is sent again, the vendor cannot tell who put them there.
  if (has('added')) expect(!before || has('removed') || isAdditionLost).toBe(true);
  if (has('removed')) expect(before || has('added')).toBe(true);
  if (has('was listed')) expect(before || has('added')).toBe(true);
  if (has('was not listed')) expect(!before || has('removed')).toBe(true);
  if (after !== before) expect(has(after ? 'added' : 'removed')).toBe(true);
  if (after && !has('added')) expect(has('removed')).toBe(false);
  if (!after && !has('removed')) expect(has('added')).toBe(false);
}

it('ends as the last asked, when each is asked once the intent before is on record', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(request, { minLength: 2, maxLength: 10 }),
      fc.array(lostAnswers, { maxLength: 2 }),
      async (requests, lost) => {
        sandbox.volcengine.reset();
        seedList(sandbox, OWNER, []);
        for (const fault of lost) sandbox.volcengine.injectFault({ kind: 'reset', ...fault });
        const asked: Promise<unknown>[] = [];
        for (const { caller, what, userId } of requests) {
          const before = await newestAction();
          asked.push(ask(caller, what, userId));
          await expect.poll(newestAction, { interval: 1 }).not.toBe(before);
        }
        await Promise.all(asked);
        for (const userId of new Set(requests.map((each) => each.userId))) {
          const last = requests.filter((each) => each.userId === userId).at(-1);
          expect({ userId, listed: listOf(sandbox, OWNER).has(userId) }).toEqual({
            userId,
            listed: last?.what === 'add',
          });
        }
      },
    ),
    { numRuns: 25 },
  );
}, 180_000);
