import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { systemClock } from '../../src/time/clock.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { post, type SendOptions, send } from '../graphql-client.js';
import { signed } from '../identity/signed-tokens.js';
import {
  NOTHING_GIVEN_UP,
  startSandboxWithoutEvents,
  startTestSandbox,
  withoutJitter,
} from '../sandbox-gateway.js';
import { type Sample, sampleValue, scrape } from './scrape.js';

const TRTC = { vendor: 'TENCENT_TRTC', api: 'SetUserBlocked' };
const VOLCENGINE = { vendor: 'VOLCENGINE_RTC', api: 'AddBlackList' };
const AUTH_JWT_SECRET = 'a secret for tests, of 32 bytes or more';

let sandbox: Sandbox;
afterEach(() => sandbox.close());

async function mute(userId = '29376', options?: SendOptions) {
  const input = { roomId: 10006, userId, state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, options);
  return data?.setUserMediaState.__typename;
}

async function add(userIds: readonly string[], options?: SendOptions) {
  const input = { userId: '10001', users: userIds.map((userId) => ({ userId })) };
  const { data } = await send(sandbox, AddToBlacklistDocument, { input }, options);
  return data?.addToBlacklist.__typename;
}

describe('the metrics', () => {
  beforeEach(async () => {
    sandbox = await startTestSandbox({ METRICS_PORT: '0', ...NOTHING_GIVEN_UP }, withoutJitter);
  });

  it('count actions by their answers and their status', async () => {
    await mute();
    await mute('nobody');
    await mute('carol', { token: sandbox.tokens?.user ?? '' });
    await add(['10002', '10006']);
    const samples = await scrape(sandbox);

    const results = samples.filter(({ name }) => name === 'gateway_actions_total');
    expect(results.map(({ labels, value }) => [labels.operation, labels.result, value])).toEqual([
      ['setUserMediaState', 'SetUserMediaStateSuccess', 1],
      ['setUserMediaState', 'UserNotInRoomError', 1],
      ['setUserMediaState', 'ForbiddenError', 1],
      ['addToBlacklist', 'AddToBlacklistPartialFailure', 1],
    ]);
    const ended = (operation: string, status: string) =>
      sampleValue(samples, 'gateway_action_duration_seconds_count', { operation, status });
    expect(ended('setUserMediaState', 'APPLIED')).toBe(1);
    expect(ended('setUserMediaState', 'REFUSED')).toBe(1);
    expect(ended('setUserMediaState', 'DENIED')).toBe(1);
    expect(ended('addToBlacklist', 'PARTIAL')).toBe(1);
    // The series exists from the start, because an alert must see the first increment.
    expect(ended('addToBlacklist', 'UNKNOWN')).toBe(0);
    expect(sampleValue(samples, 'gateway_http_requests_total', { route: '/graphql', status: '200' })).toBe(4);
  });

  it('count requests that never become actions', async () => {
    await mute('29376', { token: 'none' });
    await post(sandbox, 'no JSON');
    await fetch(`${sandbox.url}/nothing`);
    const samples = await scrape(sandbox);
    const requests = samples.filter(({ name }) => name === 'gateway_http_requests_total');
    // The emulator's callbacks come by themselves.
    const asked = requests.filter(({ labels: { route } }) => route !== '/callbacks');
    expect(asked.map(({ labels: { route, status }, value }) => [route, status, value])).toEqual([
      ['/graphql', '401', 1],
      ['/graphql', '400', 1],
      ['other', '404', 1],
    ]);
    expect(sampleValue(samples, 'gateway_token_checks_total', { result: 'invalid' })).toBe(1);
    expect(sampleValue(samples, 'gateway_token_checks_total', { result: 'verified' })).toBe(1);
  });

  it('count vendor calls by code, and how often each was sent', async () => {
    sandbox.trtc.injectFault({ kind: 'throttle' });
    await mute();
    sandbox.trtc.injectFault({ kind: 'reset' });
    await mute();
    sandbox.trtc.injectFault({ kind: 'error', code: 'NewCode.OfTheVendor', message: '' });
    await mute();
    await mute('nobody');
    const samples = await scrape(sandbox);

    const code = (code: string) => sampleValue(samples, 'gateway_vendor_attempts_total', { ...TRTC, code });
    expect(code('OK')).toBe(2);
    expect(code('RequestLimitExceeded')).toBe(1);
    expect(code('connection-lost')).toBe(1);
    expect(code('FailedOperation.UserNotExist')).toBe(1);
    expect(code('other')).toBe(1);
    expect(sampleValue(samples, 'gateway_vendor_quota_refusals_total', TRTC)).toBe(1);
    const attempts = (le: string) =>
      sampleValue(samples, 'gateway_vendor_call_attempts_bucket', { ...TRTC, le });
    expect([attempts('1'), attempts('2')]).toEqual([2, 4]);
    expect(sampleValue(samples, 'gateway_vendor_attempt_seconds_count', TRTC)).toBe(6);
    expect(sampleValue(samples, 'gateway_slot_wait_seconds_count', { ...TRTC, granted: 'true' })).toBe(6);
  });

  it('show how full the calls of a long list are', async () => {
    await add(Array.from({ length: 25 }, (_, index) => String(20_000 + index)));
    const samples = await scrape(sandbox);
    expect(sampleValue(samples, 'gateway_blacklist_batch_users_count')).toBe(3);
    expect(sampleValue(samples, 'gateway_blacklist_batch_users_sum')).toBe(25);
    expect(sampleValue(samples, 'gateway_blacklist_batch_users_bucket', { le: '9' })).toBe(1);
    expect(sampleValue(samples, 'gateway_slot_wait_seconds_count', { ...VOLCENGINE, granted: 'true' })).toBe(
      3,
    );
  });

  it('show quotas, the breaker, the journal and the token cache', async () => {
    // Time stands still. Otherwise slots come back and the journal is probed before a busy machine has read the metrics.
    await sandbox.close();
    const clock = { ...systemClock, now: () => 0 };
    sandbox = await startSandboxWithoutEvents({ METRICS_PORT: '0' }, { ...withoutJitter, clock });
    await mute();
    await mute();
    const samples = await scrape(sandbox);
    const singapore = { vendor: 'TENCENT_TRTC', scope: 'SetUserBlocked/ap-singapore' };
    expect(sampleValue(samples, 'gateway_quota_calls_per_second', singapore)).toBe(10_000);
    expect(sampleValue(samples, 'gateway_quota_slots_left', singapore)).toBeLessThan(10_000);
    expect(sampleValue(samples, 'gateway_quota_calls_waiting', singapore)).toBe(0);
    expect(sampleValue(samples, 'gateway_breaker_state', { vendor: TRTC.vendor, state: 'CLOSED' })).toBe(1);
    for (const record of ['intent', 'outcome']) {
      expect(sampleValue(samples, 'gateway_journal_write_seconds_count', { record })).toBe(2);
    }
    const commits = sampleValue(samples, 'gateway_journal_commit_seconds_count');
    expect(commits).toBeGreaterThanOrEqual(4);
    // Each scrape asks the journal whether it is ready. That makes no commit.
    expect(sampleValue(await scrape(sandbox), 'gateway_journal_commit_seconds_count')).toBe(commits);
    expect(sampleValue(samples, 'gateway_journal_commit_failures_total')).toBe(0);
    expect(sampleValue(samples, 'gateway_tokens_cached')).toBe(1);
    expect(sampleValue(samples, 'gateway_token_checks_total', { result: 'cached' })).toBe(1);
    expect(sampleValue(samples, 'gateway_ready')).toBe(1);
    expect(sampleValue(samples, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(sampleValue(samples, 'process_cpu_seconds_total')).toBeGreaterThan(0);
  });

  it('show a breaker that has opened', async () => {
    sandbox.trtc.injectFault({ kind: 'verbatim', status: 503, times: 10 });
    for (let action = 0; action < 3; action++) await mute();
    const samples = await scrape(sandbox);
    const state = (vendor: string) =>
      samples.find(
        ({ name, labels, value }) =>
          name === 'gateway_breaker_state' && labels.vendor === vendor && value === 1,
      )?.labels.state;
    expect(state('TENCENT_TRTC')).toBe('OPEN');
    expect(state('VOLCENGINE_RTC')).toBe('CLOSED');
    const code = 'vendor-unavailable';
    expect(sampleValue(samples, 'gateway_vendor_attempts_total', { ...TRTC, code })).toBe(10);
  });
});

describe('a quota without slots', () => {
  it('is shown with the calls that wait, and the calls that waited in vain', async () => {
    sandbox = await startTestSandbox({
      METRICS_PORT: '0',
      TRTC_QPS: '1',
      VENDOR_TIMEOUT_MS: '2000',
      VENDOR_DEADLINE_MS: '8000',
    });
    // Some wait for seconds, so that a busy machine sees them waiting, and some wait in vain.
    const users = Array.from({ length: 12 }, (_, index) => `user-${index}`);
    const answers = Promise.all(users.map((userId) => mute(userId)));
    const waiting = async () =>
      sampleValue(await scrape(sandbox), 'gateway_quota_calls_waiting', {
        scope: 'SetUserBlocked/ap-singapore',
      });
    await expect.poll(waiting).toBeGreaterThan(0);

    expect(await answers).toContain('RateLimitedError');
    const samples = await scrape(sandbox);
    const waits = (granted: string) =>
      sampleValue(samples, 'gateway_slot_wait_seconds_count', { ...TRTC, granted }) ?? 0;
    expect(waits('true')).toBeGreaterThan(0);
    expect(waits('false')).toBeGreaterThan(0);
  });
});

describe('the label sets of the metrics', () => {
  const withoutValues = (samples: readonly Sample[]) =>
    new Set(samples.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`));

  function tokenOf(sub: string): string {
    const grants = { scope: 'moderation:media moderation:blacklist', rooms: '*' };
    const claims = { sub, exp: Math.floor(Date.now() / 1000) + 3600, ...grants };
    return signed({ alg: 'HS256' }, claims, 'HS256', Buffer.from(AUTH_JWT_SECRET));
  }

  async function actAs(sub: string, index: number): Promise<void> {
    const token = tokenOf(sub);
    expect(
      await add(
        Array.from({ length: 50 }, (_, user) => String(100_000 + 50 * index + user)),
        { token },
      ),
    ).toBe('AddToBlacklistSuccess');
    expect(await mute(sub, { token })).toBe('UserNotInRoomError');
    const code = `Code.${sub}`;
    sandbox.trtc.injectFault({ kind: 'error', code, message: '' });
    expect(await mute('29376', { token })).toBe('UnknownVendorError');
  }

  it('do not grow with users, callers, and unknown vendor codes', async () => {
    sandbox = await startTestSandbox({ METRICS_PORT: '0', AUTH_JWT_SECRET });
    await actAs('somebody', 0);
    const before = withoutValues(await scrape(sandbox));
    // 1,000 users of lists and 20 callers.
    for (let caller = 1; caller <= 20; caller++) await actAs(`caller-${caller}`, caller);
    const after = withoutValues(await scrape(sandbox));
    // Node's own series (kinds of open handles and garbage collections) come and go.
    const own = [...after].filter((series) => series.startsWith('gateway_') && !before.has(series));
    expect(own).toEqual([]);
    expect([...after].filter((series) => /somebody|caller-|1000\d\d/.test(series))).toEqual([]);
  });
});

describe('the metrics while the journal is down', () => {
  it('are answered soon, and show that the gateway is not ready', async () => {
    // Nothing listens there.
    sandbox = await startTestSandbox({
      METRICS_PORT: '0',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    expect(await mute()).toBe('GatewayUnavailableError');
    const readiness = await fetch(`${sandbox.metricsUrl}/readyz`);
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toMatchObject({ status: 'not ready', journal: 'unavailable' });

    const startedAt = performance.now();
    const samples = await scrape(sandbox);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(sampleValue(samples, 'gateway_ready')).toBe(0);
    expect(sampleValue(samples, 'gateway_journal_write_failures_total', { record: 'intent' })).toBe(1);
    expect(
      sampleValue(samples, 'gateway_actions_total', {
        operation: 'setUserMediaState',
        result: 'GatewayUnavailableError',
      }),
    ).toBe(1);
    expect(sandbox.trtc.requests()).toEqual([]);
  });
});

describe('the listener for metrics', () => {
  it('serves only metrics and health, and the public listener serves no metrics', async () => {
    sandbox = await startTestSandbox({ METRICS_PORT: '0' });
    const status = async (address: string) => (await fetch(address)).status;
    expect(await status(`${sandbox.metricsUrl}/metrics`)).toBe(200);
    expect(await status(`${sandbox.metricsUrl}/healthz`)).toBe(200);
    expect(await status(`${sandbox.metricsUrl}/readyz`)).toBe(200);
    expect(await status(`${sandbox.metricsUrl}/graphql`)).toBe(404);
    expect(await status(`${sandbox.url}/metrics`)).toBe(404);
    const { headers } = await fetch(`${sandbox.metricsUrl}/metrics`);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('is off unless a port is configured', async () => {
    sandbox = await startTestSandbox();
    expect(sandbox.metricsUrl).toBeUndefined();
  });
});
