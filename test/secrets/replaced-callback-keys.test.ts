import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { type RunningGateway, startGateway } from '../../src/server.js';
import { APP, callbackBody, sendCallback, signOf } from '../events/callbacks.js';
import { sampleValue, scrape } from '../observability/scrape.js';

const OTHER_APP = APP + 1;
let directory: string;
let file: string;
let gateway: RunningGateway;
const lines: string[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'callback-keys-'));
  file = join(directory, 'keys');
  writeFileSync(file, `${APP}:FirstKey\n`);
  const config = readGatewayConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more',
    DATABASE_URL: `file:${join(directory, 'journal.db')}`,
    TRTC_SECRET_ID: 'AKIDnobody',
    TRTC_SECRET_KEY: 'nothing-is-called',
    TRTC_SDK_APP_IDS: `${APP},${OTHER_APP}`,
    TRTC_CALLBACK_KEYS_FILE: file,
    METRICS_PORT: '0',
  });
  gateway = await startGateway(config, { logTo: { write: (line) => void lines.push(line) } });
});
afterAll(async () => {
  await gateway?.close();
  rmSync(directory, { recursive: true });
});

const body = callbackBody(103, { RoomId: 1, EventMsTs: Date.now(), UserId: 'anna', Role: 20 });
const statusWith = async (key: string) =>
  (await sendCallback(gateway.url, body, { sign: signOf(body, key) })).status;

const replace = async (keys: string) => {
  writeFileSync(file, keys);
  await gateway.rereadSecrets();
};

it('keys of callbacks that are replaced in their file are used without a restart, two at a time', async () => {
  expect(await statusWith('FirstKey')).toBe(200);
  expect(await statusWith('SecondKey')).toBe(401);

  await replace(`${APP}:FirstKey,${APP}:SecondKey\n`);
  expect(await statusWith('FirstKey')).toBe(200);
  expect(await statusWith('SecondKey')).toBe(200);

  for (const [bad, problem] of [
    [`${APP}:A,${APP}:B,${APP}:C`, 'at most 2 keys'],
    ['5:Key', 'has a key for 5, which TRTC_SDK_APP_IDS does not name'],
    ['nonsense', 'must be pairs'],
  ] as const) {
    await replace(bad);
    expect(lines.at(-1)).toContain(problem);
    expect(await statusWith('SecondKey')).toBe(200);
  }

  await replace(`${APP}:SecondKey\n`);
  expect(await statusWith('FirstKey')).toBe(401);
  expect(await statusWith('SecondKey')).toBe(200);
  expect(lines.join('')).not.toMatch(/FirstKey|SecondKey/);
});

it('metrics count from 0 for an application whose first key comes while the gateway runs', async () => {
  const labels = { application: String(OTHER_APP), type: 'entered', result: 'stored' };
  expect(sampleValue(await scrape(gateway), 'gateway_events_total', labels)).toBeUndefined();
  await replace(`${APP}:SecondKey,${OTHER_APP}:Key\n`);
  expect(sampleValue(await scrape(gateway), 'gateway_events_total', labels)).toBe(0);
});
