import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedTrtc } from '../../src/emulators/trtc/emulator.js';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { freePort } from '../free-port.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { type KeyServer, serving, startKeyServer } from '../identity/local-key-server.js';
import { jwkOf, newEcKeys, signed } from '../identity/signed-tokens.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { type OtlpReceiver, startOtlpReceiver } from '../observability/otlp-receiver.js';
import { StartedProcess } from '../started-process.js';
import { type Hosts, type LocalProxy, type Manner, startProxy, startTlsFront } from './local-proxy.js';
import { type CertificateFiles, makeCertificate } from './own-certificate.js';

const APP = 1400188366;
const CREDENTIALS = { secretId: 'AKIDproxies', secretKey: 'proxies-secret-key' };
const ISSUER = 'https://issuer.example.com/';
const PASSWORD = 'canary%20of%20a%20proxy';
const EXPECTED_AUTHORIZATION = `Basic ${Buffer.from('gateway:canary of a proxy').toString('base64')}`;
const keys = newEcKeys();

let folder: string;
let files: CertificateFiles;
let trtc: TrtcEmulator;
let keyServer: KeyServer;
let collector: OtlpReceiver;
let hosts: Hosts;
let token: string;
const servers: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'proxies-'));
  files = makeCertificate(folder);
  trtc = await startTrtcEmulator({ ...CREDENTIALS, port: 0, sdkAppIds: [APP], callsPerSecond: 1_000 });
  seedTrtc(trtc, [APP]);
  keyServer = await startKeyServer(serving({ ...jwkOf(keys), kid: 'one', alg: 'ES256' }));
  collector = await startOtlpReceiver();
  const front = async (url: string) => {
    const server = await startTlsFront(Number(new URL(url).port), files);
    servers.push(server);
    return server.port;
  };
  hosts = {
    'trtc.vendor.test': await front(trtc.url),
    'keys.vendor.test': await front(keyServer.url),
    'traces.vendor.test': await front(collector.url),
    'plain.vendor.test': Number(new URL(collector.url).port),
  };
  servers.push(trtc, keyServer, collector);
  const claims = { sub: 'admin', scope: 'moderation:media', rooms: '*', exp: Date.now() / 1000 + 3_600 };
  const expected = { iss: ISSUER, aud: 'gateway' };
  token = signed({ alg: 'ES256', kid: 'one' }, { ...claims, ...expected }, 'ES256', keys.privateKey);
});
afterAll(async () => {
  for (const server of servers) await server.close();
  rmSync(folder, { recursive: true });
});

let proxy: LocalProxy | undefined;
let gateway: StartedProcess | undefined;
afterEach(async () => {
  await gateway?.kill();
  await proxy?.close();
  proxy = undefined;
});

async function behind(manner: Manner): Promise<LocalProxy> {
  proxy = await startProxy(hosts, manner);
  return proxy;
}

const address = (port: number) => `http://gateway:${PASSWORD}@127.0.0.1:${port}`;
let journals = 0;

async function start(environment: Record<string, string>) {
  gateway = new StartedProcess(nodeArgsOf('start'), {
    DATABASE_URL: `file:${join(folder, `journal-${journals++}.db`)}`,
    AUTH_JWKS_URL: 'https://keys.vendor.test/jwks.json',
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: 'gateway',
    TRTC_SECRET_ID: CREDENTIALS.secretId,
    TRTC_SECRET_KEY: CREDENTIALS.secretKey,
    TRTC_SDK_APP_IDS: `${APP}`,
    TRTC_ENDPOINT: 'https://trtc.vendor.test',
    NODE_EXTRA_CA_CERTS: files.certificate,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    HOST: '127.0.0.1',
    PORT: '0',
    ...environment,
  });
  return { url: await gateway.url(), tokens: { admin: token }, gateway };
}

async function mute(target: Awaited<ReturnType<typeof start>>) {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
  const { data } = await send(target, SetUserMediaStateDocument, { input });
  return data?.setUserMediaState as Record<string, unknown> | undefined;
}

/** The keys come from this machine, where no proxy is used. */
const localKeys = () => ({ AUTH_JWKS_URL: keyServer.url });

describe('a gateway whose environment names a proxy', () => {
  it.each([
    ['HTTPS_PROXY', 'HTTP_PROXY'],
    ['https_proxy', 'http_proxy'],
  ])('asks vendor, key server and collector through it: %s, %s', async (https, http) => {
    const { port, asked, authorizations } = await behind('serves');
    const exports = collector.exports;
    const target = await start({
      [https]: address(port),
      [http]: address(port),
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://traces.vendor.test/collector',
    });
    expect(await mute(target)).toMatchObject({ __typename: 'SetUserMediaStateSuccess' });
    await expect.poll(() => collector.exports).toBeGreaterThan(exports);
    expect(new Set(asked)).toEqual(
      new Set([
        'CONNECT trtc.vendor.test:443',
        'CONNECT keys.vendor.test:443',
        'CONNECT traces.vendor.test:443',
      ]),
    );
    expect(authorizations).toEqual(new Set([EXPECTED_AUTHORIZATION]));
    target.gateway.child.kill('SIGTERM');
    expect(await target.gateway.exit).toBe(0);
    expect(target.gateway.output).not.toContain('canary');
  });

  it('keeps its connections to the vendor', async () => {
    const { port, asked } = await behind('serves');
    const target = await start({ ...localKeys(), HTTPS_PROXY: address(port) });
    for (let time = 0; time < 10; time++) expect(await mute(target)).not.toHaveProperty('code');
    expect(asked).toEqual(['CONNECT trtc.vendor.test:443']);
  });

  it('asks a collector without TLS for an absolute address, without a tunnel', async () => {
    const { port, asked } = await behind('serves');
    const exports = collector.exports;
    const target = await start({
      ...localKeys(),
      TRTC_ENDPOINT: trtc.url,
      HTTP_PROXY: address(port),
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://plain.vendor.test:4318/collector/v1/traces',
    });
    await mute(target);
    await expect.poll(() => collector.exports).toBeGreaterThan(exports);
    expect(new Set(asked)).toEqual(new Set(['POST http://plain.vendor.test:4318/collector/v1/traces']));
  });

  it('asks servers of this machine directly', async () => {
    const { port, asked } = await behind('serves');
    const environment = { ...localKeys(), TRTC_ENDPOINT: trtc.url };
    const target = await start({ ...environment, HTTP_PROXY: address(port), HTTPS_PROXY: address(port) });
    expect(await mute(target)).toMatchObject({ __typename: 'SetUserMediaStateSuccess' });
    expect(asked).toEqual([]);
  });

  it('asks the hosts of NO_PROXY directly', async () => {
    const { port, asked } = await behind('serves');
    // Longer than a resolver waits for a name server.
    const limits = { VENDOR_TIMEOUT_MS: '12000', VENDOR_DEADLINE_MS: '12000' };
    const environment = { ...localKeys(), ...limits, NO_PROXY: '.vendor.test' };
    const target = await start({ ...environment, HTTPS_PROXY: address(port) });
    expect(await mute(target)).toMatchObject({ code: 'VENDOR_UNREACHABLE', outcome: 'NOT_APPLIED' });
    // Nobody but the proxy knows the name.
    const [line] = await target.gateway.printed(/^.*a vendor cannot be called.*$/m);
    expect(line).toContain('trtc.vendor.test');
    expect(line).not.toContain('proxy');
    expect(asked).toEqual([]);
  });
});

describe('a proxy', () => {
  it.each<[Manner | 'is down', string]>([
    ['is down', 'ECONNREFUSED'],
    [403, '403'],
    [407, '407'],
    [502, '502'],
    ['is silent', 'no answer in time'],
  ])('that does not serve (%s) is named in the log, and nothing was applied', async (manner, cause) => {
    const port = manner === 'is down' ? await freePort() : (await behind(manner)).port;
    // Only a silent proxy is waited for in vain. The others have the usual time, also on a busy machine.
    const limits = manner === 'is silent' ? { VENDOR_TIMEOUT_MS: '1000', VENDOR_DEADLINE_MS: '3000' } : {};
    const target = await start({ ...localKeys(), ...limits, HTTPS_PROXY: address(port) });
    expect(await mute(target)).toMatchObject({ outcome: 'NOT_APPLIED', retryable: true });
    const [line] = await target.gateway.printed(/^.*a vendor cannot be called.*$/m);
    expect(JSON.parse(line)).toMatchObject({
      level: 40,
      vendor: 'TENCENT_TRTC',
      address: 'trtc.vendor.test',
      cause: expect.stringContaining(cause),
    });
    if (manner !== 'is silent') expect(line).toContain(`127.0.0.1:${port}`);
    expect(target.gateway.output).not.toContain('canary');
  });

  it('that is down is named for the key server too', async () => {
    const port = await freePort();
    const target = await start({ HTTPS_PROXY: address(port) });
    const [line] = await target.gateway.printed(/^.*the key server gives no keys.*$/m);
    expect(JSON.parse(line)).toMatchObject({
      keyServer: 'https://keys.vendor.test/jwks.json',
      proxy: `127.0.0.1:${port}`,
      cause: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
