import { describe, expect, it } from 'vitest';
import type { CallRequest } from '../../../src/vendors/calling/retry.js';
import type { VendorAnswer } from '../../../src/vendors/calling/send-request.js';
import type { VendorApi } from '../../../src/vendors/calling/vendor-api.js';
import { ACCESS_REGIONS } from '../../../src/vendors/trtc/calls/access-regions.js';
import { setUserBlocked } from '../../../src/vendors/trtc/calls/set-user-blocked.js';
import { isInBlackList } from '../../../src/vendors/volcengine/calls/is-in-black-list.js';
import { SimulatedClock } from './simulated-clock.js';
import { SimulatedLedger } from './simulated-ledger.js';
import { connectSimulated } from './simulated-vendors.js';

const LIST = { appId: 123456, ownerId: '10001', inboxType: 0 };
const MUTE = { sdkAppId: 1400188366, roomId: 10006, userId: 'alice', state: 'AUDIO_DISABLED' } as const;

/** An api that no list of the gateway's names. */
const OTHER: VendorApi<{ region: string }, true> = {
  api: 'OtherApi',
  callsPerSecond: 40,
  scope: ({ region }) => region,
  body: () => '{}',
  read: () => true,
};

const answerAll = (): Promise<VendorAnswer> => {
  const Result = { IsInBlackListInfos: { 1: true } };
  const document = { Response: { RequestId: 'r' }, ResponseMetadata: { RequestId: 'r' }, Result };
  return Promise.resolve({ status: 200, body: JSON.stringify(document) });
};

function connect(callsPerSecond?: number, ledger?: SimulatedLedger, clock = new SimulatedClock()) {
  const vendors = connectSimulated(clock, callsPerSecond, { send: answerAll, ...(ledger && { ledger }) });
  const quotas = () =>
    Object.values(vendors).flatMap((vendor) =>
      vendor.quotas().map(({ api, scope, quota }) => [api, scope, quota.status().callsPerSecond]),
    );
  const request = (): CallRequest => ({ caller: 'a', deadline: clock.now() + 15_000 });
  return { ...vendors, clock, quotas, request };
}

/** Apis whose quota is twice the configured one. */
const DOUBLE: ReadonlySet<unknown> = new Set(['IsInBlackList', 'GetBlackList']);

describe('the quotas of an idle gateway', () => {
  it('are those that the vendors document for every listed api', () => {
    expect(connect().quotas()).toEqual([
      ...[
        'SetUserBlocked',
        'SetUserBlockedByStrRoomId',
        'RemoveUser',
        'RemoveUserByStrRoomId',
        'DismissRoom',
        'DismissRoomByStrRoomId',
      ].flatMap((api) =>
        ['ap-beijing', 'ap-guangzhou', 'ap-singapore'].map((region) => [api, `${api}/${region}`, 20]),
      ),
      ['AddBlackList', 'AddBlackList', 50],
      ['RemoveBlackList', 'RemoveBlackList', 50],
      ['UpdateBlackList', 'UpdateBlackList', 50],
      ['IsInBlackList', 'IsInBlackList', 100],
      ['GetBlackList', 'GetBlackList', 100],
    ]);
  });

  it.each([
    [7, [7, 14]],
    [1, [1, 2]],
    [10_000, [10_000, 20_000]],
  ])('are scaled together by TRTC_QPS and VOLC_QPS: %i', (configured, expected) => {
    const quotas = connect(configured).quotas();
    const [one, double] = expected;
    expect(quotas.map(([api, , callsPerSecond]) => [api, callsPerSecond])).toEqual(
      quotas.map(([api]) => [api, DOUBLE.has(api) ? double : one]),
    );
  });
});

describe('an api that the vendor’s lists do not name', () => {
  it('gets a quota for each of its scopes when it is first called', async () => {
    const { TENCENT_TRTC: trtc, clock, quotas, request } = connect(10);
    const before = quotas();
    for (const region of ['ap-beijing', 'ap-beijing', 'ap-singapore']) {
      const call = trtc.call(OTHER, { region }, request());
      await clock.run(1);
      expect(await call).toMatchObject({ ok: true, value: true });
    }
    const added = quotas().filter(([api]) => api === 'OtherApi');
    expect(quotas()).toHaveLength(before.length + 2);
    expect(added).toEqual([
      ['OtherApi', 'OtherApi/ap-beijing', 20],
      ['OtherApi', 'OtherApi/ap-singapore', 20],
    ]);
  });

  it('is refused once the vendor is closed', async () => {
    const { TENCENT_TRTC: trtc, request } = connect();
    await trtc.close();
    const refused = { ok: false, attempts: 0, failure: { reason: 'shutting-down', outcome: 'NOT_APPLIED' } };
    expect(await trtc.call(OTHER, { region: 'ap-beijing' }, request())).toMatchObject(refused);
    const mute = { ...MUTE, region: 'ap-beijing' } as const;
    expect(await trtc.call(setUserBlocked, mute, request())).toMatchObject(refused);
  });
});

describe('a quota that gateways share through their database', () => {
  it('has the same name there as in older gateways', async () => {
    const clock = new SimulatedClock();
    const ledger = new SimulatedLedger(clock);
    const { TENCENT_TRTC: trtc, VOLCENGINE_RTC: volcengine, request } = connect(10, ledger, clock);
    const calls = [
      ...ACCESS_REGIONS.map((region) => trtc.call(setUserBlocked, { ...MUTE, region }, request())),
      volcengine.additions.change(LIST, { userId: '1' }, request()),
      volcengine.call(isInBlackList, { list: LIST, userIds: ['1'] }, request()),
      trtc.call(OTHER, { region: 'ap-beijing' }, request()),
    ];
    await clock.run(5_000);
    expect(await Promise.all(calls)).toMatchObject([
      ...ACCESS_REGIONS.map(() => ({ ok: true })),
      { done: true },
      { ok: true },
      { ok: true },
    ]);
    const trtcAccount = 'ebb1808f8348fd4e';
    const volcengineAccount = '1fc8902f31e0783a';
    expect(ledger.names().sort()).toEqual([
      `TRTC/OtherApi/ap-beijing/${trtcAccount}`,
      `TRTC/ap-beijing/${trtcAccount}`,
      `TRTC/ap-guangzhou/${trtcAccount}`,
      `TRTC/ap-singapore/${trtcAccount}`,
      `Volcengine/AddBlackList/${volcengineAccount}`,
      `Volcengine/IsInBlackList/${volcengineAccount}`,
    ]);
  });
});
