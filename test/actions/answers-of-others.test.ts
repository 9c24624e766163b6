import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrtcFault } from '../../src/emulators/trtc/trtc-fault.js';
import type { VolcengineFault } from '../../src/emulators/volcengine/volcengine-fault.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startFirewall } from '../firewall.js';
import { type GatewayBefore, startGatewayBefore } from '../gateway-before.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument, VendorsDocument } from '../generated/graphql.js';
import { type SendOptions, send, type Target } from '../graphql-client.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents, withoutJitter } from '../sandbox-gateway.js';
import { type SteeredClock, steeredClock } from '../steered-clock.js';

async function mute(gateway: Target, userId = '29376', options?: SendOptions) {
  const input = { roomId: 10006, userId, state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(gateway, SetUserMediaStateDocument, { input }, options);
  return data?.setUserMediaState;
}

async function add(gateway: Target, note = '') {
  const input = { userId: '10001', users: [{ userId: '10002', ext: { note } }] };
  const { data } = await send(gateway, AddToBlacklistDocument, { input });
  return data?.addToBlacklist;
}

async function breakers(gateway: Target) {
  const { data } = await send(gateway, VendorsDocument, {});
  return Object.fromEntries(data?.vendors.map(({ vendor, breaker }) => [vendor, breaker]) ?? []);
}

describe('a firewall that refuses the words of one caller', () => {
  let sandbox: Sandbox;
  let gateway: GatewayBefore;
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  it('does not stop the calls of other callers', async () => {
    sandbox = await startSandboxWithoutEvents();
    const trtc = await startFirewall(sandbox.trtc.url, 'badword');
    const volcengine = await startFirewall(sandbox.volcengine.url, 'badword');
    const quotas = { TRTC_QPS: '10000', VOLC_QPS: '10000', CALLER_REQUESTS_PER_SECOND: '0' };
    gateway = await startGatewayBefore({ trtc, volcengine }, { ...quotas, ...NOTHING_AGAIN }, withoutJitter);
    closers.push(sandbox.close, trtc.close, volcengine.close, gateway.close);
    const anchor = { token: gateway.tokens.anchor };

    for (let times = 1; times <= 20; times += 1) {
      const answers = await Promise.all([mute(gateway, 'badword'), add(gateway, 'badword')]);
      for (const answer of answers) {
        expect(answer).toMatchObject({ code: 'VENDOR_ANSWER_UNREADABLE', outcome: 'UNKNOWN' });
      }
      // Only one more attempt: the quota is for others.
      expect([trtc.refused(), volcengine.refused()]).toEqual([2 * times, 2 * times]);
      if (times % 5 > 0) continue;
      expect(await mute(gateway, 'alice', anchor)).toMatchObject({ __typename: 'SetUserMediaStateSuccess' });
      expect(await add(gateway)).toMatchObject({
        actionId: expect.any(String),
        addedUserIds: expect.any(Array),
      });
    }
    expect(await breakers(gateway)).toEqual({ TENCENT_TRTC: 'CLOSED', VOLCENGINE_RTC: 'CLOSED' });
  });
});

const STATUSES = [200, 302, 400, 403, 404, 405, 407, 429, 500, 502, 503, 504];
const BODIES = {
  html: '<html>An error page</html>',
  empty: '',
  'half a document': '{"Response":{"RequestId":"1',
  'another document': '{"error":"forbidden","message":"no"}',
  null: 'null',
  'more than an answer can be': 'x'.repeat(1_048_577),
};
const ROWS = STATUSES.flatMap((status) =>
  Object.entries(BODIES).map(([body, text]) => ({ status, body, text, isOutage: status >= 500 })),
);

describe('an answer that is not the vendor’s', () => {
  let time: SteeredClock;
  let sandbox: Sandbox;
  beforeAll(async () => {
    time = steeredClock();
    const environment = { CALLER_REQUESTS_PER_SECOND: '0', ...NOTHING_AGAIN };
    sandbox = await startSandboxWithoutEvents(environment, time.surroundings);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await sandbox.close();
  });

  const vendors = {
    TENCENT_TRTC: {
      emulator: () => sandbox.trtc,
      run: () => mute(sandbox),
    },
    VOLCENGINE_RTC: {
      emulator: () => sandbox.volcengine,
      run: () => add(sandbox),
    },
  };

  describe.each(Object.entries(vendors))('to a call of %s:', (vendor, { emulator, run }) => {
    const state = async () => (await breakers(sandbox))[vendor];
    const verbatim = (status: number, body = '', times = 1): TrtcFault & VolcengineFault => {
      return { kind: 'verbatim', status, body, times };
    };
    const arrived = () => emulator().requests().length;
    beforeEach(async () => {
      emulator().clearFaults();
      time.pass(20_000);
      await run();
      emulator().reset();
      expect(await state()).toBe('CLOSED');
    });

    it.each(ROWS)('$status with $body counts as an outage: $isOutage', async ({ status, text, isOutage }) => {
      emulator().injectFault(verbatim(status, text, 1_000));
      for (let calls = 0; calls < 12 && arrived() < 12; calls += 1) {
        const before = arrived();
        await run();
        if (arrived() === before) break;
      }
      expect(await state()).toBe(isOutage ? 'OPEN' : 'CLOSED');
      expect(arrived()).toBeGreaterThanOrEqual(isOutage ? 10 : 12);
    });

    it('does not count as a sign that the vendor is up', async () => {
      // Nine consecutive outages, with other answers in between.
      for (const [outages, others] of [
        [3, 1],
        [2, 2],
        [3, 1],
        [1, 3],
      ] as const) {
        emulator().injectFault(verbatim(503, '', outages));
        emulator().injectFault(verbatim(200, '<html>', others));
        await run();
      }
      expect(await state()).toBe('CLOSED');
      emulator().injectFault(verbatim(503));
      await run();
      expect(await state()).toBe('OPEN');
    });

    it('to a probe leaves the breaker open, and lets the next call probe at once', async () => {
      emulator().injectFault(verbatim(503, '', 1_000));
      for (let calls = 0; calls < 3; calls += 1) await run();
      expect(await state()).toBe('OPEN');
      emulator().clearFaults();
      emulator().clearRequests();

      time.pass(1_000);
      emulator().injectFault(verbatim(403, '<html>', 2));
      expect(await run()).toMatchObject({ code: 'VENDOR_ANSWER_UNREADABLE' });
      expect(await state()).toBe('OPEN');
      expect(arrived()).toBe(2);
      expect(await run()).not.toHaveProperty('code');
      expect(await state()).toBe('CLOSED');
    });
  });
});
