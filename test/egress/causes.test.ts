import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { CauseLog } from '../../src/egress/cause-log.js';
import { type RunningGateway, startGateway } from '../../src/server.js';
import { freePort } from '../free-port.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { answering, type Behaviour, down, serving, startKeyServer } from '../identity/local-key-server.js';
import { encoded, jwkOf, newEcKeys, signed } from '../identity/signed-tokens.js';
import { startTlsFront } from './local-proxy.js';
import { type CertificateFiles, makeCertificate } from './own-certificate.js';

const SECRET = 'a secret for tests, of 32 bytes or more';
const HOUR = 3_600;

let folder: string;
let files: CertificateFiles;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causes-'));
  files = makeCertificate(folder);
});
const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true });
});

let journals = 0;

async function start(environment: Record<string, string>) {
  const lines: Record<string, unknown>[] = [];
  const config = readGatewayConfig({
    ...(environment.AUTH_JWKS_URL === undefined && { AUTH_JWT_SECRET: SECRET }),
    TRTC_SECRET_ID: 'AKIDcauses',
    TRTC_SECRET_KEY: 'causes-secret-key',
    TRTC_SDK_APP_IDS: '1400188366',
    DATABASE_URL: `file:${join(folder, `journal-${journals++}.db`)}`,
    HOST: '127.0.0.1',
    PORT: '0',
    ...environment,
  });
  const gateway: RunningGateway = await startGateway(config, {
    random: () => 0,
    logTo: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  closers.push(() => gateway.close());
  const of = (message: RegExp) => lines.filter(({ msg }) => message.test(`${msg}`));
  return { url: gateway.url, lines, of };
}

function tokenFor(claims: object = {}, header: object = {}, secret = SECRET): string {
  const all = {
    sub: 'admin',
    scope: 'moderation:media',
    rooms: '*',
    exp: Date.now() / 1000 + HOUR,
    ...claims,
  };
  return signed({ alg: 'HS256', ...header }, all, 'HS256', Buffer.from(secret));
}

async function mute(url: string, admin = tokenFor()) {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
  const { status, data } = await send({ url, tokens: { admin } }, SetUserMediaStateDocument, { input });
  return { status, answer: data?.setUserMediaState };
}

/** A server of this machine whose every answer is the same. */
async function answeringVendor(answer: Behaviour): Promise<string> {
  // Connections that are ended before their request was read end in one of two ways.
  const server = createServer((request, response) => request.resume().on('end', () => answer(response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

/** Only a silent vendor has a short time limit. The others answer within a longer one, also on a busy machine. */
const VENDORS: [string, () => Promise<string>, RegExp, Record<string, string>?][] = [
  [
    'whose certificate nobody trusts',
    async () => {
      const front = await startTlsFront(await freePort(), files);
      closers.push(() => front.close());
      return `https://localhost:${front.port}`;
    },
    // Node 24 adds a hint.
    /self-signed certificate(; if the root CA is .+)? \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
  ],
  [
    'whose name is unknown',
    async () => 'https://vendor.invalid',
    /getaddrinfo (ENOTFOUND|EAI_AGAIN) vendor\.invalid/,
    // Longer than a resolver waits for a name server.
    { VENDOR_TIMEOUT_MS: '12000', VENDOR_DEADLINE_MS: '12000' },
  ],
  [
    'whose port is closed',
    async () => `http://127.0.0.1:${await freePort()}`,
    /connect ECONNREFUSED 127\.0\.0\.1/,
  ],
  [
    'that speaks no TLS',
    async () => (await answeringVendor(down)).replace('http:', 'https:'),
    /(TLS|socket|SSL|EPROTO|ECONNRESET|UND_ERR)/i,
  ],
  ['that ends connections', () => answeringVendor(down), /(other side closed|ECONNRESET)/],
  [
    'that does not answer',
    () => answeringVendor(() => {}),
    /^no answer in time$/,
    { VENDOR_TIMEOUT_MS: '300' },
  ],
  [
    'that answers a page',
    () => answeringVendor(answering(200, '<html>')),
    /not in the vendor's format, with status 200/,
  ],
  ['that redirects', () => answeringVendor(answering(302, '', { location: 'https://a' })), /with status 302/],
  ['behind a firewall', () => answeringVendor(answering(403, 'no')), /with status 403/],
  ['behind a broken gateway', () => answeringVendor(answering(502, 'no')), /with status 502/],
];

// Each has a gateway of its own, and they wait together.
describe.concurrent.each(VENDORS)('a vendor %s', (_name, endpoint, cause, limits = {}) => {
  it('is one line in the log with the cause, whatever the number of actions', async () => {
    const TRTC_ENDPOINT = await endpoint();
    const { url, of } = await start({ TRTC_ENDPOINT, ...limits });
    for (let time = 0; time < 3; time++) await mute(url);
    expect(of(/vendor/)).toMatchObject([
      {
        level: 40,
        vendor: 'TENCENT_TRTC',
        address: new URL(TRTC_ENDPOINT).host,
        cause: expect.stringMatching(cause),
      },
    ]);
  });
});

const KEY_SERVERS: readonly (readonly [string, Behaviour, RegExp])[] = [
  ['does not find its keys', answering(404, 'no'), /^status 404$/],
  ['has an error of its own', answering(500, 'no'), /^status 500$/],
  [
    'answers a page',
    answering(200, '<html>', { 'content-type': 'text/html' }),
    /no JSON; its type is text\/html/,
  ],
  ['answers nothing', answering(200, ''), /no JSON; its type is not given/],
  ['answers something else', answering(200, '{"a":1}'), /JSON without a list of keys/],
  ['answers null', answering(200, 'null'), /no JSON|without a list/],
  ['has no keys', serving(), /the list of keys is empty/],
  [
    'redirects',
    answering(302, '', { location: 'https://login.example.com/?token=canary' }),
    /status 302: it redirects to https:\/\/login\.example\.com, which is not followed/,
  ],
  ['ends connections', down, /(other side closed|ECONNRESET)/],
];

const EXPECTED = { AUTH_ISSUER: 'https://issuer.example.com/', AUTH_AUDIENCE: 'gateway' };

describe.concurrent.each(KEY_SERVERS)('a key server that %s', (_name, behaviour, cause) => {
  it('is one line in the log with the cause, and one when it works', async ({ expect }) => {
    const keys = newEcKeys();
    const server = await startKeyServer(behaviour);
    closers.push(() => server.close());
    const { url, of, lines } = await start({ ...EXPECTED, AUTH_JWKS_URL: server.url });
    await expect.poll(() => of(/key server/).length).toBe(1);
    expect(of(/key server/)).toMatchObject([
      { level: 40, keyServer: server.url, cause: expect.stringMatching(cause) },
    ]);
    for (let time = 0; time < 5; time++) await fetch(`${url}/readyz`);
    expect(of(/key server/)).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('canary');
    server.behave(serving({ ...jwkOf(keys), kid: 'one' }));
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status).toBe(200);
    expect(of(/key server/).at(-1)).toMatchObject({ level: 30, msg: 'the key server gives keys again' });
  });
});

describe('a token that is refused', () => {
  it.each<[string, () => string, object]>([
    ['expired', () => tokenFor({ ...valid(), exp: 1 }), { refused: 'expired' }],
    [
      'signed with another key',
      () => tokenFor({}, {}, `${SECRET}!`),
      { detail: { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' } },
    ],
    ['of another issuer', () => tokenFor({ ...valid(), iss: 'canary' }), { detail: { claim: 'iss' } }],
    ['without an audience', () => tokenFor({ iss: EXPECTED.AUTH_ISSUER }), { detail: { claim: 'aud' } }],
    [
      'not valid yet',
      () => tokenFor({ ...valid(), nbf: Date.now() / 1000 + HOUR }),
      { detail: { claim: 'nbf' } },
    ],
    ['without a subject', () => tokenFor({ ...valid(), sub: undefined }), { detail: { claim: 'sub' } }],
    [
      'signed by no algorithm',
      () => `${encoded({ alg: 'none' })}.${encoded({ sub: 'canary' })}.`,
      { detail: { code: expect.stringMatching(/^ERR_JOSE_/) } },
    ],
    [
      'with an unknown extension',
      () => tokenFor(valid(), { crit: ['canary'], canary: 1 }),
      { detail: { code: 'ERR_JOSE_NOT_SUPPORTED' } },
    ],
    ['no token', () => 'canary', { detail: { code: 'ERR_JWS_INVALID' } }],
  ])('has its reason in the log at the level debug, without the token: %s', async (_name, make, expected) => {
    const token = make();
    const { url, of, lines } = await start({ ...EXPECTED, LOG_LEVEL: 'debug' });
    expect((await mute(url, token)).status).toBe(401);
    expect(of(/token is refused/)).toMatchObject([{ level: 20, refused: 'invalid', ...expected }]);
    for (const part of [...token.split('.').filter((part) => part.length > 10), 'canary']) {
      expect(JSON.stringify(lines)).not.toContain(part);
    }
  });
});

function valid() {
  return { iss: EXPECTED.AUTH_ISSUER, aud: EXPECTED.AUTH_AUDIENCE };
}

describe('CauseLog', () => {
  it('logs at most five causes in ten minutes, each once, and a recovery for each at most', () => {
    const events = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'works'), fc.nat(120_000)),
    );
    fc.assert(
      fc.property(events, (events) => {
        let now = 0;
        const warned: [string, number][] = [];
        let recoveries = 0;
        const log = {
          warn: (details: object) => void warned.push([(details as { cause: string }).cause, now]),
          info: () => void recoveries++,
        };
        const causes = new CauseLog(log, { now: () => now }, { failing: 'x', working: 'y' }, {});
        for (const [event, ms] of events) {
          now += ms;
          if (event === 'works') causes.succeeded();
          else causes.failed(event);
        }
        expect(recoveries).toBeLessThanOrEqual(warned.length);
        for (const [, at] of warned) {
          const near = warned.filter(([, time]) => time >= at && time < at + 600_000);
          expect(near.length).toBeLessThanOrEqual(10);
        }
      }),
    );
  });

  it('repeats a cause after ten minutes', () => {
    let now = 0;
    const lines: object[] = [];
    const log = { warn: (details: object) => void lines.push(details), info: () => {} };
    const causes = new CauseLog(log, { now: () => now }, { failing: 'x', working: 'y' }, { vendor: 'v' });
    for (const at of [0, 1, 599_999, 600_000]) {
      now = at;
      causes.failed('down');
    }
    expect(lines).toEqual([
      { vendor: 'v', cause: 'down' },
      { vendor: 'v', cause: 'down' },
    ]);
  });
});
