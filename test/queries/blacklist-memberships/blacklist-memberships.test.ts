import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { BlacklistMembershipsDocument } from '../../generated/graphql.js';
import { send } from '../../graphql-client.js';
import { newSecret, signed } from '../../identity/signed-tokens.js';
import { manyIds, seedList } from '../../operations/listed-users.js';
import { startSandboxWithoutEvents, withoutJitter } from '../../sandbox-gateway.js';

const OWNER = { userId: '10001' };
const SECRET = newSecret();

function token(sub: string): string {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return signed({ alg: 'HS256' }, { sub, exp, scope: 'moderation:blacklist' }, 'HS256', SECRET);
}

async function ask(target: Sandbox, userIds: string[], caller = 'anna') {
  const { data, errors } = await send(
    { url: target.url },
    BlacklistMembershipsDocument,
    { ...OWNER, userIds },
    { token: token(caller) },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.blacklistMemberships;
}

const usersIn = ({ volcengine }: Sandbox): number[][] =>
  volcengine.requests().map(({ body }) => JSON.parse(body).BlackListUserIds);

describe('memberships', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    // A hundred calls at once take a while on a busy machine.
    const patience = { VENDOR_TIMEOUT_MS: '30000', VENDOR_DEADLINE_MS: '60000' };
    sandbox = await startSandboxWithoutEvents(
      { AUTH_JWT_SECRET: SECRET.toString(), ...patience },
      withoutJitter,
    );
  });
  afterAll(() => sandbox.close());
  beforeEach(() => sandbox.volcengine.reset());

  it('come in the order of the input, with every digit', async () => {
    const ids = ['9223372036854775807', '9007199254740993', '9007199254740992', '0'];
    seedList(sandbox, OWNER, ['9007199254740993', '0']);
    expect(await ask(sandbox, ids)).toEqual(
      ids.map((userId) => ({ userId, isListed: userId === '9007199254740993' || userId === '0' })),
    );
  });

  it('of a thousand users take ten users a call', async () => {
    const ids = manyIds(1_000);
    seedList(
      sandbox,
      OWNER,
      ids.filter((_, index) => index % 3 === 0),
    );
    const memberships = await ask(sandbox, ids.toReversed());
    expect(memberships?.map(({ userId }) => userId)).toEqual(ids.toReversed());
    for (const { userId, isListed } of memberships ?? []) expect(isListed).toBe(Number(userId) % 3 === 1);
    expect(usersIn(sandbox).map((users) => users.length)).toEqual(Array(100).fill(10));
  });

  it('of nobody need no call', async () => {
    expect(await ask(sandbox, [])).toEqual([]);
    expect(usersIn(sandbox)).toEqual([]);
  });

  it('refuse a user who is named twice, and more than a thousand users', async () => {
    for (const [userIds, issue] of [
      [['5', '6', '5'], { path: 'userIds.2', code: 'DUPLICATE' }],
      [manyIds(1_001), { path: 'userIds', code: 'TOO_LONG' }],
    ] as const) {
      const variables = { ...OWNER, userIds: [...userIds] };
      const { data, errors } = await send({ url: sandbox.url }, BlacklistMembershipsDocument, variables, {
        token: token('anna'),
      });
      expect(data).toEqual({ blacklistMemberships: null });
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', issues: [issue] } }]);
    }
    expect(usersIn(sandbox)).toEqual([]);
  });

  it('fail together when one call fails', async () => {
    sandbox.volcengine.injectFault({ kind: 'error', status: 400, code: 'NoAuth', message: '' });
    const { data, errors } = await send(
      { url: sandbox.url },
      BlacklistMembershipsDocument,
      { ...OWNER, userIds: manyIds(30) },
      { token: token('anna') },
    );
    expect(data).toEqual({ blacklistMemberships: null });
    expect(errors).toMatchObject([{ extensions: { code: 'VENDOR_PERMISSION_DENIED' } }]);
  });
});

describe('memberships at a vendor with a small quota', () => {
  let slow: Sandbox;
  beforeEach(async () => {
    // Two calls a second of IsInBlackList.
    const environment = { AUTH_JWT_SECRET: SECRET.toString(), VOLC_QPS: '1', VENDOR_DEADLINE_MS: '60000' };
    slow = await startSandboxWithoutEvents(environment, withoutJitter);
    seedList(slow, OWNER, ['7']);
  });
  afterEach(() => slow.close());

  it('are asked for together, for many requests at once', async () => {
    const ids = manyIds(40);
    const answers = await Promise.all(ids.map((userId) => ask(slow, [userId], `caller ${userId}`)));
    expect(answers).toEqual(ids.map((userId) => [{ userId, isListed: userId === '7' }]));
    expect(usersIn(slow).length).toBeLessThanOrEqual(8);
  });

  it('do not let one caller with many users hold up another', async () => {
    const ended: string[] = [];
    // The last of the calls has room for more users.
    const many = ask(slow, manyIds(95), 'many').then(() => ended.push('many'));
    await expect.poll(() => usersIn(slow).length).toBeGreaterThan(0);
    const one = ask(slow, ['1000'], 'one').then(() => ended.push('one'));
    await Promise.all([many, one]);
    expect(ended).toEqual(['one', 'many']);
    const callOfOne = usersIn(slow).findIndex((users) => users.includes(1000));
    expect(callOfOne).toBeLessThanOrEqual(4);
  });
});
