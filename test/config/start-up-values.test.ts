import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGatewayConfig, variableNames } from '../../src/config/gateway.js';
import { startFailure } from '../../src/process/start-failure.js';
import { startGateway } from '../../src/server.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

const NEEDED: Readonly<Record<string, string>> = {
  AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more',
  TRTC_SECRET_ID: 'AKIDvalues',
  TRTC_SECRET_KEY: 'values-secret-key',
  TRTC_SDK_APP_IDS: '1400188366',
  VOLC_ACCESS_KEY_ID: 'AKLTvalues',
  VOLC_SECRET_ACCESS_KEY: 'values-secret-key',
  VOLC_APP_IDS: '123456',
  HOST: '127.0.0.1',
  PORT: '0',
  LOG_LEVEL: 'silent',
};

/** What people and programs put into variables by mistake. */
const VALUES = [
  ' ',
  'x',
  '-1',
  '0',
  '1.5',
  '1e9',
  '99999999999999999999',
  'NaN',
  'null',
  'undefined',
  '[object Object]',
  '{}',
  '[]',
  '"quoted"',
  'true ',
  'TRUE',
  'a,,b',
  ',',
  'line\nbreak',
  '\u0001',
  '\ufeffmark',
  'ünïcödé 🙂',
  'canary'.repeat(50),
  '/',
  '/does/not/exist',
  '/dev/null',
  'file:',
  'file:/',
  'http://',
  'https://canary:canary@example.com',
  'tcp://10.0.0.1:4101',
  'postgres://canary:canary@h:x/db',
  '$UNSET',
  '-----BEGIN PUBLIC KEY-----\ncanary\n-----END PUBLIC KEY-----',
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'values-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let journals = 0;

/** The words of a start that fails. Undefined: it succeeds. */
async function failureWith(environment: Readonly<Record<string, string>>): Promise<string | undefined> {
  const journal = { DATABASE_URL: `file:${join(folder, `journal-${journals++}.db`)}` };
  try {
    await (await startGateway(readGatewayConfig({ ...NEEDED, ...journal, ...environment }))).close();
    return undefined;
  } catch (error) {
    return startFailure(error);
  }
}

function expectWords(words: string | undefined, name: string): void {
  expect(words).toBeDefined();
  expect(words).not.toMatch(/\n {4}at |\[object Object\]|undefined/);
  expect(words).not.toContain('canary');
  expect(words).toMatch(new RegExp(`\\b${name.replace(/_FILE$/, '(_FILE)?')}\\b`));
}

/** The words of a configuration that cannot be used. Undefined: it can be used. */
function refusalOf(environment: Readonly<Record<string, string>>): string | undefined {
  try {
    readGatewayConfig({ ...NEEDED, ...environment });
    return undefined;
  } catch (error) {
    return startFailure(error);
  }
}

describe.each(variableNames())('%s', (name) => {
  it('is usable, or is named in words that do not repeat the value', () => {
    // Only one of the two forms may be set.
    const plain = name.replace(/_FILE$/, '');
    const without = name.endsWith('_FILE') && plain in NEEDED ? { [plain]: '' } : {};
    for (const value of VALUES) {
      const words = refusalOf({ ...without, [name]: value });
      if (words !== undefined) expectWords(words, name);
    }
  });
});

describe('a start that the system does not allow', () => {
  it.each(['PORT', 'METRICS_PORT'])('names %s when another process has the port', async (name) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const words = await failureWith({ [name]: `${port}` });
    other.close();
    expect(words).toBe(`${name}: cannot listen on 127.0.0.1:${port}, because another process does.`);
  });

  it.each(['192.0.2.1', 'host.invalid', '2001:db8::1', 'a..b'])('names HOST for %s', async (HOST) => {
    expectWords(await failureWith({ HOST }), 'HOST');
  });

  it.each([
    ['is a folder', () => `file:${folder}`],
    ['is a device', () => 'file:/dev/null'],
    ['is another file', () => `file:${textFile('other.db')}`],
    ['is below a file', () => `file:${textFile('plain')}/journal.db`],
    ['needs a certificate that is missing', () => 'postgres://h/db?sslrootcert=/does/not/exist'],
    ['needs a key that is a folder', () => `postgres://h/db?sslkey=${folder}`],
    ['has an unknown way of TLS', () => 'postgres://h/db?sslmode=verify-ca&uselibpqcompat=true'],
  ])('names DATABASE_URL when the journal %s', async (_what, url) => {
    const words = await failureWith({ DATABASE_URL: url() });
    expectWords(words, 'DATABASE_URL');
    expect(words).toMatch(/[^.!?][.!?] DATABASE_URL says where the journal is\.$/);
  });

  it('names the file of trusted documents when one of them is not valid', async () => {
    const file = join(folder, 'documents.json');
    writeFileSync(file, JSON.stringify({ one: '{ nothing }' }));
    expectWords(await failureWith({ TRUSTED_DOCUMENTS_FILE: file }), 'TRUSTED_DOCUMENTS_FILE');
  });
});

function textFile(name: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, 'This is a text of some length, and no database. '.repeat(50));
  return file;
}

describe("the SDK's own variables for traces", () => {
  it('do not keep the gateway from starting, whatever they hold', async () => {
    const gateway = new StartedProcess(nodeArgsOf('start'), {
      ...NEEDED,
      LOG_LEVEL: 'info',
      DATABASE_URL: `file:${join(folder, 'traces.db')}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=b=c,,=,%zz',
      OTEL_EXPORTER_OTLP_TIMEOUT: 'x',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'x',
      OTEL_TRACES_SAMPLER: 'x',
      OTEL_TRACES_SAMPLER_ARG: 'x',
      OTEL_BSP_MAX_QUEUE_SIZE: '-1',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '100000',
      OTEL_BSP_SCHEDULE_DELAY: 'x',
      OTEL_RESOURCE_ATTRIBUTES: '=,%zz=1,a',
    });
    await gateway.url();
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toBe(0);
    expect(gateway.stderr).not.toMatch(/\n {4}at |\[object Object\]/);
  });

  const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://all:4318' };
  const OWN = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://own:4318/spans' };
  it.each<[Record<string, string>, string | undefined]>([
    [{}, undefined],
    [ENDPOINT, 'http://all:4318/v1/traces'],
    [OWN, 'http://own:4318/spans'],
    [{ ...ENDPOINT, ...OWN }, 'http://own:4318/spans'],
    [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'true' }, undefined],
    [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }, undefined],
    [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'false' }, 'http://all:4318/v1/traces'],
    [{ ...ENDPOINT, OTEL_SDK_DISABLED: '1' }, 'http://all:4318/v1/traces'],
    [{ ...OWN, OTEL_TRACES_EXPORTER: 'none' }, undefined],
    [{ ...OWN, OTEL_TRACES_EXPORTER: 'otlp' }, 'http://own:4318/spans'],
  ])('decide where spans go: %j', (environment, expected) => {
    expect(readGatewayConfig({ ...NEEDED, ...environment }).tracesUrl?.href).toBe(expected);
  });
});

describe('the protocol of traces', () => {
  const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://all:4317' };
  const ALL = 'OTEL_EXPORTER_OTLP_PROTOCOL';
  const OWN = 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL';
  it.each<[Record<string, string>, string | undefined]>([
    [{ ...ENDPOINT, [ALL]: 'grpc' }, ALL],
    [{ ...ENDPOINT, [ALL]: 'http/json', [OWN]: 'grpc' }, OWN],
    [{ ...ENDPOINT, [ALL]: 'http' }, ALL],
    [{ ...ENDPOINT, [ALL]: 'grpc', [OWN]: 'http/protobuf' }, undefined],
    [{ ...ENDPOINT, [ALL]: 'http/json' }, undefined],
    [{ ...ENDPOINT, [ALL]: 'grpc', OTEL_TRACES_EXPORTER: 'none' }, undefined],
    [{ ...ENDPOINT, [ALL]: 'grpc', OTEL_SDK_DISABLED: 'true' }, undefined],
    [{ [ALL]: 'grpc' }, undefined],
  ])('is refused in words if no span could arrive: %j', (environment, named) => {
    const words = refusalOf(environment);
    if (named === undefined) expect(words).toBeUndefined();
    else expect(words).toContain(`${named} must be http/json or http/protobuf`);
  });
});

describe('KEEP_ALIVE_TIMEOUT_MS', () => {
  it.each([
    [undefined, 75],
    ['620000', 620],
  ])('of %s is what a connection is told', async (value, seconds) => {
    const journal = { DATABASE_URL: `file:${join(folder, `keep-alive-${seconds}.db`)}` };
    const environment = { ...NEEDED, ...journal, ...(value && { KEEP_ALIVE_TIMEOUT_MS: value }) };
    const gateway = await startGateway(readGatewayConfig(environment));
    const { headers } = await fetch(`${gateway.url}/healthz`);
    await gateway.close();
    expect(headers.get('keep-alive')).toBe(`timeout=${seconds}`);
  });
});

describe("the emulators' variables", () => {
  it('are not read by the gateway', () => {
    const ofEmulators = /EMULATOR|^TRTC_CALLBACK_(URL|KEY)$/;
    expect(variableNames().filter((name) => ofEmulators.test(name))).toEqual([]);
  });
});

describe('npm start without the packages that build', () => {
  it('says in words what to run', () => {
    const empty = join(folder, 'installed-for-production');
    mkdirSync(empty);
    copyFileSync('package.json', join(empty, 'package.json'));
    const { status, stderr } = spawnSync('npm', ['start'], { cwd: empty, encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stderr).toContain('Run: npm ci --include=dev && npm run build');
    expect(stderr).not.toContain('not found');
  });
});
