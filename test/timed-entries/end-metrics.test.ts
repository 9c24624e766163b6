import { expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { type Clock, systemClock } from '../../src/time/clock.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const APP = 1400188366;

async function scraped({ metricsUrl }: Sandbox, line: RegExp): Promise<number> {
  const text = await (await fetch(`${metricsUrl}/metrics`)).text();
  const [, value] = line.exec(text) ?? [];
  return Number(value);
}

it('metrics count ends of timed entries, pending and late ones', async () => {
  const clock = fasterClock();
  const sandbox = await startTestSandbox({ METRICS_PORT: '0' }, { ...withoutJitter, clock });
  try {
    const add = async (userId: string, durationSeconds: number) => {
      const input = { userId: '10001', users: [{ userId }], durationSeconds };
      const { data } = await send(sandbox, AddToBlacklistDocument, { input });
      expect(data?.addToBlacklist.__typename).toBe('AddToBlacklistSuccess');
    };
    await add('1', 1);
    await add('2', 600);
    const late = () => scraped(sandbox, /^gateway_end_lateness_seconds_count\{kind="blacklist"\} (\d+)/m);
    await expect.poll(late).toBe(1);
    const pending = () => scraped(sandbox, /^gateway_ends_pending\{kind="blacklist"\} (\d+)/m);
    await expect.poll(pending).toBe(1);
    expect(await scraped(sandbox, /^gateway_ends_overdue_seconds\{kind="blacklist"\} ([\d.]+)/m)).toBe(0);
    expect(await scraped(sandbox, /^gateway_ends_given_up_total\{kind="blacklist"\} (\d+)/m)).toBe(0);
  } finally {
    await sandbox.close();
  }
});

it('metrics count ends of restrictions, and have a series of those that are given up', async () => {
  const sandbox = await startTestSandbox({ METRICS_PORT: '0' }, withoutJitter);
  const late = (series: string) =>
    scraped(sandbox, new RegExp(`^gateway_end_lateness_seconds_${series}{kind="media"} ([\\d.e-]+)`, 'm'));
  try {
    expect(await late('count')).toBe(0);
    expect(await scraped(sandbox, /^gateway_ends_given_up_total\{kind="media"\} (\d+)/m)).toBe(0);
    sandbox.trtc.enterRoom(APP, 10006, 'alice');
    const input = { roomId: 10006, userId: 'alice', audio: 'DISABLED', durationSeconds: 1 } as const;
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
    expect(data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
    await expect.poll(() => late('count')).toBe(1);
    expect(await late('sum')).toBeGreaterThan(0);
    expect(sandbox.trtc.mediaState(APP, 10006, 'alice')).toBe(0);
  } finally {
    await sandbox.close();
  }
});

/** The regular count of the ends comes every half a second. */
function fasterClock(): Clock {
  return {
    ...systemClock,
    after: (ms, callback) => systemClock.after(ms === 15_000 ? 500 : ms, callback),
  };
}
