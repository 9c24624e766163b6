import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../src/emulators/volcengine/volcengine-emulator.js';
import { AddToBlacklistDocument } from '../generated/graphql.js';
import { send, sendText } from '../graphql-client.js';
import { newSecret, signed } from '../identity/signed-tokens.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

const SECRET = newSecret();
const DEADLINE_MS = 6_000;
/** Much shorter than the time that the vendor may take. */
const VENDOR_TAKES_MS = 5_000;

let folder: string;
let volcengine: VolcengineEmulator;
let gateway: StartedProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'late-send-'));
  volcengine = await startVolcengineEmulator({
    port: 0,
    callsPerSecond: 50,
    accessKeyId: 'AKLTtest',
    secretAccessKey: 'volcengine-test-secret',
    appIds: [123456],
  });
});
afterEach(async () => {
  await gateway.kill();
  await volcengine.close();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<string> {
  gateway = new StartedProcess(nodeArgsOf('start'), {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'journal.db')}`,
    AUTH_JWT_SECRET: SECRET.toString(),
    VENDOR_DEADLINE_MS: `${DEADLINE_MS}`,
    VENDOR_TIMEOUT_MS: `${DEADLINE_MS}`,
    VOLC_ACCESS_KEY_ID: 'AKLTtest',
    VOLC_SECRET_ACCESS_KEY: 'volcengine-test-secret',
    VOLC_APP_IDS: '123456',
    VOLC_ENDPOINT: volcengine.url,
  });
  return gateway.url();
}

it('recovery does not look for an addition on the list before its send must have ended', async () => {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const claims = { sub: 'admin', exp, scope: 'moderation:blacklist moderation:audit' };
  const token = signed({ alg: 'HS256' }, claims, 'HS256', SECRET);
  const url = await start();
  volcengine.injectFault({ kind: 'silence', applied: true, appliedAfterMs: VENDOR_TAKES_MS });
  const input = { userId: '10001', users: [{ userId: '7' }] };
  const cutOff = send({ url }, AddToBlacklistDocument, { input }, { token }).catch(() => 'cut off');
  await expect.poll(() => volcengine.requests().length).toBe(1);
  await gateway.kill();
  expect(await cutOff).toBe('cut off');

  const again = await start();
  const query = '{ moderationActions { edges { node { status targets { outcome } } } } }';
  const statuses: unknown[] = [];
  const action = async () => {
    const { data } = await sendText({ url: again }, query, {}, { token });
    const { edges } = (data as { moderationActions: { edges: { node: { status: string } }[] } })
      .moderationActions;
    statuses.push(edges[0]?.node.status);
    return edges[0]?.node;
  };
  await expect
    .poll(action, { timeout: 30_000, interval: 100 })
    .toEqual({ status: 'UNKNOWN', targets: [{ outcome: 'UNKNOWN' }] });
  // The status never had another value in between.
  expect(new Set(statuses)).toEqual(new Set(['PENDING', 'UNKNOWN']));
  expect(volcengine.blacklist(123456, '10001', 0)).toHaveProperty('size', 1);
});
