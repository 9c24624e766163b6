import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import type { TrtcFault } from '../../src/emulators/trtc/trtc-fault.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import { callTrtc, callVolcengine, NOW_MS, TRTC, VOLCENGINE } from './signed-calls.js';

const now = { epochMs: () => NOW_MS };
const SOON = { interval: 1, timeout: 15_000 };
/** Longer than a test takes. */
const NEVER_MS = 600_000;

describe('a fault of the TRTC emulator', () => {
  let emulator: TrtcEmulator;
  beforeEach(async () => {
    emulator = await startTrtcEmulator({ ...TRTC, now });
    emulator.enterRoom(1400188366, 10006, '29376');
  });
  afterEach(() => emulator.close());

  const call = () => callTrtc(emulator.url);
  const stateOfUser = () => emulator.mediaState(1400188366, 10006, '29376');
  const appliedOrNot = [
    { applied: false, state: 0 },
    { applied: true, state: 1 },
  ];

  it('can delay the answer, but not the change', async () => {
    emulator.injectFault({ kind: 'delay', delayMs: NEVER_MS });
    const late = call().catch((error: Error) => error);
    await vi.waitFor(() => expect(stateOfUser()).toBe(1), SOON);
    expect(emulator.requests()).toMatchObject([{ answeredStatus: undefined, applied: true }]);

    emulator.clearRequests();
    emulator.injectFault({ kind: 'delay', delayMs: 40 });
    const start = performance.now();
    expect(await call()).toMatchObject({ status: 200, code: undefined });
    // Node's timers may fire up to 1 ms early.
    expect(performance.now() - start).toBeGreaterThanOrEqual(39);
    expect(emulator.requests()).toMatchObject([{ answeredStatus: 200 }]);
    await emulator.close();
    expect(await late).toBeInstanceOf(Error);
  });

  it.each(appliedOrNot)('can reset the connection (applied: $applied)', async ({ applied, state }) => {
    emulator.injectFault({ kind: 'reset', applied });
    await expect(call()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(stateOfUser()).toBe(state);
    expect(emulator.requests()).toMatchObject([{ authenticated: true, answeredStatus: undefined, applied }]);
  });

  it.each(['reset', 'silence'] as const)('can make a change late, without an answer: %s', async (kind) => {
    emulator.injectFault({ kind, applied: true, appliedAfterMs: NEVER_MS });
    const never = call().catch((error: Error) => error);
    await vi.waitFor(() => expect(emulator.requests()).toMatchObject([{ applied: false }]), SOON);
    expect(stateOfUser()).toBe(0);

    emulator.clearRequests();
    emulator.injectFault({ kind, applied: true, appliedAfterMs: 60 });
    const start = performance.now();
    const outcome = call().catch((error: Error) => error);
    await vi.waitFor(() => expect(emulator.requests()).toMatchObject([{ applied: true }]), SOON);
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
    expect(stateOfUser()).toBe(1);
    await emulator.close();
    for (const error of [await never, await outcome]) expect(error).toBeInstanceOf(Error);
  });

  it.each(appliedOrNot)(
    'can be silent until the emulator is closed (applied: $applied)',
    async ({ applied, state }) => {
      emulator.injectFault({ kind: 'silence', applied });
      const outcome = call().catch((error: Error) => error);
      await vi.waitFor(() => expect(emulator.requests()).toHaveLength(1), SOON);
      expect(stateOfUser()).toBe(state);
      expect(await call()).toMatchObject({ code: undefined });

      await emulator.close();
      expect(await outcome).toBeInstanceOf(Error);
    },
  );

  it('does not let a delayed answer hold up closing', async () => {
    emulator.injectFault({ kind: 'delay', delayMs: 600_000 });
    const outcome = call().catch((error: Error) => error);
    await vi.waitFor(() => expect(emulator.requests()).toHaveLength(1), SOON);
    await emulator.close();
    expect(await outcome).toBeInstanceOf(Error);
  });

  it.each([0, 10])('can cut the answer after %i bytes', async (bytes) => {
    emulator.injectFault({ kind: 'truncate', bytes });
    const response = await request(emulator.url, await signedRequest());
    const whole = Number(response.headers['content-length']);
    expect(response.statusCode).toBe(200);
    expect(whole).toBeGreaterThan(50);

    const received: Buffer[] = [];
    const reading = (async () => {
      for await (const chunk of response.body) received.push(chunk);
    })();
    await expect(reading).rejects.toThrow();
    expect(Buffer.concat(received)).toHaveLength(bytes);
    expect(stateOfUser()).toBe(1);
  });

  it.each(appliedOrNot)('can give an exact answer (applied: $applied)', async ({ applied, state }) => {
    const headers = { 'content-type': 'text/html', 'x-proxy': 'yes' };
    emulator.injectFault({ kind: 'verbatim', status: 502, headers, body: '<html>', applied });
    const response = await request(emulator.url, await signedRequest());

    expect(response.statusCode).toBe(502);
    expect(response.headers).toMatchObject(headers);
    expect(await response.body.text()).toBe('<html>');
    expect(stateOfUser()).toBe(state);
    expect(emulator.requests().at(-1)).toMatchObject({ answeredStatus: 502, code: undefined, applied });
  });

  it.each(appliedOrNot)(
    'answers an error of the vendor’s (applied: $applied)',
    async ({ applied, state }) => {
      emulator.injectFault({ kind: 'error', code: 'InternalError', message: 'Internal error.', applied });
      expect(await call()).toMatchObject({ status: 200, code: 'InternalError', message: 'Internal error.' });
      expect(stateOfUser()).toBe(state);
      expect(emulator.requests()).toMatchObject([{ answeredStatus: 200, code: 'InternalError', applied }]);
    },
  );

  it('can throttle within the quota, without using the quota', async () => {
    emulator.injectFault({ kind: 'throttle' });
    expect(await call()).toMatchObject({ status: 200, code: 'RequestLimitExceeded' });
    expect(stateOfUser()).toBe(0);
    expect(emulator.traffic()).toEqual({ accepted: 0, refused: 1, mostInOneSecond: 0 });
  });

  it('applies to the given number of requests for the given api', async () => {
    const error: TrtcFault = { kind: 'error', code: 'ServiceUnavailable', message: '' };
    emulator.injectFault({ ...error, action: 'RemoveUser' });
    emulator.injectFault({ ...error, action: 'SetUserBlocked', times: 2 });
    emulator.injectFault({ ...error, code: 'ResourceUnavailable' });

    const codes = [(await call()).code, (await call()).code, (await call()).code, (await call()).code];
    expect(codes).toEqual(['ServiceUnavailable', 'ServiceUnavailable', 'ResourceUnavailable', undefined]);
  });

  it('applies only to a request with a valid signature', async () => {
    emulator.injectFault({ kind: 'reset' });
    expect(await callTrtc(emulator.url, { secretKey: 'guess' })).toMatchObject({
      code: 'AuthFailure.SignatureFailure',
    });
    await expect(call()).rejects.toThrow();
  });

  it('can be removed', async () => {
    emulator.injectFault({ kind: 'reset', times: 5 });
    emulator.clearFaults();
    expect(await call()).toMatchObject({ code: undefined });
  });

  it('is refused if it is invalid, with the name of the wrong field', () => {
    const inject = (fault: object) => () => emulator.injectFault(fault as TrtcFault);
    expect(inject({ kind: 'explode' })).toThrow('kind: ');
    expect(inject({ kind: 'truncate' })).toThrow('bytes: ');
    expect(inject({ kind: 'reset', times: 0 })).toThrow('times: ');
    expect(inject({ kind: 'delay', applied: true })).toThrow('"applied"');
    expect(inject({ kind: 'failedInfos', failedInfos: [] })).toThrow('kind: ');
  });

  /** The vendor's example, signed, for answers that are not the vendor's JSON. */
  async function signedRequest() {
    await callTrtc(emulator.url, { secretKey: TRTC.secretKey, action: 'Unknown' });
    const [{ headers, body } = { headers: {}, body: '' }] = emulator.requests();
    return { method: 'POST', headers: { ...headers, 'x-tc-action': 'SetUserBlocked' }, body } as const;
  }
});

describe('a fault of the Volcengine emulator', () => {
  let emulator: VolcengineEmulator;
  beforeEach(async () => {
    emulator = await startVolcengineEmulator({ ...VOLCENGINE, now });
  });
  afterEach(() => emulator.close());

  const call = () =>
    callVolcengine(emulator.url, {
      body: '{"AppId":123456,"UserId":10001,"BlackListInfos":[{"BlackListUserId":10002},{"BlackListUserId":9223372036854775807}]}',
    });
  const listed = () => [...emulator.blacklist(123456, '10001', 0).keys()];

  it('can be an error of the API gateway, or of the service, which has no CodeN', async () => {
    emulator.injectFault({
      kind: 'error',
      status: 503,
      codeN: 100019,
      code: 'ServiceUnavailableTemp',
      message: 'a',
    });
    emulator.injectFault({ kind: 'error', status: 200, code: 'NoAuth', message: 'b', applied: true });

    expect(await call()).toMatchObject({
      status: 503,
      codeN: 100019,
      code: 'ServiceUnavailableTemp',
      message: 'a',
    });
    expect(listed()).toEqual([]);
    const second = await call();
    expect(second).toMatchObject({ status: 200, code: 'NoAuth', message: 'b' });
    expect(second.metadata.Error).not.toHaveProperty('CodeN');
    expect(listed()).toEqual(['10002', '9223372036854775807']);
  });

  it('can fail given users, and add the others', async () => {
    const failure = { userId: '9223372036854775807', code: 'UserBanned', message: 'no' };
    emulator.injectFault({ kind: 'failedInfos', failedInfos: [failure] });
    const answer = await call();

    expect(answer.text).toContain(
      '"FailedInfos":[{"UserId":9223372036854775807,"Code":"UserBanned","Message":"no"}]',
    );
    expect(listed()).toEqual(['10002']);
    expect((await call()).result.FailedInfos).toMatchObject([
      { UserId: 10002, Code: 'AlreadyOnTheBlackList' },
    ]);
  });

  it('can throttle as documented', async () => {
    emulator.injectFault({ kind: 'throttle', action: 'AddBlackList' });
    expect(await call()).toMatchObject({ status: 429, codeN: 100018, code: 'FlowLimitExceeded' });
    expect(listed()).toEqual([]);
  });
});
