import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { AddToBlacklistDocument, SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let sandbox: Sandbox;
let lines: string[];
const logTo = { write: (line: string) => void lines.push(line) };

beforeEach(() => {
  lines = [];
});
afterEach(async () => {
  await sandbox.close();
});

function logged(message: string): Record<string, unknown>[] {
  return lines
    .flatMap((line) => line.split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter(({ msg }) => msg === message);
}

async function mute(state: 'AUDIO_DISABLED' | 'VIDEO_DISABLED' = 'AUDIO_DISABLED') {
  const input = { roomId: 10006, userId: '29376', state, reason: 'spam' };
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
  return data?.setUserMediaState as Record<string, unknown>;
}

describe('the log line of an action', () => {
  beforeEach(async () => {
    sandbox = await startTestSandbox({ LOG_LEVEL: 'info' }, { ...withoutJitter, logTo });
  });

  it('has the actor, the target, the reason, the outcome and the duration of each step', async () => {
    sandbox.trtc.injectFault({ kind: 'throttle' });
    const answer = await mute();
    const [line, ...others] = logged('action');
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      requestId: expect.stringMatching(ID),
      actionId: answer.actionId,
      operation: 'setUserMediaState',
      actor: 'admin',
      roomId: 10006,
      userId: '29376',
      state: 'AUDIO_DISABLED',
      reason: 'spam',
      result: 'SetUserMediaStateSuccess',
      vendorRequestIds: [answer.vendorRequestId],
      attempts: 2,
    });
    const { totalMs, slotWaitMs, vendorMs, journalMs } = line as Record<string, number>;
    for (const leg of [slotWaitMs, vendorMs, journalMs]) expect(leg).toBeGreaterThanOrEqual(0);
    expect(vendorMs).toBeGreaterThan(0);
    expect((slotWaitMs ?? 0) + (vendorMs ?? 0) + (journalMs ?? 0)).toBeLessThanOrEqual((totalMs ?? 0) + 0.2);
  });

  it('counts the time of concurrent steps once', async () => {
    const users = Array.from({ length: 100 }, (_, index) => ({ userId: String(20_000 + index) }));
    sandbox.volcengine.injectFault({ kind: 'delay', delayMs: 50, times: 10 });
    const { data } = await send(sandbox, AddToBlacklistDocument, { input: { userId: '10001', users } });
    expect(data?.addToBlacklist.__typename).toBe('AddToBlacklistSuccess');
    const [line] = logged('action') as Record<string, number>[];
    expect(line).toMatchObject({ operation: 'addToBlacklist', users: 100, attempts: 10 });
    expect(line?.vendorMs).toBeGreaterThanOrEqual(50);
    expect(line?.vendorMs).toBeLessThanOrEqual((line?.totalMs ?? 0) + 0.1);
  });

  it("has the vendor's code when the vendor refuses", async () => {
    sandbox.trtc.injectFault({ kind: 'error', code: 'NewCode.OfTheVendor', message: '' });
    const answer = await mute();
    expect(logged('action')).toMatchObject([
      {
        level: 40,
        result: 'UnknownVendorError',
        code: 'UNKNOWN',
        outcome: 'UNKNOWN',
        vendorCode: 'NewCode.OfTheVendor',
        vendorRequestIds: [answer.vendorRequestId],
        attempts: 1,
      },
    ]);
  });
});

describe('a record that could not be written', () => {
  it("appears in the action's log line with its ids, and the outage has its own line", async () => {
    const nobody = 'postgres://nobody@127.0.0.1:1/none';
    sandbox = await startTestSandbox({ LOG_LEVEL: 'info', DATABASE_URL: nobody }, { logTo });
    await mute();
    expect(logged('the journal cannot be written: actions are refused until it can')).toHaveLength(1);
    const [line] = logged('action');
    expect(line).toMatchObject({
      requestId: expect.stringMatching(ID),
      actionId: expect.stringMatching(ID),
      code: 'JOURNAL_UNAVAILABLE',
      attempts: 0,
    });
  });
});
