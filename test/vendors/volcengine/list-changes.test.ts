import { describe, expect, it } from 'vitest';
import type { VendorAnswer } from '../../../src/vendors/calling/send-request.js';
import type { ListChangeResult } from '../../../src/vendors/volcengine/list-changes.js';
import { SimulatedClock } from '../calling/simulated-clock.js';
import { connectSimulated } from '../calling/simulated-vendors.js';
import { jitteryNetwork, SlidingSecondVendor } from '../calling/sliding-second-vendor.js';
import { changesInOrder } from './changes-in-order.js';

const CALLS_PER_SECOND = 50;
const LIST = { appId: 123456, ownerId: '10001', inboxType: 0 };

/** Additions in simulated time, in front of a vendor that counts sliding seconds, 0 to 30 ms away each way. */
function simulate(seed: number) {
  const clock = new SimulatedClock();
  const network = jitteryNetwork({ seed });
  const vendor = new SlidingSecondVendor(clock, CALLS_PER_SECOND, network);
  const calls: { sentAt: number; users: string[] }[] = [];
  const connection = {
    send({ body }: { body: string }): Promise<VendorAnswer> {
      const users = JSON.parse(body).BlackListInfos.map(
        (info: { BlackListUserId: number }) => `${info.BlackListUserId}`,
      );
      const { out, back } = network(calls.length);
      calls.push({ sentAt: clock.now(), users });
      return new Promise((resolve) => {
        clock.after(out, () => {
          const answer = vendor.arrive() ? added(users, `call-${calls.length}`) : OVER_QUOTA;
          clock.after(back, () => resolve(answer));
        });
      });
    },
  };
  const { VOLCENGINE_RTC: volcengine } = connectSimulated(clock, CALLS_PER_SECOND, connection);
  const change = changesInOrder(volcengine.additions);
  const add = (caller: string, ...userIds: string[]): Promise<ListChangeResult[]> =>
    change(
      LIST,
      userIds.map((userId) => ({ userId })),
      { caller, deadline: clock.now() + 15_000 },
    );
  return { clock, vendor, calls, add, additions: volcengine.additions };
}

/** Users whose number is divisible by 7 are on the list already. */
function added(users: string[], requestId: string): VendorAnswer {
  const failed = users.filter((userId) => Number(userId) % 7 === 0);
  const FailedInfos = failed.map((userId) => ({
    UserId: Number(userId),
    Code: 'AlreadyOnTheBlackList',
    Message: '',
  }));
  const document = { ResponseMetadata: { RequestId: requestId }, Result: { FailedInfos } };
  return { status: 200, body: JSON.stringify(document) };
}

const OVER_QUOTA: VendorAnswer = {
  status: 429,
  body: '{"ResponseMetadata":{"RequestId":"r","Error":{"CodeN":100018,"Code":"FlowLimitExceeded","Message":""}}}',
};

function range(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1));
}

describe('calls that change one blacklist', () => {
  it('are sent at once by an idle gateway', async () => {
    const { clock, calls, add } = simulate(1);
    const first = add('a', '1', '2');
    await clock.run(0);
    expect(calls).toEqual([{ sentAt: 0, users: ['1', '2'] }]);
    await clock.run(10_000);
    expect((await first).map(({ done }) => done)).toEqual([true, true]);

    const later = add('a', '3');
    await clock.run(0);
    expect(calls[1]).toEqual({ sentAt: 10_000, users: ['3'] });
    await clock.run(100);
    await later;
  });

  it.each([
    ['in the same moment', 0],
    ['one a millisecond', 1],
    ['one every three milliseconds', 3],
  ])('carry a thousand callers’ single additions, %s, in at most 110', async (_name, everyMs) => {
    for (const seed of [1, 2, 3]) {
      const { clock, vendor, calls, add } = simulate(seed);
      const ids = range(1_000);
      const results = await Promise.all(
        (function* () {
          for (const [index, userId] of ids.entries()) {
            yield new Promise<ListChangeResult[]>((resolve) => {
              clock.after(index * everyMs, () => resolve(add(`caller-${index}`, userId)));
            });
          }
          yield clock.run(20_000).then(() => []);
        })(),
      );

      expect(calls.length).toBeLessThanOrEqual(110);
      expect(vendor.refusals).toEqual([]);
      expect(calls.flatMap(({ users }) => users).sort()).toEqual([...ids].sort());
      for (const [index, userId] of ids.entries()) {
        const [result] = results[index] ?? [];
        if (Number(userId) % 7 !== 0) expect(result).toMatchObject({ done: true });
        else expect(result).toMatchObject({ done: false, failure: { reason: 'already-blacklisted' } });
      }
    }
  });

  it('leave three quarters of the quota to other lists while they have room for more users', async () => {
    const { clock, calls, add } = simulate(1);
    const results = range(200).map(
      (userId, index) =>
        new Promise<ListChangeResult[]>((resolve) => {
          clock.after(index * 15, () => resolve(add('a', userId)));
        }),
    );
    await clock.run(20_000);
    await Promise.all(results);
    const lastSecond = calls.filter(({ sentAt }) => sentAt >= 1_000 && sentAt < 2_000);
    expect(lastSecond.length).toBeLessThanOrEqual(Math.ceil(CALLS_PER_SECOND / 4));
  });

  it('are refused at once if the deadline is too near, and the other users are answered', async () => {
    const { clock, calls, add } = simulate(1);
    const result = add('a', ...range(8_000));
    await clock.run(30_000);
    const results = await result;
    const refused = results.filter((result) => !result.done && result.failure.reason === 'no-slot-in-time');
    expect(refused.length).toBeGreaterThan(1_000);
    for (const result of refused) {
      expect(result).toMatchObject({ failure: { outcome: 'NOT_APPLIED', retryAfterMs: expect.any(Number) } });
    }
    expect(calls.flatMap(({ users }) => users).length + refused.length).toBe(8_000);
  });

  it('go on for another caller who joined one whose opener has too much in line', async () => {
    const { clock, calls, additions } = simulate(1);
    const add = (caller: string, ownerId: string, userId: string, waitsMs: number) =>
      additions.change({ ...LIST, ownerId }, { userId }, { caller, deadline: clock.now() + waitsMs });
    // One call for each list: at 50 a second, these take ten seconds.
    const filling = range(500).map((owner) => add('busy', `2${owner}`, '1', 15_000));
    await clock.run(1_000);
    const joined = ['busy', 'quiet', 'quiet'].map((caller, index) =>
      add(caller, '10001', `${index + 1}`, 5_000),
    );
    await clock.run(20_000);
    await Promise.all(filling);
    expect(await Promise.all(joined)).toMatchObject([
      { done: false, failure: { reason: 'no-slot-in-time', outcome: 'NOT_APPLIED' } },
      { done: true },
      { done: true },
    ]);
    expect(calls.filter(({ users }) => users.includes('3'))).toMatchObject([{ users: ['2', '3'] }]);
  });

  it('are not told as sent where nothing was sent', async () => {
    const { clock, calls, additions } = simulate(1);
    const sent: string[] = [];
    const add = (userId: string, deadline: number, signal?: AbortSignal) =>
      additions.change(LIST, { userId }, { caller: 'a', deadline, signal }, () => sent.push(userId));
    const late = add('1', clock.now() - 1);
    const abandoned = add('2', clock.now() + 5_000, AbortSignal.abort());
    const wanted = add('3', clock.now() + 5_000);
    await clock.run(5_000);
    const results = await Promise.all([late, abandoned, wanted]);
    expect(results.map(({ done }) => done)).toEqual([false, false, true]);
    expect(calls.flatMap(({ users }) => users)).toEqual(['3']);
    expect(sent).toEqual(['3']);
  });
});
