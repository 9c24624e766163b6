import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newEcKeys, signed } from '../identity/signed-tokens.js';
import { ADMIN, CREDENTIALS, leakIn, PRIVATE_KEY, WRONG } from './canaries.js';
import {
  ADD,
  act,
  answers,
  ask,
  directory,
  end,
  endpoints,
  expectNoLeaks,
  MUTE,
  resetVendors,
  run,
  startGateway,
  trtc,
  withWatchedProcesses,
} from './watched-processes.js';

withWatchedProcesses();

describe('a gateway that does not work', () => {
  it('shows no credentials that the vendors refuse', async () => {
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

  it('shows no credentials when it cannot reach the vendors', async () => {
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

  it('shows no token that it cannot verify', async () => {
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

  it('shows no secret when it is stopped at once', async () => {
    // The action outlasts the two seconds in which signals count as one.
    const patient = { VENDOR_TIMEOUT_MS: '50000', VENDOR_DEADLINE_MS: '50000' };
    const gateway = await startGateway({ ...CREDENTIALS, ...endpoints, ...patient });
    trtc.clearRequests();
    trtc.injectFault({ kind: 'silence', times: 4 });
    const answer = act(gateway, MUTE).catch(() => {});
    await expect.poll(() => trtc.requests().length).toBeGreaterThan(0);
    gateway.run.child.kill('SIGTERM');
    const signalling = setInterval(() => gateway.run.child.kill('SIGINT'), 500);
    const code = await gateway.run.exit;
    clearInterval(signalling);
    expect(code).toBe(1);
    await answer;
    trtc.reset();
    expectNoLeaks();
  });
});

describe('secrets that are given in files', () => {
  it('are used, and appear in no output', async () => {
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

describe('a gateway whose start fails', () => {
  it('names the wrong variables, and quotes no secret', async () => {
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
  it('shows no credentials of its environment', async () => {
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
