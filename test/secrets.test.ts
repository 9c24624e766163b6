import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedEmulators } from '../src/emulators/seed.js';
import { startTrtcEmulator, type TrtcEmulator } from '../src/emulators/trtc/trtc-emulator.js';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../src/emulators/volcengine/volcengine-emulator.js';
import { exchangeRaw } from './identity/raw-exchange.js';
import { newEcKeys, signed } from './identity/signed-tokens.js';
import { nodeArgsOf, type Script } from './npm-scripts.js';
import { StartedProcess } from './started-process.js';

/** Each has characters that JSON, URLs and base64 write in their own ways. */
const SECRETS = {
  TRTC_SECRET_KEY: 'Canary/of+the=TRTC~key"0',
  TRTC_SESSION_TOKEN: 'Canary/of+the=TRTC~session"1',
  VOLC_SECRET_ACCESS_KEY: 'Canary/of+the=Volcengine~key"2',
  VOLC_SESSION_TOKEN: 'Canary/of+the=Volcengine~session"3',
  AUTH_JWT_SECRET: 'Canary/of+the=keys~for"tokens, of 32 bytes or more 4',
};
/** No secrets, but nothing that a client has to know. */
const IDS = { TRTC_SECRET_ID: 'AKIDCanaryOfTheTrtcId5', VOLC_ACCESS_KEY_ID: 'AKLTCanaryOfTheVolcengineId6' };
const WRONG = { key: 'Canary/of+a=wrong~key"7', id: 'AKLTCanaryOfAWrongId8' };
const APPLICATIONS = { TRTC_SDK_APP_IDS: '1400188366', VOLC_APP_IDS: '123456' };
const CREDENTIALS = { ...SECRETS, ...IDS, ...APPLICATIONS };

function tokenFor(sub: string, claims: object = {}, secret = SECRETS.AUTH_JWT_SECRET): string {
  const grants = { scope: 'moderation:media moderation:blacklist moderation:audit', rooms: '*' };
  const all = { sub, exp: Math.floor(Date.now() / 1000) + 3600, ...grants, ...claims };
  return signed({ alg: 'HS256' }, all, 'HS256', Buffer.from(secret));
}

const ADMIN = tokenFor('admin');
/** Refused, each for a reason of its own. */
const BAD_CREDENTIALS = {
  expired: `Bearer ${tokenFor('expired', { exp: 1 })}`,
  'of another key': `Bearer ${tokenFor('another', {}, WRONG.key)}`,
  'of another algorithm': `Bearer ${signed({ alg: 'HS512' }, { sub: 'x' }, 'HS512', Buffer.from('x'))}`,
  'too long': `Bearer ${tokenFor('long', { pad: 'x'.repeat(7_000) })}`,
  'no token': 'Bearer CanaryOfATokenThatIsNone9',
  'with a comma': `Bearer ${ADMIN}, Bearer ${ADMIN}`,
  'of another scheme': `Basic ${Buffer.from('someone:CanaryOfAPassword10').toString('base64')}`,
};
const PRIVATE_KEY = newEcKeys().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What must not be found anywhere. A token's parts count too: a signature alone is enough to recognise it. */
const CANARIES = [
  ...Object.values(SECRETS),
  ...Object.values(WRONG),
  ...[ADMIN, ...Object.values(BAD_CREDENTIALS)].flatMap((text) => text.split(/[ .,]/).slice(1)),
  ADMIN,
  'CanaryOfAPassword10',
  ...PRIVATE_KEY.split('\n').slice(1, 3),
].filter((canary) => canary.length >= 16 || canary.includes('Canary'));

/** The ways in which text goes unnoticed: as JSON, in URLs, in base64 at any offset, in hex, as a list of bytes. */
function formsOf(canary: string): string[] {
  const bytes = Buffer.from(canary);
  const inBase64 = [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const [first, last] = [Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6)];
    return [padded.toString('base64'), padded.toString('base64url')].map((text) => text.slice(first, last));
  });
  return [
    canary,
    JSON.stringify(canary).slice(1, -1),
    encodeURIComponent(canary),
    bytes.toString('hex'),
    [...bytes].join(','),
    ...inBase64,
  ];
}

/** Undefined if no canary is in the text; otherwise where, with what is around it. */
function leakIn(text: string, canaries: readonly string[]): string | undefined {
  for (const form of canaries.flatMap(formsOf)) {
    const at = text.indexOf(form);
    if (at >= 0) return text.slice(Math.max(0, at - 200), at + form.length + 50);
  }
  return undefined;
}

interface Run {
  process: StartedProcess;
  commandLine: string;
  /** How much of the output was searched. */
  searched: number;
}

const runs: Run[] = [];
/** Everything that clients got: status lines, headers and bodies. */
const answers: string[] = [];
let answered = 0;

/** With a journal of its own: whoever runs the tests may have one in the usual place. */
async function run(script: Script, environment: Record<string, string>): Promise<StartedProcess> {
  const journal = { DATABASE_URL: `file:${join(directory, 'journal.db')}` };
  const process = new StartedProcess(nodeArgsOf(script), { ...journal, ...environment });
  const started = { process, commandLine: '', searched: 0 };
  runs.push(started);
  await once(process.child, 'spawn');
  started.commandLine = await readFile(`/proc/${process.child.pid}/cmdline`, 'utf8');
  return process;
}

interface Gateway {
  run: StartedProcess;
  url: string;
  /** Undefined where nobody asked for metrics. */
  metricsUrl?: string;
}

/** What gateways tell of themselves to others than clients is kept with what clients get. */
const collector = createHttpServer(async (request, response) => {
  answers.push(await text(request));
  response.end('{}');
});

async function startGateway(environment: Record<string, string>): Promise<Gateway> {
  const settings = { LOG_LEVEL: 'trace', PORT: '0', HOST: '127.0.0.1', TRTC_QPS: '1000', VOLC_QPS: '1000' };
  const limits = { VENDOR_TIMEOUT_MS: '500', VENDOR_DEADLINE_MS: '600', CALLER_REQUESTS_PER_SECOND: '0' };
  const { port } = collector.address() as AddressInfo;
  const observing = { METRICS_PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const started = await run('start', { ...settings, ...limits, ...observing, ...environment });
  return {
    run: started,
    url: await started.url(),
    metricsUrl: await started.metricsUrl(),
  };
}

const MUTE =
  'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename ... on ModerationError { code message vendorCode vendorRequestId } ... on InvalidInputError { issues { path message } } ... on SetUserMediaStateSuccess { vendorRequestId } } }';
const ADD =
  'mutation { addToBlacklist(input: { userId: "10001", users: [{ userId: "10002" }] }) { __typename ... on ModerationError { code message vendorCode vendorRequestId } ... on InvalidInputError { issues { path message } } ... on AddToBlacklistSuccess { vendorRequestIds } ... on AddToBlacklistPartialFailure { vendorRequestIds failures { error { code message vendorCode vendorRequestId } } } } }';

async function ask({ url }: Gateway, init: RequestInit & { path?: string } = {}): Promise<string> {
  const { path = '/graphql', ...request } = init;
  const response = await fetch(`${url}${path}`, request);
  const text = await response.text();
  answers.push(`${response.status} ${JSON.stringify([...response.headers])} ${text}`);
  return text;
}

function act(gateway: Gateway, query: string, authorization = `Bearer ${ADMIN}`): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization };
  return ask(gateway, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

async function askRaw({ url }: Gateway, text: string): Promise<void> {
  answers.push(await exchangeRaw(url, text));
}

let trtc: TrtcEmulator;
let volcengine: VolcengineEmulator;
let endpoints: { TRTC_ENDPOINT: string; VOLC_ENDPOINT: string };
let directory: string;

beforeAll(async () => {
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  const quota = { port: 0, callsPerSecond: 10_000 };
  trtc = await startTrtcEmulator({
    ...quota,
    secretId: IDS.TRTC_SECRET_ID,
    secretKey: SECRETS.TRTC_SECRET_KEY,
    sessionToken: SECRETS.TRTC_SESSION_TOKEN,
    sdkAppIds: [1400188366],
  });
  volcengine = await startVolcengineEmulator({
    ...quota,
    accessKeyId: IDS.VOLC_ACCESS_KEY_ID,
    secretAccessKey: SECRETS.VOLC_SECRET_ACCESS_KEY,
    sessionToken: SECRETS.VOLC_SESSION_TOKEN,
    appIds: [123456],
  });
  seedEmulators({ trtc, volcengine }, { sdkAppIds: [1400188366], appIds: [123456] });
  endpoints = { TRTC_ENDPOINT: trtc.url, VOLC_ENDPOINT: volcengine.url };
  directory = await mkdtemp(join(tmpdir(), 'gateway-secrets-'));
});

/** As they were at the start, with nothing recorded and no fault to come. */
function resetVendors(): void {
  trtc.reset();
  volcengine.reset();
}

afterAll(async () => {
  await Promise.all(runs.map(({ process }) => process.kill()));
  collector.closeAllConnections();
  collector.close();
  await Promise.all([trtc.close(), volcengine.close(), rm(directory, { recursive: true })]);
});

/** Searches what has come since the last search, so that a leak is reported where it happens. */
function expectNoLeaks(): void {
  const fromClients = answers.splice(0);
  answered += fromClients.length;
  const printed = runs.map((run) => {
    const { output } = run.process;
    const text = `${run.commandLine}\n${output.slice(run.searched)}`;
    run.searched = output.length;
    return text;
  });
  for (const text of [...printed, ...fromClients]) expect(leakIn(text, CANARIES)).toBeUndefined();
  for (const text of fromClients) expect(leakIn(text, Object.values(IDS))).toBeUndefined();
}

async function end({ run, metricsUrl }: Gateway): Promise<void> {
  if (metricsUrl) answers.push(await (await fetch(metricsUrl)).text());
  run.child.kill('SIGTERM');
  expect(await run.exit).toBe(0);
  if (metricsUrl) {
    expect(answers.join()).toContain('gateway_http_requests_total{');
    expect(answers.join()).toContain('"http.response.status_code"');
  }
}

describe('the search', () => {
  it.each(CANARIES.map((canary, index) => [index, canary] as const))(
    'finds canary %i in every form',
    (_index, canary) => {
      for (const form of formsOf(canary)) expect(leakIn(`text ${form} text`, [canary])).toContain(form);
      for (const before of ['', 'a', 'ab']) {
        const within = Buffer.from(`${before}${canary} and more`);
        for (const encoding of ['base64', 'base64url', 'hex'] as const) {
          expect(leakIn(within.toString(encoding), [canary])).toBeDefined();
        }
        expect(leakIn(JSON.stringify({ err: { packet: within } }), [canary])).toBeDefined();
      }
      expect(leakIn('text without any', CANARIES)).toBeUndefined();
    },
  );
});

/** What each vendor could say of the gateway: more than it knows. */
const QUOTED = {
  trtc: [SECRETS.TRTC_SECRET_KEY, SECRETS.TRTC_SESSION_TOKEN, IDS.TRTC_SECRET_ID].join(' '),
  volcengine: [SECRETS.VOLC_SECRET_ACCESS_KEY, SECRETS.VOLC_SESSION_TOKEN, IDS.VOLC_ACCESS_KEY_ID].join(' '),
};

const CODES = [
  ['AuthFailure.SignatureFailure', 'SignatureDoesNotMatch'],
  ['AuthFailure.SecretIdNotFound', 'InvalidAccessKey'],
  ['AuthFailure.TokenFailure', 'InvalidSecretToken'],
  ['AuthFailure.SignatureExpire', 'InvalidTimestamp'],
  ['UnauthorizedOperation', 'AccessDenied'],
  ['InvalidParameter.UserId', 'InvalidParam'],
  ['FailedOperation.SdkAppIdNotExist', 'AppNotFound'],
  ['InternalError', 'InternalError'],
  ['RequestLimitExceeded', 'FlowLimitExceeded'],
  ['NewCode.OfTheVendor', 'NewCodeOfTheVendor'],
] as const;

describe('a gateway that works', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ ...CREDENTIALS, ...endpoints });
  });

  /** Acts at both vendors, and then again without faults: what fails too often would not be sent any more. */
  async function actBoth(): Promise<string> {
    const texts = await Promise.all([act(gateway, MUTE), act(gateway, ADD)]);
    expect([trtc, volcengine].map((vendor) => vendor.requests().length > 0)).toEqual([true, true]);
    resetVendors();
    expect(await act(gateway, MUTE)).toContain('SetUserMediaStateSuccess');
    expect(await act(gateway, ADD)).toContain('AddToBlacklistSuccess');
    resetVendors();
    return texts.join(' ');
  }

  it('keeps quiet about what it does', async () => {
    expect(await actBoth()).toMatch(/SetUserMediaStateSuccess.*AddToBlacklistSuccess/s);
    for (const path of ['/healthz', '/readyz', '/metrics', '/', '/graphql']) await ask(gateway, { path });
    await act(gateway, '{ viewer { subject scopes } vendors { vendor enabled breaker quotas { scope } } }');
    await act(gateway, '{ __schema { types { name } } }');
    await gateway.run.printed(/"operation":"setUserMediaState"/);
    expectNoLeaks();
  });

  it.each(CODES)(
    'does not pass on what is quoted in the words of %s and %s',
    async (trtcCode, volcengineCode) => {
      const wordings = [(text: string) => text, (text: string) => 'x'.repeat(290) + text, encodeURIComponent];
      for (const worded of wordings) {
        const [trtcMessage, volcengineMessage] = [worded(QUOTED.trtc), worded(QUOTED.volcengine)];
        trtc.injectFault({ kind: 'error', code: trtcCode, message: trtcMessage, times: 4 });
        const error = {
          kind: 'error',
          status: 400,
          code: volcengineCode,
          message: volcengineMessage,
        } as const;
        volcengine.injectFault({ ...error, times: 4 });
        expect(await actBoth()).toMatch(/Error.*Error/s);
      }
      expectNoLeaks();
    },
  );

  it('does not pass on what is quoted of a single user', async () => {
    for (const [code, message] of [
      ['AddSelfNotAllow', QUOTED.volcengine],
      ['NewCodeOfTheVendor', QUOTED.volcengine],
      [QUOTED.volcengine, 'x'],
    ] as const) {
      volcengine.injectFault({ kind: 'failedInfos', failedInfos: [{ userId: '10002', code, message }] });
      expect(await actBoth()).toMatch(/Success.*PartialFailure/s);
    }
    expectNoLeaks();
  });

  it('does not pass on what is quoted in a code', async () => {
    for (const before of ['InvalidParameter.', 'AccessDenied ', '']) {
      trtc.injectFault({ kind: 'error', code: before + QUOTED.trtc, message: 'x', times: 4 });
      const code = before + QUOTED.volcengine;
      volcengine.injectFault({ kind: 'error', status: 400, code, message: 'x', times: 4 });
      expect(await actBoth()).toMatch(/Error.*Error/s);
    }
    expectNoLeaks();
  });

  type Body = (quoted: string) => string;
  const page: Body = (quoted) => `<html>${quoted}</html>`;
  const fault = (quoted: string) => ({
    RequestId: quoted,
    Error: { Code: 'InternalError', Message: quoted },
  });
  it.each<readonly [string, number, Body, Body]>([
    ['a page', 502, page, page],
    ['a page with 200', 200, page, page],
    ['a page with 403', 403, page, page],
    [
      'an error',
      500,
      (quoted) => JSON.stringify({ Response: fault(quoted) }),
      (quoted) => JSON.stringify({ ResponseMetadata: fault(quoted) }),
    ],
    [
      'a success',
      200,
      (quoted) => JSON.stringify({ Response: { RequestId: quoted } }),
      (quoted) => JSON.stringify({ ResponseMetadata: { RequestId: quoted }, Result: {} }),
    ],
    [
      'half a document',
      200,
      (quoted) => `{"Response":"${quoted}`,
      (quoted) => `{"ResponseMetadata":"${quoted}`,
    ],
  ])('does not pass on what another answer quotes: %s', async (_name, status, trtcBody, volcengineBody) => {
    const verbatim = { kind: 'verbatim', status, times: 4 } as const;
    const [inTrtc, inVolcengine] = [QUOTED.trtc, QUOTED.volcengine];
    trtc.injectFault({ ...verbatim, headers: { server: inTrtc }, body: trtcBody(inTrtc) });
    volcengine.injectFault({
      ...verbatim,
      headers: { server: inVolcengine },
      body: volcengineBody(inVolcengine),
    });
    await actBoth();
    expectNoLeaks();
  });

  it.each(['reset', 'silence', 'throttle'] as const)(
    'keeps quiet when the vendors answer with %s',
    async (kind) => {
      trtc.injectFault({ kind, times: 4 });
      volcengine.injectFault({ kind, times: 4 });
      expect(await actBoth()).toMatch(/Error.*Error/s);
      expectNoLeaks();
    },
  );

  it('keeps quiet when an answer ends too early', async () => {
    trtc.injectFault({ kind: 'truncate', bytes: 20, times: 4 });
    volcengine.injectFault({ kind: 'truncate', bytes: 20, times: 4 });
    await actBoth();
    expectNoLeaks();
  });

  it.each(Object.entries(BAD_CREDENTIALS))('tells nobody of credentials %s', async (_name, authorization) => {
    expect(await act(gateway, MUTE, authorization)).toContain('UNAUTHENTICATED');
    const headers = { authorization, cookie: `token=${ADMIN}`, accept: 'text/html' };
    for (const path of ['/graphql', '/nothing', '/readyz', `/graphql?access_token=${ADMIN}`]) {
      await ask(gateway, { path, headers });
    }
    expectNoLeaks();
  });

  it.each([
    ['a query that is none', '{"query":"{"}'],
    ['a field that is none', '{"query":"{ nothing }"}'],
    ['JSON that is none', '{"query":'],
    ['nothing', ''],
    ['a list', '[]'],
    ['variables that are none', JSON.stringify({ query: MUTE, variables: 7 })],
    ['more than a megabyte', JSON.stringify({ query: 'x'.repeat(1_100_000) })],
  ])('tells nobody of the token that came with %s', async (_name, body) => {
    const authorization = `Bearer ${ADMIN}`;
    const headers = { 'content-type': 'application/json', authorization };
    await ask(gateway, { method: 'POST', headers, body });
    await ask(gateway, { method: 'POST', headers: { ...headers, 'content-type': 'x/y' }, body });
    expectNoLeaks();
  });

  it('tells nobody of the token in a request that is no HTTP', async () => {
    const head = `POST /graphql HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${ADMIN}\r\n`;
    for (const rest of [
      'no header\r\n\r\n',
      'X : y\r\n\r\n',
      'Content-Length: -1\r\n\r\n',
      'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      'Transfer-Encoding: chunked\r\n\r\nzz\r\n',
      `X: ${'x'.repeat(20_000)}\r\n\r\n`,
      'Host: [\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}',
    ]) {
      await askRaw(gateway, `${head}${rest}`);
    }
    const close = 'HTTP/1.1\r\nHost: [\r\nConnection: close\r\n';
    await askRaw(gateway, `GET /graphql%zz?access_token=${ADMIN} ${close}\r\n`);
    await askRaw(gateway, `GET http://[/?access_token=${ADMIN} ${close}\r\n`);
    await askRaw(
      gateway,
      `GET /graphql?query=%7B__typename%7D ${close}Authorization: Bearer ${ADMIN}\r\nApollo-Require-Preflight: 1\r\n\r\n`,
    );
    await gateway.run.printed(/client error/);
    expectNoLeaks();
  });

  it('keeps quiet when it ends, with a call under way', async () => {
    trtc.injectFault({ kind: 'delay', delayMs: 100 });
    const answer = act(gateway, MUTE);
    await expect.poll(() => trtc.requests().length).toBeGreaterThan(0);
    await end(gateway);
    await answer;
    expectNoLeaks();
  });

  it('did run', () => {
    expect(answered).toBeGreaterThan(150);
  });
});

describe('a gateway that does not work', () => {
  it('keeps quiet about credentials that the vendors refuse', async () => {
    const wrong = { TRTC_SECRET_KEY: WRONG.key, VOLC_ACCESS_KEY_ID: WRONG.id };
    const gateway = await startGateway({ ...CREDENTIALS, ...endpoints, ...wrong });
    for (const query of [MUTE, ADD])
      expect(await act(gateway, query)).toContain('VendorPermissionDeniedError');
    await end(gateway);
    const wrongSession = { TRTC_SESSION_TOKEN: WRONG.key, VOLC_SESSION_TOKEN: WRONG.key };
    const second = await startGateway({ ...CREDENTIALS, ...endpoints, ...wrongSession });
    for (const query of [MUTE, ADD])
      expect(await act(second, query)).toContain('VendorPermissionDeniedError');
    await end(second);
    expectNoLeaks();
  });

  it('keeps quiet about vendors that it cannot reach', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as { port: number };
    closed.close();
    await once(closed, 'close');
    const unreachable = {
      TRTC_ENDPOINT: trtc.url.replace('http:', 'https:'),
      VOLC_ENDPOINT: `http://127.0.0.1:${port}`,
    };
    const gateway = await startGateway({ ...CREDENTIALS, ...unreachable });
    for (const query of [MUTE, ADD]) expect(await act(gateway, query)).toContain('VENDOR_UNREACHABLE');
    await end(gateway);
    expectNoLeaks();
  });

  it('keeps quiet about tokens that it cannot check', async () => {
    const { AUTH_JWT_SECRET: _, ...credentials } = CREDENTIALS;
    const keys = { AUTH_JWKS_URL: `${trtc.url}/nothing`, AUTH_ISSUER: 'issuer', AUTH_AUDIENCE: 'audience' };
    const gateway = await startGateway({ ...credentials, ...endpoints, ...keys });
    const token = signed({ alg: 'ES256', kid: 'x' }, { sub: 'x' }, 'ES256', newEcKeys().privateKey);
    for (const each of [token, ADMIN]) await act(gateway, MUTE, `Bearer ${each}`);
    await ask(gateway, { path: '/readyz' });
    await end(gateway);
    for (const text of [gateway.run.output, ...answers])
      expect(leakIn(text, token.split('.'))).toBeUndefined();
    expectNoLeaks();
  });

  it('keeps quiet when it is ended at once', async () => {
    const gateway = await startGateway({ ...CREDENTIALS, ...endpoints });
    trtc.clearRequests();
    trtc.injectFault({ kind: 'silence', times: 4 });
    const answer = act(gateway, MUTE).catch(() => {});
    await expect.poll(() => trtc.requests().length).toBeGreaterThan(0);
    gateway.run.child.kill('SIGTERM');
    gateway.run.child.kill('SIGINT');
    expect(await gateway.run.exit).toBe(1);
    await answer;
    trtc.reset();
    expectNoLeaks();
  });
});

describe('secrets in files', () => {
  it('are used, and nobody is told of them', async () => {
    const { TRTC_SDK_APP_IDS, VOLC_APP_IDS, ...secrets } = CREDENTIALS;
    const files: Record<string, string> = {};
    for (const [name, value] of Object.entries(secrets)) {
      files[`${name}_FILE`] = join(directory, name);
      await writeFile(join(directory, name), `${value}\n`, { mode: 0o600 });
    }
    resetVendors();
    const gateway = await startGateway({ ...files, TRTC_SDK_APP_IDS, VOLC_APP_IDS, ...endpoints });
    expect(await act(gateway, MUTE)).toContain('SetUserMediaStateSuccess');
    expect(await act(gateway, ADD)).toContain('AddToBlacklistSuccess');
    await end(gateway);
    expectNoLeaks();
  });
});

describe('a start that fails', () => {
  it('names what is wrong, and quotes no secret', async () => {
    const { AUTH_JWT_SECRET: _, ...noKey } = CREDENTIALS;
    const file = join(directory, 'bad');
    await writeFile(file, `${WRONG.key} ${WRONG.key}`);
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const malformed = {
      TRTC_SECRET_KEY: `${WRONG.key} x`,
      TRTC_SESSION_TOKEN: `${WRONG.key}\nx`,
      VOLC_SECRET_ACCESS_KEY: `${WRONG.key}ü`,
      VOLC_ENDPOINT: `https://x:${WRONG.id}@example.com`,
      AUTH_JWT_SECRET: WRONG.key,
    };
    const files = {
      TRTC_SECRET_KEY_FILE: file,
      VOLC_SECRET_ACCESS_KEY: '',
      VOLC_SECRET_ACCESS_KEY_FILE: file,
      VOLC_SESSION_TOKEN: '',
      VOLC_SESSION_TOKEN_FILE: directory,
      AUTH_JWT_PUBLIC_KEY_FILE: file,
    };
    const jwks = { AUTH_JWT_PUBLIC_KEY: PRIVATE_KEY, AUTH_JWKS_URL: `http://x:${WRONG.id}@example.com/` };
    const database = { DATABASE_URL: `postgres://x:${WRONG.id}@127.0.0.1/x` };
    const starts: readonly (readonly [words: readonly string[], environment: Record<string, string>])[] = [
      [Object.keys(malformed).map((name) => `${name} must`), { ...CREDENTIALS, ...malformed }],
      [
        ['must not both be set', 'VOLC_SECRET_ACCESS_KEY must', '_FILE cannot be read', 'PUBLIC_KEY must'],
        { ...CREDENTIALS, ...files },
      ],
      [['AUTH_JWT_PUBLIC_KEY must', 'AUTH_JWKS_URL must', 'exactly one of'], { ...noKey, ...jwks }],
      [['another process'], { ...CREDENTIALS, ...database, PORT: `${port}`, HOST: '127.0.0.1' }],
      [['300.300.300.300'], { ...CREDENTIALS, PORT: '0', HOST: '300.300.300.300' }],
    ];
    const outcomes = await Promise.all(
      starts.map(async ([words, environment]) => {
        const started = await run('start', { LOG_LEVEL: 'trace', ...environment });
        return { words, code: await started.exit, output: started.output };
      }),
    );
    taken.close();
    for (const { words, code, output } of outcomes) {
      expect(code).toBe(1);
      for (const each of words) expect(output).toContain(each);
    }
    expectNoLeaks();
  });
});

describe('the sandbox', () => {
  it('tells nobody of the credentials that its environment names', async () => {
    const ports = { PORT: '0', TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0', LOG_LEVEL: 'trace' };
    const sandbox = await run('sandbox', { ...CREDENTIALS, ...ports });
    const gateway = { run: sandbox, url: await sandbox.url() };
    await sandbox.printed(/Ctrl-C/);
    await ask(gateway, { headers: { accept: 'text/html' } });
    for (const query of [MUTE, ADD]) await act(gateway, query);
    await end(gateway);
    expectNoLeaks();
  });
});
