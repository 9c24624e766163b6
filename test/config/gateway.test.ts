import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { ConfigError } from '../../src/environment/config-error.js';

const TRTC = {
  TRTC_SECRET_ID: 'AKIDexample',
  TRTC_SECRET_KEY: 'canary-trtc-key',
  TRTC_SDK_APP_IDS: '1400188366',
};
const VOLC = {
  VOLC_ACCESS_KEY_ID: 'AKLTexample',
  VOLC_SECRET_ACCESS_KEY: 'canary-volc-key',
  VOLC_APP_IDS: '123456, 654321',
};
const AUTH = { AUTH_JWT_SECRET: 'canary-of-32-bytes-or-rather-more' };

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readGatewayConfig({ ...AUTH, ...environment });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('a complete environment of the gateway', () => {
  it('is read with the documented defaults', () => {
    expect(readGatewayConfig({ ...AUTH, ...TRTC, ...VOLC })).toMatchObject({
      host: '0.0.0.0',
      port: 4000,
      auth: { kind: 'secret', algorithms: ['HS256'] },
      callerRequestsPerSecond: 100,
      keepAliveTimeoutMs: 75_000,
      playground: false,
      introspection: false,
      logLevel: 'info',
      trtc: {
        secretId: 'AKIDexample',
        endpoint: new URL('https://trtc.intl.tencentcloudapi.com'),
        region: 'ap-singapore',
        sdkAppIds: [1400188366],
        callsPerSecond: 20,
      },
      volcengine: {
        accessKeyId: 'AKLTexample',
        endpoint: new URL('https://rtc.volcengineapi.com'),
        region: 'cn-north-1',
        appIds: [123456, 654321],
        callsPerSecond: 50,
      },
      vendorCalls: { timeoutMs: 5_000, deadlineMs: 15_000, queueMax: 10_000 },
      restrictions: { maxSeconds: 31_536_000 },
      journal: { kind: 'sqlite', file: './data/journal.db', retentionDays: 0 },
    });
  });

  it('turns metrics and traces on when their variables are set', () => {
    expect(readGatewayConfig({ ...AUTH, ...TRTC })).not.toHaveProperty('metricsPort');
    expect(readGatewayConfig({ ...AUTH, ...TRTC })).not.toHaveProperty('tracesUrl');
    const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318/otlp';
    expect(
      readGatewayConfig({ ...AUTH, ...TRTC, METRICS_PORT: '9464', OTEL_EXPORTER_OTLP_ENDPOINT }),
    ).toMatchObject({ metricsPort: 9464, tracesUrl: new URL('http://collector:4318/otlp/v1/traces') });
  });

  it('keeps metrics off the public port', () => {
    expect(problemsOf({ ...TRTC, PORT: '4000', METRICS_PORT: '4000' })).toEqual([
      expect.stringMatching(/^METRICS_PORT must differ from PORT/),
    ]);
  });

  it.each([
    'collector:4318',
    'ftp://collector',
    'http://user:canary@collector',
    'http://collector/?x=1',
    'x',
  ])('sends no traces to %s', (address) => {
    const problems = problemsOf({ ...TRTC, OTEL_EXPORTER_OTLP_ENDPOINT: address });
    expect(problems).toEqual([expect.stringMatching(/^OTEL_EXPORTER_OTLP_ENDPOINT must be an http/)]);
    expect(problems.join()).not.toContain('canary');
  });

  it('turns off a vendor whose variables are not set', () => {
    expect(readGatewayConfig({ ...AUTH, ...TRTC }).volcengine).toBeUndefined();
    expect(readGatewayConfig({ ...AUTH, ...VOLC }).trtc).toBeUndefined();
  });

  it('can have empty variables, as compose files do', () => {
    const config = readGatewayConfig({
      ...AUTH,
      ...TRTC,
      PORT: '',
      VOLC_ACCESS_KEY_ID: '',
      TRTC_SESSION_TOKEN: '',
    });
    expect(config.port).toBe(4000);
    expect(config.volcengine).toBeUndefined();
    expect(config.trtc).not.toHaveProperty('sessionToken');
  });

  it('does not show its secrets when the configuration is printed', () => {
    const config = readGatewayConfig({ ...AUTH, ...TRTC, ...VOLC, VOLC_SESSION_TOKEN: 'canary-token' });
    const { trtc, volcengine } = config;
    const printed = [
      inspect(config, { depth: 9, showHidden: true }),
      JSON.stringify(config),
      `${trtc?.secretKey}`,
    ];
    expect(printed.join()).not.toContain('canary');
    expect(volcengine?.sessionToken?.reveal()).toBe('canary-token');
  });

  it.each([
    ['file:journal.db', 'journal.db'],
    ['file:/var/lib/journal.db', '/var/lib/journal.db'],
    ['file:///var/lib/journal.db', '/var/lib/journal.db'],
  ])('keeps its journal in %s', (DATABASE_URL, file) => {
    const { journal } = readGatewayConfig({ ...AUTH, ...TRTC, DATABASE_URL, JOURNAL_RETENTION_DAYS: '30' });
    expect(journal).toEqual({ kind: 'sqlite', file, retentionDays: 30 });
  });

  it('can name a journal on a server, and does not show its password', () => {
    const DATABASE_URL = 'postgres://gateway:canary@db.example.com/journal?sslmode=require';
    const { journal } = readGatewayConfig({ ...AUTH, ...TRTC, DATABASE_URL });
    expect(inspect(journal) + JSON.stringify(journal)).not.toContain('canary');
    expect(journal.kind === 'postgres' && journal.url.reveal()).toBe(DATABASE_URL);
  });

  it.each(['journal.db', 'file:', 'file:://x', 'file::memory:', 'file:x?mode=ro', 'mysql://canary@h/d'])(
    'refuses %s as a journal, without repeating it',
    (DATABASE_URL) => {
      const problems = problemsOf({ ...TRTC, DATABASE_URL });
      expect(problems).toEqual([expect.stringMatching(/^DATABASE_URL must be a file/)]);
      expect(problems.join()).not.toContain('canary');
    },
  );
});

describe('an invalid environment of the gateway', () => {
  it('is refused with every problem in one message', () => {
    const problems = problemsOf({
      TRTC_SECRET_KEY: 'canary key',
      TRTC_REGION: 'eu-frankfurt',
      VOLC_APP_IDS: '12,x',
      PORT: '70000',
      HOST: 'no host',
      VENDOR_TIMEOUT_MS: '-1',
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(
      [
        'HOST',
        'PORT',
        'TRTC_REGION',
        'TRTC_SECRET_ID',
        'TRTC_SECRET_KEY',
        'VENDOR_TIMEOUT_MS',
        'VOLC_ACCESS_KEY_ID',
        'VOLC_APP_IDS',
      ].sort(),
    );
    expect(problems.join()).not.toContain('canary');
  });

  it.each([
    [{}, /no vendor is configured: set TRTC_SECRET_ID, .* VOLC_APP_IDS/],
    [
      { ...TRTC, TRTC_SDK_APP_IDS: '' },
      /^TRTC_SDK_APP_IDS must be set too, since TRTC_SECRET_ID and TRTC_SECRET_KEY/,
    ],
    [
      { ...TRTC, VOLC_SESSION_TOKEN: 't' },
      /^VOLC_ACCESS_KEY_ID and VOLC_SECRET_ACCESS_KEY and VOLC_APP_IDS must be/,
    ],
    [{ ...TRTC, HOST: 'no host' }, /^HOST must be an address or a host name/],
    [{ ...TRTC, PORT: '4e3' }, /^PORT must be a whole number from 0 to 65535/],
    [{ ...TRTC, PLAYGROUND: 'yes' }, /^PLAYGROUND must be true or false/],
    [
      { ...TRTC, TRTC_REGION: 'ap-tokyo' },
      /^TRTC_REGION must be one of ap-beijing, ap-guangzhou, ap-singapore/,
    ],
    [{ ...TRTC, TRTC_SDK_APP_IDS: '0' }, /^TRTC_SDK_APP_IDS must be whole numbers from 1 to 2147483647/],
    [{ ...TRTC, TRTC_SDK_APP_IDS: '2147483648' }, /^TRTC_SDK_APP_IDS must be/],
    [{ ...TRTC, TRTC_ENDPOINT: 'http://example.com' }, /^TRTC_ENDPOINT must be an https:\/\/ address/],
    [{ ...TRTC, TRTC_ENDPOINT: 'https://example.com/path' }, /^TRTC_ENDPOINT must be .* without a path/],
    [{ ...TRTC, TRTC_ENDPOINT: 'example.com' }, /^TRTC_ENDPOINT must be/],
    [{ ...TRTC, TRTC_SECRET_KEY: 'with\nnewline' }, /^TRTC_SECRET_KEY must be visible ASCII/],
    [{ ...TRTC, TRTC_QPS: '0' }, /^TRTC_QPS must be a whole number from 1 to 10000/],
    [{ ...TRTC, VENDOR_QUEUE_MAX: '1.5' }, /^VENDOR_QUEUE_MAX must be a whole number/],
    [{ ...TRTC, RESTRICTION_MAX_SECONDS: '0' }, /^RESTRICTION_MAX_SECONDS must be a whole number from 1 to/],
    [{ ...TRTC, CORS_ORIGINS: 'https://a.example/path' }, /^CORS_ORIGINS must be origins/],
    [{ ...TRTC, LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/],
  ])('%j: says what is wrong', (environment, problem) => {
    expect(problemsOf(environment as Record<string, string>)).toEqual([expect.stringMatching(problem)]);
  });
});
