import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

const MUTE: SetUserMediaStateInput = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' };

let sandbox: Sandbox;
let keys = 0;

beforeAll(async () => {
  sandbox = await startTestSandbox({}, withoutJitter);
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.trtc.clearRequests();
  sandbox.trtc.clearFaults();
});

function newKey(): string {
  keys += 1;
  return `key-${keys}`;
}

async function mute(idempotencyKey: string, change: Partial<SetUserMediaStateInput> = {}) {
  const input = { ...MUTE, idempotencyKey, ...change };
  const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
  return data?.setUserMediaState;
}

it('a repeat of an idempotency key gets the recorded answer without a vendor call', async () => {
  const key = newKey();
  const first = await mute(key);
  expect(first?.__typename).toBe('SetUserMediaStateSuccess');
  expect(await mute(key)).toEqual(first);
  expect(sandbox.trtc.requests()).toHaveLength(1);
});

it('a repeat of an idempotency key waits while the first request runs', async () => {
  const key = newKey();
  sandbox.trtc.injectFault({ kind: 'delay', delayMs: 100 });
  const [first, second] = await Promise.all([mute(key), mute(key)]);
  expect(second).toEqual(first);
  expect(sandbox.trtc.requests()).toHaveLength(1);
});

it('an idempotency key is refused for any different input', async () => {
  const key = newKey();
  await mute(key);
  for (const change of [{ state: 'VIDEO_DISABLED' }, { roomId: 7 }, { reason: 'spam' }] as const) {
    expect(await mute(key, change)).toMatchObject({
      __typename: 'IdempotencyConflictError',
      code: 'IDEMPOTENCY_CONFLICT',
      outcome: 'NOT_APPLIED',
    });
  }
  expect(sandbox.trtc.requests()).toHaveLength(1);
});

it('one idempotency key can be used for each operation', async () => {
  const key = newKey();
  await mute(key);
  const { data } = await send(sandbox, AddToBlacklistDocument, {
    input: { userId: '10001', users: [{ userId: '10002' }], idempotencyKey: key },
  });
  expect(data?.addToBlacklist.__typename).toBe('AddToBlacklistSuccess');
});

it('an idempotency key can be used again after an answer with NOT_APPLIED', async () => {
  const key = newKey();
  sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.UserNotExist', message: '' });
  expect(await mute(key)).toMatchObject({ outcome: 'NOT_APPLIED' });
  expect(await mute(key)).toMatchObject({ __typename: 'SetUserMediaStateSuccess' });
});

it('a repeat of an idempotency key does not act again after an answer with UNKNOWN', async () => {
  const key = newKey();
  sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation', message: '' });
  const first = await mute(key);
  expect(first).toMatchObject({ outcome: 'UNKNOWN' });
  expect(await mute(key)).toEqual(first);
  expect(sandbox.trtc.requests()).toHaveLength(1);
});
