/** Copies the contents of the image into a separate folder, so that missing files cannot be found elsewhere. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../src/emulators/trtc/trtc-emulator.js';
import { schemaText } from '../src/schema.js';
import { SetUserMediaStateDocument } from './generated/graphql.js';
import { send, sendText } from './graphql-client.js';
import { startPostgres } from './postgres-server.js';
import { StartedProcess } from './started-process.js';

const AUTH_JWT_SECRET = 'a secret for tests, of 32 bytes or more';
const APP = 1400188366;
const CREDENTIALS = { secretId: 'AKIDimage', secretKey: 'image-secret-key' };
const MUTE = { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' } as const;

let folder: string;
let trtc: TrtcEmulator;
let token: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'image-'));
  const copies = readFileSync('Dockerfile', 'utf8').matchAll(
    /^COPY --from=build \/app\/(\S+) \/app\/(\S*)$/gm,
  );
  for (const [, source = '', target = ''] of copies) {
    cpSync(source, join(folder, target.endsWith('/') || target === '' ? join(target, source) : target), {
      recursive: true,
    });
  }
  trtc = await startTrtcEmulator({ ...CREDENTIALS, sdkAppIds: [APP] });
  trtc.enterRoom(APP, MUTE.roomId, MUTE.userId);
  token = await new SignJWT({ scope: 'moderation:media', rooms: '*' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('admin')
    .setExpirationTime('1h')
    .sign(Buffer.from(AUTH_JWT_SECRET));
});
afterAll(async () => {
  await trtc.close();
  rmSync(folder, { recursive: true });
});

const running = new Set<StartedProcess>();
afterEach(async () => {
  for (const { child, exit } of running) {
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  }
  running.clear();
});

/** Runs the image's command; resolves with its addresses once it serves. */
async function start(environment: Record<string, string>) {
  const [, command = ''] = /^CMD (\["node", .*\])$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
  const [, ...args]: string[] = JSON.parse(command.replace('/app/', `${folder}/`));
  const gateway = new StartedProcess(
    args,
    {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      METRICS_PORT: '0',
      AUTH_JWT_SECRET,
      TRTC_SECRET_ID: CREDENTIALS.secretId,
      TRTC_SECRET_KEY: CREDENTIALS.secretKey,
      TRTC_SDK_APP_IDS: `${APP}`,
      TRTC_ENDPOINT: trtc.url,
      ...environment,
    },
    { cwd: folder, ownGroup: true },
  );
  const url = await gateway.url();
  const metricsUrl = await gateway.metricsUrl();
  running.add(gateway);
  return { url, metricsUrl, gateway };
}

async function mute(url: string) {
  const { data } = await send({ url, tokens: { admin: token } }, SetUserMediaStateDocument, { input: MUTE });
  return data?.setUserMediaState.__typename;
}

describe('the image', () => {
  it('runs a gateway with all features on, and the journal command', async () => {
    const journal = { DATABASE_URL: `file:${join(folder, 'data/journal.db')}` };
    const { url, metricsUrl } = await start({
      ...journal,
      PLAYGROUND: 'true',
      INTROSPECTION: 'true',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    });
    expect(await mute(url)).toBe('SetUserMediaStateSuccess');

    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<script');
    expect(await (await fetch(metricsUrl)).text()).toContain('result="SetUserMediaStateSuccess"');

    const command = join(folder, 'dist/bundle/journal-command.js');
    const { stdout } = await promisify(execFile)(process.execPath, [command, 'export'], { env: journal });
    expect(JSON.parse(stdout)).toMatchObject({ actor: 'admin', status: 'APPLIED' });
  });

  // `docker stop` sends SIGTERM to the process, a terminal sends SIGINT to its group, and both may come twice.
  it.each([
    ['SIGTERM', 0],
    ['SIGINT', 0],
    ['SIGTERM', 100],
    ['SIGINT', 100],
  ] as const)('finishes what is under way on %s, sent again after %i ms', async (signal, againMs) => {
    const journal = { DATABASE_URL: `file:${join(folder, `data/journal-${signal}-${againMs}.db`)}` };
    const { url, gateway } = await start({
      ...journal,
      VENDOR_TIMEOUT_MS: '60000',
      VENDOR_DEADLINE_MS: '60000',
    });
    trtc.reset();
    trtc.enterRoom(APP, MUTE.roomId, MUTE.userId);
    // Long enough for both signals to come before the answer, also on a busy machine.
    trtc.injectFault({ kind: 'delay', delayMs: 5_000 });
    const answer = mute(url);
    await expect.poll(() => trtc.requests().length).toBe(1);
    gateway.signalGroup(signal);
    await sleep(againMs);
    gateway.signalGroup(signal);
    expect(await answer).toBe('SetUserMediaStateSuccess');
    expect(await gateway.exit).toBe(0);
    running.delete(gateway);
    const command = join(folder, 'dist/bundle/journal-command.js');
    const { stdout } = await promisify(execFile)(process.execPath, [command, 'export'], { env: journal });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'APPLIED' });
  });

  it('runs a gateway on PostgreSQL', async () => {
    const postgres = await startPostgres();
    try {
      const { url } = await start({ DATABASE_URL: postgres.url });
      expect(await mute(url)).toBe('SetUserMediaStateSuccess');
    } finally {
      await postgres.remove();
    }
  });

  it('serves the same schema as the sources', async () => {
    const { url } = await start({ INTROSPECTION: 'true' });
    const introspection = getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true });
    const { data } = await sendText({ url, tokens: { admin: token } }, introspection);
    // biome-ignore lint/suspicious/noExplicitAny: an introspection
    expect(schemaText(buildClientSchema(data as any))).toBe(readFileSync('schema.graphql', 'utf8'));
  });

  it('has the licenses of all bundled packages', () => {
    const licenses = readFileSync(join(folder, 'dist/bundle/third-party-licenses.txt'), 'utf8');
    for (const name of [
      'fastify',
      'graphql',
      'undici',
      'pg',
      'prom-client',
      'libsql',
      '@opentelemetry/api',
    ]) {
      expect(licenses).toMatch(new RegExp(`^## ${name} [\\d.]+ \\((MIT|ISC|Apache-2.0)\\)$`, 'm'));
    }
    expect(licenses).toContain('Permission is hereby granted');
  });
});
