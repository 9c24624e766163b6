import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteForReading } from '../../src/journal/sqlite-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { systemClock } from '../../src/time/clock.js';
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
let folder: string;
let sandbox: Sandbox;
/** Undefined while the gateway's time stands still. Timers are real. */
let goesOnSince: number | undefined;
const clock = {
  ...systemClock,
  now: () => (goesOnSince === undefined ? 0 : performance.now() - goesOnSince),
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waiting-'));
  goesOnSince = undefined;
});
afterEach(async () => {
  // The gateway waits for what is under way, also after a test that has failed before time passed.
  goesOnSince ??= performance.now();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function start(environment: Record<string, string>): Promise<void> {
  const journal = { DATABASE_URL: `file:${join(folder, 'journal.db')}` };
  const unlimited = { CALLER_REQUESTS_PER_SECOND: '0' };
  sandbox = await startSandboxWithoutEvents({ ...journal, ...unlimited, ...environment }, { clock });
}

/** A quota of one call a second. The first call uses it up, so the next calls have to wait, until time passes. */
function startBusySandbox(environment: Record<string, string> = {}): Promise<void> {
  return start({ TRTC_QPS: '1', VOLC_QPS: '1', ...environment });
}

/** Time passes from now on. Until then, it stands still, however long requests take. */
function letTimePass(): void {
  goesOnSince = performance.now();
}

/** Resolves when so many actions have come so far that they wait, or have been carried out. */
async function underWay(count: number): Promise<void> {
  const journal = await openSqliteForReading(join(folder, 'journal.db'));
  const actions = () => journal.db.selectFrom('actions').select('id').execute();
  // A thousand requests take a minute where the processor is busy, and to look all the time would make it busier.
  await expect.poll(actions, { timeout: 100_000, interval: 200 }).toHaveLength(count);
  await journal.close();
  // What is on record goes on as soon as the gateway hears of it: before this is answered.
  for (let times = 0; times < 2; times += 1) await send(sandbox, VendorsDocument, {});
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
  await expect.poll(callsWaiting, { interval: 5 }).toBe(count);
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
    const equal = setState('AUDIO_VIDEO_ENABLED');
    await underWay(3);
    const newest = setState('VIDEO_DISABLED');
    await underWay(4);
    letTimePass();
    const [first, same, other] = await Promise.all([enable, equal, newest]);

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
    const equal = setState('AUDIO_VIDEO_ENABLED');
    await underWay(3);
    letTimePass();
    const [first, same] = await Promise.all([enable, equal]);
    const ids = [first, same].map((answer) => {
      if (answer?.__typename !== 'SetUserMediaStateSuccess') throw new Error(`not ${answer?.__typename}`);
      return answer.vendorRequestId;
    });
    expect(new Set(ids).size).toBe(1);
    expect(isMutes()).toEqual([1, 0]);
  });

  it('are sent although the client that asked first has left', async () => {
    await startBusySandbox();
    await setState('AUDIO_VIDEO_DISABLED');
    const leaving = new AbortController();
    const first = setState('AUDIO_VIDEO_ENABLED', leaving.signal);
    await waiting(1);
    const second = setState('AUDIO_VIDEO_ENABLED');
    // The second request shares the first's place.
    await underWay(3);
    leaving.abort();

    await expect(first).rejects.toThrow('abort');
    letTimePass();
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
    letTimePass();

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
    const later = add([{ userId: '3' }]);
    await underWay(3);
    const last = add([{ userId: OWNER }, { userId: '4' }]);
    await underWay(4);
    letTimePass();
    const answers = await Promise.all([early, later, last]);

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
    await underWay(3);
    letTimePass();

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
    await underWay(3);
    letTimePass();

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
    await underWay(4);
    leaving.abort();

    await expect(opener).rejects.toThrow('abort');
    letTimePass();
    for (const answer of await Promise.all(others)) expect(answer?.__typename).toBe('AddToBlacklistSuccess');
    expect(sentUsers().flat().sort()).toEqual([1, 3, 4]);
  });

  it('of a thousand callers at once share calls, and the vendor refuses none', async () => {
    await start({ VOLC_QPS: '50' });
    const ids = Array.from({ length: 1_000 }, (_, index) => String(20_000 + index));
    const asked = ids.map((userId) => add([{ userId }]));
    await underWay(ids.length);
    letTimePass();
    const answers = await Promise.all(asked);

    expect(answers.map((answer) => answer?.__typename)).toEqual(ids.map(() => 'AddToBlacklistSuccess'));
    expect(
      answers.flatMap((answer) => (answer && 'addedUserIds' in answer ? answer.addedUserIds : [])),
    ).toEqual(ids);
    const { accepted, refused } = sandbox.volcengine.traffic();
    expect(refused).toBe(0);
    // The exact number depends on how many came with the first 50. In simulated time, list-changes.test.ts expects at most 110.
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
    letTimePass();
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
    letTimePass();
    expect((await waits)?.__typename).toBe('SetUserMediaStateSuccess');
  });
});
