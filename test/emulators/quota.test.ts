import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SlidingWindowQuota } from '../../src/emulators/endpoint/sliding-window-quota.js';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import { callTrtc, callVolcengine, NOW_MS, TRTC, VOLCENGINE } from './signed-calls.js';

let ms = 0;
const now = { monotonicMs: () => ms, epochMs: () => NOW_MS };

async function repeat<T>(times: number, call: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let i = 0; i < times; i++) answers.push(await call());
  return answers;
}

describe('the quota of the TRTC emulator', () => {
  let emulator: TrtcEmulator;
  beforeEach(async () => {
    ms = 0;
    emulator = await startTrtcEmulator({ ...TRTC, now });
    emulator.enterRoom(1400188366, 10006, '29376');
  });
  afterEach(() => emulator.close());

  it('refuses the 21st call within a second, as documented', async () => {
    const answers = await repeat(21, () => callTrtc(emulator.url));

    expect(answers.slice(0, 20).every(({ code }) => code === undefined)).toBe(true);
    expect(answers[20]).toMatchObject({
      status: 200,
      code: 'RequestLimitExceeded',
      message:
        'Your current request times equals to `21` in a second, which exceeds the frequency limit `20` for a second. Please reduce the frequency of calls.',
    });
    expect(emulator.traffic()).toEqual({ accepted: 20, refused: 1, mostInOneSecond: 20 });
    expect(emulator.requests().at(-1)).toMatchObject({ authenticated: true, applied: false });
  });

  it('counts calls in any second, not in the seconds of a clock', async () => {
    ms = 900;
    await repeat(20, () => callTrtc(emulator.url));
    ms = 1899;
    expect(await callTrtc(emulator.url)).toMatchObject({ code: 'RequestLimitExceeded' });
    ms = 1900;
    expect(await callTrtc(emulator.url)).toMatchObject({ code: undefined });
  });

  it('counts each region separately', async () => {
    await repeat(20, () => callTrtc(emulator.url));
    expect(await callTrtc(emulator.url, { region: 'ap-beijing' })).toMatchObject({ code: undefined });
    expect(emulator.traffic()).toMatchObject({ accepted: 21, mostInOneSecond: 20 });
  });

  it('counts invalid requests, but not requests without a valid signature', async () => {
    await repeat(25, () => callTrtc(emulator.url, { secretKey: 'guess' }));
    expect(emulator.traffic().accepted).toBe(0);
    await repeat(20, () => callTrtc(emulator.url, { body: '{}' }));
    expect(await callTrtc(emulator.url)).toMatchObject({ code: 'RequestLimitExceeded' });
  });

  it('can be configured', async () => {
    const generous = await startTrtcEmulator({ ...TRTC, callsPerSecond: 2, now });
    try {
      const answers = await repeat(3, () => callTrtc(generous.url));
      expect(answers.map(({ code }) => code === 'RequestLimitExceeded')).toEqual([false, false, true]);
      expect(answers[2]?.message).toContain(
        'equals to `3` in a second, which exceeds the frequency limit `2`',
      );
    } finally {
      await generous.close();
    }
  });
});

describe('the quota of the Volcengine emulator', () => {
  let emulator: VolcengineEmulator;
  beforeEach(async () => {
    ms = 0;
    emulator = await startVolcengineEmulator({ ...VOLCENGINE, appIds: [1, 2], now });
  });
  afterEach(() => emulator.close());

  const add = (appId: number) =>
    callVolcengine(emulator.url, {
      body: `{"AppId":${appId},"UserId":10001,"BlackListInfos":[{"BlackListUserId":10002}]}`,
    });
  const get = () =>
    callVolcengine(emulator.url, {
      action: 'GetBlackList',
      body: '{"AppId":1,"UserId":10001,"Cursor":0,"Limit":20}',
    });

  it('refuses the 51st AddBlackList within a second, whatever the application', async () => {
    await repeat(25, () => add(1));
    await repeat(25, () => add(2));
    expect(await add(1)).toMatchObject({
      status: 429,
      codeN: 100018,
      code: 'FlowLimitExceeded',
      message:
        'Request was rejected because the request speed of this openAPI is beyond the current flow control limit.',
    });
    expect(emulator.traffic()).toEqual({ accepted: 50, refused: 1, mostInOneSecond: 50 });
    ms = 1000;
    expect(await add(1)).toMatchObject({ status: 200 });
  });

  it('counts each api separately, and allows 100 calls to apis that read', async () => {
    await repeat(50, () => add(1));
    const answers = await repeat(101, get);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    expect(answers[100]).toMatchObject({ status: 429 });
  });
});

describe('SlidingWindowQuota', () => {
  it('never accepts more than the quota in any second, and refuses only when it is used up', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 10 }), (gaps, callsPerSecond) => {
        const quota = new SlidingWindowQuota();
        const accepted: number[] = [];
        let at = 0;
        for (const gap of gaps) {
          at += gap;
          const inLastSecond = accepted.filter((earlier) => at - earlier < 1000).length;
          expect(quota.isSpent('key', callsPerSecond, at)).toBe(inLastSecond >= callsPerSecond);
          if (inLastSecond >= callsPerSecond) continue;
          quota.accept('key', at);
          accepted.push(at);
        }
        expect(quota.traffic().mostInOneSecond).toBeLessThanOrEqual(callsPerSecond);
        expect(quota.traffic().accepted).toBe(accepted.length);
      }),
    );
  });
});
