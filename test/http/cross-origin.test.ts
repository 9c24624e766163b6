import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../../src/config/gateway.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startGateway } from '../../src/server.js';
import { startTestSandbox } from '../sandbox-gateway.js';

const DAY_SECONDS = 86_400;
const SETTINGS = {
  PORT: '0',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'silent',
  AUTH_JWT_SECRET: 'a secret of at least thirty-two bytes',
  TRTC_SECRET_ID: 'id',
  TRTC_SECRET_KEY: 'key',
  TRTC_SDK_APP_IDS: '1',
};

/** What a browser asks before it sends a token to another origin. */
function preflight(url: string, origin: string | undefined, more: Record<string, string> = {}) {
  return fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      ...(origin !== undefined && { origin }),
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
      ...more,
    },
  });
}

async function verdict(url: string, origin: string): Promise<string> {
  const { status, headers } = await preflight(url, origin);
  return headers.get('access-control-allow-origin') === origin && status < 300
    ? 'allowed'
    : `refused (${status})`;
}

describe('CORS_ORIGINS', () => {
  const read = (CORS_ORIGINS: string) => readGatewayConfig({ ...SETTINGS, CORS_ORIGINS }).corsOrigins;

  it.each([
    'https://app.example.com',
    'http://localhost:5173',
    'http://[::1]:3000',
    'https://xn--bcher-kva.example',
    'capacitor://localhost',
    'ionic://localhost',
    'tauri://localhost',
    'http://tauri.localhost',
    'chrome-extension://gighmmpiobklfepjocnamgkkbiglidom',
    'moz-extension://0e8bf7ae-2d4c-4f0c-a5b5-0d5f2b1c9c55',
    'app://obsidian.md',
  ])('can be %s', (origin) => {
    expect(read(origin)).toEqual([origin]);
    expect(read(`https://a.example, ${origin}`)).toEqual(['https://a.example', origin]);
  });

  it.each([
    ['a path', 'https://app.example.com/app'],
    ['a slash at the end', 'https://app.example.com/'],
    ['a slash after an application', 'capacitor://localhost/'],
    ['a host alone', 'app.example.com'],
    ['a host and a port', 'localhost:5173'],
    ['a scheme alone', 'https://'],
    ['an application without a host', 'capacitor://'],
    ['two slashes too few', 'tauri:localhost'],
    ['capital letters', 'https://App.example.com'],
    ['a scheme in capital letters', 'HTTPS://app.example.com'],
    ['the port that browsers leave out', 'https://app.example.com:443'],
    ['letters that browsers send in another form', 'https://bücher.example'],
    ['every origin', '*'],
    ['every subdomain', 'https://*.example.com'],
    ['every port', 'http://localhost:*'],
    ['what pages without an origin send', 'null'],
    ['a user', 'https://user@app.example.com'],
    ['a user of an application', 'capacitor://user@localhost'],
    ['a query', 'app://host?a'],
    ['a fragment', 'app://host#a'],
    ['a space', 'https://app example.com'],
    ['quotation marks', '"https://app.example.com"'],
    ['a comma at the end', 'https://app.example.com,'],
    ['a semicolon between two', 'https://a.example;https://b.example'],
    ['a space between two', 'https://a.example https://b.example'],
  ])('must not have or be %s', (_name, value) => {
    expect(() => read(value)).toThrow(/CORS_ORIGINS must be origins such as/);
  });
});

describe('a preflight', () => {
  let directory: string;
  let named: Sandbox;
  let nobody: Awaited<ReturnType<typeof startGateway>>;
  let some: Awaited<ReturnType<typeof startGateway>>;
  const ALLOWED = ['https://app.example.com', 'capacitor://localhost', 'chrome-extension://abcdefgh'];
  beforeAll(async () => {
    named = await startTestSandbox({ CORS_ORIGINS: ALLOWED.join(',') });
    directory = mkdtempSync(join(tmpdir(), 'origins-'));
    const start = (name: string, more: object) =>
      startGateway(
        readGatewayConfig({ ...SETTINGS, DATABASE_URL: `file:${join(directory, name)}.db`, ...more }),
      );
    nobody = await start('nobody', {});
    some = await start('some', { CORS_ORIGINS: ALLOWED.join(',') });
  });
  afterAll(async () => {
    for (const server of [named, nobody, some]) await server?.close();
    rmSync(directory, { recursive: true });
  });

  it.each(ALLOWED)('from a named origin is allowed, and remembered for a day: %s', async (origin) => {
    const { status, headers } = await preflight(some.url, origin);
    expect(status).toBe(204);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-max-age': String(DAY_SECONDS),
    });
  });

  it('says in words that CORS_ORIGINS is not set', async () => {
    const response = await preflight(nobody.url, 'https://app.example.com');
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'No web page may call this gateway, because CORS_ORIGINS is not set.',
          extensions: { code: 'ORIGIN_NOT_ALLOWED' },
        },
      ],
    });
  });

  it.each([
    'https://evil.example',
    'http://app.example.com',
    'https://app.example.com.evil.example',
    'https://app.example.com:8443',
    'null',
    'capacitor://evil',
    'https://localhost',
    '',
  ])('says in words that CORS_ORIGINS does not name its origin: "%s"', async (origin) => {
    const response = await preflight(some.url, origin);
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await response.text()).toContain('CORS_ORIGINS does not name it');
  });

  it.each<[string, Record<string, string>]>([
    ['neither an origin nor a method', {}],
    ['no origin', { 'access-control-request-method': 'POST' }],
    ['no method, from a named origin', { origin: ALLOWED[0] ?? '' }],
    ['no method, from another origin', { origin: 'https://a.example' }],
  ])('is not what an OPTIONS request is that has %s: nothing is there', async (_what, headers) => {
    for (const { url } of [nobody, some]) {
      for (const path of ['/graphql', '/nothing']) {
        const response = await fetch(url + path, { method: 'OPTIONS', headers });
        expect(response.status).toBe(404);
        expect(response.headers.get('access-control-allow-methods')).toBeNull();
        expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
      }
    }
  });

  it.each([
    ['http://localhost:5173', 'allowed'],
    ['http://localhost', 'allowed'],
    ['https://localhost:3000', 'allowed'],
    ['http://127.0.0.1:8080', 'allowed'],
    ['http://[::1]:8081', 'allowed'],
    ['http://app.localhost:4200', 'allowed'],
    ['http://tauri.localhost', 'allowed'],
    ['capacitor://localhost', 'allowed'],
    ['ionic://localhost', 'allowed'],
    ['tauri://localhost', 'allowed'],
    ['https://app.example.com', 'allowed'],
    ['http://localhost.evil.example', 'refused (403)'],
    ['http://localhost:80@evil.example', 'refused (403)'],
    ['http://evil.example:80', 'refused (403)'],
    ['http://notlocalhost', 'refused (403)'],
    ['http://127.0.0.1.evil.example', 'refused (403)'],
    ['http://192.168.1.2:5173', 'refused (403)'],
    ['null', 'refused (403)'],
  ])('to the sandbox from %s is %s', async (origin, expected) => {
    expect(await verdict(named.url, origin)).toBe(expected);
  });
});

describe('a request from a page', () => {
  it('lets the page read when to try again, and only pages that may call', async () => {
    const sandbox = await startTestSandbox();
    const ask = (origin: string) =>
      fetch(`${sandbox.url}/graphql`, {
        method: 'POST',
        headers: {
          origin,
          'content-type': 'application/json',
          authorization: `Bearer ${sandbox.tokens?.admin}`,
        },
        body: '{"query":"{ __typename }"}',
      });
    const { headers } = await ask('http://localhost:5173');
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(headers.get('access-control-expose-headers')).toBe('retry-after');
    expect(headers.get('vary')).toContain('Origin');
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    await sandbox.close();
  });
});
