import { afterEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  type BlacklistUserInput,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  VendorsDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';

const OWNER = '10001';
let sandbox: Sandbox;

afterEach(() => sandbox.close());

/** A quota of one call a second. The first call uses it up, so the next calls have to wait. */
async function startBusySandbox(environment: Record<string, string> = {}): Promise<void> {
  sandbox = await startSandboxWithoutEvents({ TRTC_QPS: '1', VOLC_QPS: '1', ...environment });
}

async function setState(state: SetUserMediaStateInput['state'], signal?: AbortSignal, userId = '29376') {
  const input = { roomId: 10006, userId, state };
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, signal ? { signal } : {});
  return data?.setUserMediaState;
}

async function add(users: BlacklistUserInput[], signal?: AbortSignal) {
  const { data } = await send(
    sandbox,
    AddToBlacklistDocument,
    { input: { userId: OWNER, users } },
    signal ? { signal } : {},
  );
  return data?.addToBlacklist;
}

/** Resolves when `count` calls wait at the gateway. */
async function waiting(count: number): Promise<void> {
  const callsWaiting = async () => {
    const { data } = await send(sandbox, VendorsDocument, {});
    return data?.vendors.flatMap(({ quotas }) => quotas).reduce((sum, quota) => sum + quota.callsWaiting, 0);
  };
  await expect.poll(callsWaiting, { interval: 5, timeout: 5_000 }).toBe(count);
}

function isMutes(): number[] {
  return sandbox.trtc.requests().map(({ body }) => JSON.parse(body).IsMute);
}

function sentUsers(): number[][] {
  return sandbox.volcengine
    .requests()
    .map(({ body }) =>
      JSON.parse(body).BlackListInfos.map(
        ({ BlackListUserId }: { BlackListUserId: number }) => BlackListUserId,
      ),
    );
}

describe('states that wait for a slot', () => {
  it('are sent once, as the newest wants them', async () => {
    await startBusySandbox();
    await setState('AUDIO_VIDEO_DISABLED');
    const enable = setState('AUDIO_VIDEO_ENABLED');
    await waiting(1);
    const [first, same, other] = await Promise.all([
      enable,
      setState('AUDIO_VIDEO_ENABLED'),
      setState('VIDEO_DISABLED'),
    ]);

    expect(other).toMatchObject({ __typename: 'SetUserMediaStateSuccess', state: 'VIDEO_DISABLED' });
    for (const superseded of [first, same]) {
      expect(superseded).toMatchObject({
        __typename: 'SupersededError',
        outcome: 'NOT_APPLIED',
        newerActionId: other?.actionId,
      });
    }
    expect(isMutes()).toEqual([1, 3]);
  });

  it('are sent once if they are equal', async () => {
    await startBusySandbox();
    await setState('AUDIO_VIDEO_DISABLED');
    const enable = setState('AUDIO_VIDEO_ENABLED');
    await waiting(1);
    const [first, same] = await Promise.all([enable, setState('AUDIO_VIDEO_ENABLED')]);
    for (const answer of [first, same]) expect(answer?.__typename).toBe('SetUserMediaStateSuccess');
    expect(same?.vendorRequestId).toBe(first?.vendorRequestId);
    expect(isMutes()).toEqual([1, 0]);
  });

  it('are sent although the client that asked first has left', async () => {
    await startBusySandbox();
    await setState('AUDIO_VIDEO_DISABLED');
    const leaving = new AbortController();
    const first = setState('AUDIO_VIDEO_ENABLED', leaving.signal);
    await waiting(1);
    const second = setState('AUDIO_VIDEO_ENABLED');
    // The second request shares the first's place. It is under way once a later request has been answered.
    await send(sandbox, VendorsDocument, {});
    leaving.abort();

    await expect(first).rejects.toThrow('abort');
    expect((await second)?.__typename).toBe('SetUserMediaStateSuccess');
    expect(isMutes()).toEqual([1, 0]);
  });

  it('are not sent when no client waits for them', async () => {
    await startBusySandbox();
    await setState('AUDIO_VIDEO_DISABLED');
    const leaving = new AbortController();
    const first = setState('AUDIO_VIDEO_ENABLED', leaving.signal);
    await waiting(1);
    leaving.abort();
    await expect(first).rejects.toThrow('abort');
    await waiting(0);

    expect((await setState('VIDEO_DISABLED'))?.__typename).toBe('SetUserMediaStateSuccess');
    expect(isMutes()).toEqual([1, 3]);
  });
});

describe('additions that wait for a slot', () => {
  it('share calls, and each caller gets the results of its own users', async () => {
    await startBusySandbox();
    await add([{ userId: '1' }]);
    const early = add([{ userId: '2' }, { userId: '10006' }]);
    await waiting(1);
    const answers = await Promise.all([
      early,
      add([{ userId: '3' }]),
      add([{ userId: OWNER }, { userId: '4' }]),
    ]);

    expect(answers).toMatchObject([
      {
        addedUserIds: ['2'],
        failures: [{ index: 1, userId: '10006', error: { code: 'ALREADY_BLACKLISTED' } }],
      },
      { __typename: 'AddToBlacklistSuccess', addedUserIds: ['3'] },
      { addedUserIds: ['4'], failures: [{ index: 0, userId: OWNER, error: { code: 'SELF_BLACKLIST' } }] },
    ]);
    expect(sentUsers()).toEqual([[1], [2, 10006, 3, 10001, 4]]);
  });

  it('of the same user are sent once, and both callers get the answer', async () => {
    await startBusySandbox();
    await add([{ userId: '1' }]);
    const first = add([{ userId: '2', ext: { a: 'b' } }]);
    await waiting(1);
    const second = add([{ userId: '2', ext: { a: 'b' } }, { userId: '3' }]);

    expect((await second)?.__typename).toBe('AddToBlacklistSuccess');
    expect((await first)?.__typename).toBe('AddToBlacklistSuccess');
    expect(sentUsers()).toEqual([[1], [2, 3]]);
  });

  it('of the same user with another ext go one after the other', async () => {
    await startBusySandbox();
    await add([{ userId: '1' }]);
    const first = add([{ userId: '2', ext: { a: 'b' } }]);
    await waiting(1);
    const second = add([{ userId: '2', ext: { a: 'c' } }]);

    expect((await first)?.__typename).toBe('AddToBlacklistSuccess');
    expect(await second).toMatchObject({ failures: [{ error: { code: 'ALREADY_BLACKLISTED' } }] });
    expect(sandbox.volcengine.blacklist(123456, OWNER, 0).get('2')).toEqual({ a: 'b' });
  });

  it('are sent even if the client leaves whose addition began their call', async () => {
    await startBusySandbox();
    await add([{ userId: '1' }]);
    const leaving = new AbortController();
    const opener = add([{ userId: '2' }], leaving.signal);
    await waiting(1);
    const others = [add([{ userId: '3' }]), add([{ userId: '4' }])];
    await send(sandbox, VendorsDocument, {});
    leaving.abort();

    await expect(opener).rejects.toThrow('abort');
    for (const answer of await Promise.all(others)) expect(answer?.__typename).toBe('AddToBlacklistSuccess');
    expect(sentUsers().flat().sort()).toEqual([1, 3, 4]);
  });

  it('of a thousand callers at once share calls, and the vendor refuses none', async () => {
    sandbox = await startSandboxWithoutEvents({ VOLC_QPS: '50' });
    const ids = Array.from({ length: 1_000 }, (_, index) => String(20_000 + index));
    const answers = await Promise.all(ids.map((userId) => add([{ userId }])));

    expect(answers.map((answer) => answer?.__typename)).toEqual(ids.map(() => 'AddToBlacklistSuccess'));
    expect(
      answers.flatMap((answer) => (answer && 'addedUserIds' in answer ? answer.addedUserIds : [])),
    ).toEqual(ids);
    const { accepted, refused } = sandbox.volcengine.traffic();
    expect(refused).toBe(0);
    // The exact number depends on this machine's speed. In simulated time, list-changes.test.ts expects at most 110.
    expect(accepted).toBeLessThanOrEqual(200);
    expect(sandbox.volcengine.blacklist(123456, OWNER, 0).size).toBe(1_001);
  });
});

describe('calls that cannot be served in time', () => {
  it('are refused at once with retryAfterMs, and nothing is sent', async () => {
    await startBusySandbox({ VENDOR_DEADLINE_MS: '2200', VENDOR_TIMEOUT_MS: '400' });
    await setState('AUDIO_DISABLED');
    const inTime = setState('VIDEO_DISABLED', undefined, 'alice');
    await waiting(1);
    const late = await setState('VIDEO_DISABLED', undefined, 'bob');

    expect(late).toMatchObject({
      __typename: 'RateLimitedError',
      code: 'RATE_LIMITED',
      outcome: 'NOT_APPLIED',
      retryable: true,
      vendor: null,
    });
    const { retryAfterMs } = late as { retryAfterMs?: number };
    expect(retryAfterMs).toBeGreaterThan(1_500);
    expect(retryAfterMs).toBeLessThan(3_000);
    expect((await inTime)?.__typename).toBe('SetUserMediaStateSuccess');
    expect(isMutes()).toEqual([2, 3]);
  });

  it('are refused when too many wait already', async () => {
    await startBusySandbox({ VENDOR_QUEUE_MAX: '1' });
    await setState('AUDIO_DISABLED');
    const waits = setState('VIDEO_DISABLED', undefined, 'alice');
    await waiting(1);

    expect(await setState('VIDEO_DISABLED', undefined, 'bob')).toMatchObject({
      __typename: 'RateLimitedError',
      code: 'QUEUE_FULL',
      outcome: 'NOT_APPLIED',
      retryAfterMs: expect.any(Number),
    });
    expect((await waits)?.__typename).toBe('SetUserMediaStateSuccess');
  });
});
