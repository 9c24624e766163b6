import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { VendorsDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

describe('the state of the vendors', () => {
  it('names the quotas and who waits for them', async () => {
    const { data } = await send(sandbox, VendorsDocument, {});
    const quota = { callsPerSecond: 10_000, slotsLeft: 10_000, callsWaiting: 0 };
    expect(data?.vendors).toEqual([
      {
        vendor: 'TENCENT_TRTC',
        enabled: true,
        breaker: 'CLOSED',
        lastErrorAt: null,
        quotas: [
          'SetUserBlocked',
          'SetUserBlockedByStrRoomId',
          'RemoveUser',
          'RemoveUserByStrRoomId',
          'DismissRoom',
          'DismissRoomByStrRoomId',
        ].flatMap((api) =>
          ['ap-beijing', 'ap-guangzhou', 'ap-singapore'].map((region) => ({
            scope: `${api}/${region}`,
            ...quota,
          })),
        ),
      },
      {
        vendor: 'VOLCENGINE_RTC',
        enabled: true,
        breaker: 'CLOSED',
        lastErrorAt: null,
        quotas: [
          { scope: 'AddBlackList', ...quota },
          { scope: 'RemoveBlackList', ...quota },
          { scope: 'UpdateBlackList', ...quota },
          { scope: 'IsInBlackList', ...quota, callsPerSecond: 20_000, slotsLeft: 20_000 },
          { scope: 'GetBlackList', ...quota, callsPerSecond: 20_000, slotsLeft: 20_000 },
        ],
      },
    ]);
  });
});
