import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { sendText } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';

let sandbox: Sandbox;
let keys = 0;
beforeAll(async () => {
  sandbox = await startTestSandbox({}, withoutJitter);
});
afterAll(() => sandbox.close());

const MUTE = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' };
const ADDITION = { userId: '10001', users: [{ userId: '10002', ext: { a: '1', b: '2' } }] };

type Input = Record<string, unknown>;

async function perform(field: string, input: Input): Promise<{ __typename: string; actionId: string }> {
  const name = `${field[0]?.toUpperCase()}${field.slice(1)}`;
  const query = `mutation ($input: ${name}Input!) { ${field}(input: $input) {
    __typename ... on ${name}Success { actionId } } }`;
  const { data, errors } = await sendText(sandbox, query, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as Record<string, { __typename: string; actionId: string }>)[field] as never;
}

it.each<[field: string, first: Input, repeat: Input]>([
  ['setUserMediaState', MUTE, { ...MUTE, sdkAppId: 1400188366 }],
  ['setUserMediaState', { ...MUTE, sdkAppId: 1400188366 }, { ...MUTE, sdkAppId: null }],
  ['setUserMediaState', MUTE, { ...MUTE, region: null, reason: null }],
  ['setUserMediaState', { ...MUTE, region: 'AP_SINGAPORE' }, { ...MUTE, roomId: '10006' }],
  ['setUserMediaState', MUTE, { ...MUTE, reason: '' }],
  ['addToBlacklist', ADDITION, { ...ADDITION, appId: 123456 }],
  ['addToBlacklist', ADDITION, { ...ADDITION, inboxType: 0 }],
  ['addToBlacklist', { ...ADDITION, inboxType: 0 }, { ...ADDITION, inboxType: null, appId: null }],
  ['addToBlacklist', ADDITION, { ...ADDITION, users: [{ ext: { b: '2', a: '1' }, userId: 10002 }] }],
  [
    'addToBlacklist',
    { ...ADDITION, users: [{ userId: '7', ext: null }] },
    { ...ADDITION, users: [{ userId: '7' }] },
  ],
])('%s: an idempotency key takes %j and %j for the same', async (field, first, repeat) => {
  keys += 1;
  const idempotencyKey = `same-${keys}`;
  sandbox.volcengine.reset();
  sandbox.trtc.reset();
  sandbox.trtc.enterRoom(1400188366, 10006, '29376');
  const answer = await perform(field, { ...first, idempotencyKey });
  expect(answer.__typename).toMatch(/Success$/);
  expect(await perform(field, { ...repeat, idempotencyKey })).toEqual(answer);
});

it.each<[field: string, first: Input, repeat: Input]>([
  ['setUserMediaState', MUTE, { ...MUTE, region: 'AP_BEIJING' }],
  ['addToBlacklist', ADDITION, { ...ADDITION, inboxType: 1 }],
  ['addToBlacklist', ADDITION, { ...ADDITION, users: [{ userId: '10002' }] }],
  ['addToBlacklist', ADDITION, { ...ADDITION, users: [{ userId: '10002', ext: { a: '1', b: '3' } }] }],
  [
    'addToBlacklist',
    { ...ADDITION, users: [{ userId: '7' }, { userId: '8' }] },
    { ...ADDITION, users: [{ userId: '8' }, { userId: '7' }] },
  ],
])('%s: an idempotency key does not take %j and %j for the same', async (field, first, repeat) => {
  keys += 1;
  const idempotencyKey = `different-${keys}`;
  sandbox.volcengine.reset();
  sandbox.trtc.reset();
  sandbox.trtc.enterRoom(1400188366, 10006, '29376');
  await perform(field, { ...first, idempotencyKey });
  expect(await perform(field, { ...repeat, idempotencyKey })).toMatchObject({
    __typename: 'IdempotencyConflictError',
  });
});
