import { describe, expect, it } from 'vitest';
import type { VendorAnswer } from '../../../src/vendors/calling/send-request.js';
import { SimulatedClock } from '../calling/simulated-clock.js';
import { connectSimulated } from '../calling/simulated-vendors.js';

const LIST = { appId: 123456, ownerId: '10001', inboxType: 0 };
/** Of AddBlackList. That of IsInBlackList is twice as large. */
const CALLS_PER_SECOND = 5;

/** Looks in simulated time, at a vendor that is 10 ms away and has the users with even numbers on every list. */
function simulate() {
  const clock = new SimulatedClock();
  const calls: { sentAt: number; users: string[] }[] = [];
  const connection = {
    send({ body }: { body: string }): Promise<VendorAnswer> {
      const users: string[] = JSON.parse(body).BlackListUserIds.map(String);
      calls.push({ sentAt: clock.now(), users });
      const infos = Object.fromEntries(users.map((userId) => [userId, Number(userId) % 2 === 0]));
      const document = { ResponseMetadata: { RequestId: 'r' }, Result: { IsInBlackListInfos: infos } };
      return new Promise((resolve) => {
        clock.after(10, () => resolve({ status: 200, body: JSON.stringify(document) }));
      });
    },
  };
  const { VOLCENGINE_RTC: volcengine } = connectSimulated(clock, CALLS_PER_SECOND, connection);
  const look = (caller: string, userIds: readonly string[], signal?: AbortSignal) => {
    const request = { caller, deadline: clock.now() + 60_000, signal };
    const all = Promise.all(userIds.map((userId) => volcengine.looks.look(LIST, userId, request)));
    return all.then((looks) => ({ looks, at: clock.now() }));
  };
  return { clock, calls, look };
}

const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => String(from + i));

describe('looks at one list', () => {
  it('ask for ten users a call, and tell each of them', async () => {
    const { clock, calls, look } = simulate();
    const looked = look('a', ids(1, 95));
    await clock.run(30_000);
    const { looks } = await looked;
    expect(looks.map((each) => 'isListed' in each && each.isListed)).toEqual(
      ids(1, 95).map((userId) => Number(userId) % 2 === 0),
    );
    expect(calls.map(({ users }) => users.length)).toEqual([...Array(9).fill(10), 5]);
  });

  it('share calls between requests of different callers', async () => {
    const { clock, calls, look } = simulate();
    // They take the slots of the first second.
    const first = look('first', ids(1000, 200));
    await clock.run(100);
    const before = calls.length;
    const others = ids(1, 20).map((userId) => look(`caller ${userId}`, [userId]));
    await clock.run(30_000);
    await Promise.all([first, ...others]);
    const calledForOthers = calls.slice(before).filter(({ users }) => users.some((id) => Number(id) <= 20));
    expect(calledForOthers.length).toBeLessThanOrEqual(3);
  });

  it('let a caller with one user not wait behind all calls of another, whose last call it joins', async () => {
    const { clock, look } = simulate();
    const startedAt = clock.now();
    // The last call has room for the other caller.
    const many = look('many', ids(1000, 995));
    await clock.run(100);
    const one = look('one', ['7']);
    await clock.run(60_000);
    expect((await many).at - startedAt).toBeGreaterThan(9_000);
    expect((await one).at - startedAt).toBeLessThan(1_500);
    expect((await one).looks).toMatchObject([{ isListed: false }]);
  });

  it('go on for those who joined a call whose opener has left', async () => {
    const { clock, look } = simulate();
    const filling = look('filling', ids(1000, 100));
    await clock.run(50);
    const leaving = new AbortController();
    const opener = look('opener', ['7'], leaving.signal);
    const joined = look('joined', ['8']);
    leaving.abort();
    await clock.run(60_000);
    await Promise.all([filling, opener]);
    expect((await joined).looks).toMatchObject([{ isListed: true }]);
  });

  it('give every slot back: the quota is whole again afterwards', async () => {
    const { clock, calls, look } = simulate();
    const callers = ids(1, 30).map((caller) => look(caller, ids(100 * Number(caller), 13)));
    await clock.run(60_000);
    await Promise.all(callers);
    await clock.run(5_000);
    const before = calls.length;
    const sentAt = clock.now();
    const burst = look('burst', ids(1, 100));
    await clock.run(60_000);
    await burst;
    const inFirstSecond = calls.slice(before).filter((call) => call.sentAt < sentAt + 900);
    expect(inFirstSecond).toHaveLength(2 * CALLS_PER_SECOND);
  });

  it('ask once for a user whom two requests look for at the same time', async () => {
    const { clock, calls, look } = simulate();
    const both = [look('a', ['5', '6']), look('b', ['6', '5'])];
    await clock.run(5_000);
    for (const { looks } of await Promise.all(both)) expect(looks).toHaveLength(2);
    for (const { users } of calls) expect(new Set(users).size).toBe(users.length);
  });
});
