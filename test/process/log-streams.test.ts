import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedTrtc } from '../../src/emulators/trtc/emulator.js';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { freePort } from '../free-port.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { signed } from '../identity/signed-tokens.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

const AUTH_JWT_SECRET = 'a secret for tests, of 32 bytes or more';
const APP = 1400188366;
const CREDENTIALS = { secretId: 'AKIDlogs', secretKey: 'logs-secret-key' };
const ACTIONS = 20;
const WARNING = /^The log cannot be written \(.+\)\. Lines are lost until it can\.\n$/;

let folder: string;
let trtc: TrtcEmulator;
let admin: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'log-streams-'));
  trtc = await startTrtcEmulator({ ...CREDENTIALS, port: 0, sdkAppIds: [APP], callsPerSecond: 10_000 });
  seedTrtc(trtc, [APP]);
  const claims = { sub: 'admin', scope: 'moderation:media', rooms: '*', exp: Date.now() / 1000 + 3_600 };
  admin = signed({ alg: 'HS256' }, claims, 'HS256', Buffer.from(AUTH_JWT_SECRET));
});
afterAll(async () => {
  await trtc.close();
  rmSync(folder, { recursive: true });
});

let gateway: StartedProcess | undefined;
const opened = new Set<number>();
afterEach(async () => {
  await gateway?.kill();
  gateway = undefined;
  for (const fd of opened) closeSync(fd);
  opened.clear();
});

function open(path: string, flags: string | number): number {
  const fd = openSync(path, flags);
  opened.add(fd);
  return fd;
}

function close(fd: number): void {
  if (opened.delete(fd)) closeSync(fd);
}

type Stream = number | 'pipe';
let count = 0;

/** A gateway that writes its log, and what else it has to say, to these streams. */
async function start(stdout: Stream, stderr: Stream) {
  const port = await freePort();
  const journal = { DATABASE_URL: `file:${join(folder, `journal-${count++}.db`)}` };
  const environment = {
    ...journal,
    AUTH_JWT_SECRET,
    TRTC_SECRET_ID: CREDENTIALS.secretId,
    TRTC_SECRET_KEY: CREDENTIALS.secretKey,
    TRTC_SDK_APP_IDS: `${APP}`,
    TRTC_ENDPOINT: trtc.url,
    TRTC_QPS: '10000',
    HOST: '127.0.0.1',
    PORT: `${port}`,
    CALLER_REQUESTS_PER_SECOND: '0',
  };
  const started = new StartedProcess(nodeArgsOf('start'), environment, { stdio: ['ignore', stdout, stderr] });
  gateway = started;
  const url = `http://127.0.0.1:${port}`;
  const isThere = () =>
    fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isThere, { timeout: 40_000 }).toBe(true);
  return { gateway: started, url, journal };
}

type Started = Awaited<ReturnType<typeof start>>;

async function act({ url }: Started, times = ACTIONS): Promise<void> {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED', reason: 'x'.repeat(200) } as const;
  const target = { url, tokens: { admin } };
  const sent = Array.from({ length: times }, () => send(target, SetUserMediaStateDocument, { input }));
  const results = (await Promise.all(sent)).map(({ data }) => data?.setUserMediaState.__typename);
  expect(results).toEqual(Array.from({ length: times }, () => 'SetUserMediaStateSuccess'));
}

/** Ends the gateway, and looks up what it has recorded. */
async function endsWith({ gateway, journal }: Started, actions: number): Promise<void> {
  const from = performance.now();
  gateway.child.kill('SIGTERM');
  expect(await gateway.exit).toBe(0);
  expect(performance.now() - from).toBeLessThan(10_000);
  const exported = new StartedProcess([...nodeArgsOf('journal'), 'export'], journal);
  expect(await exported.exit).toBe(0);
  expect(exported.stdout.match(/"status":"APPLIED"/g)).toHaveLength(actions);
}

/** A named pipe, open at both ends. Nobody reads it. */
function pipe(): { reader: number; writer: number } {
  const path = join(folder, `pipe-${count++}`);
  execFileSync('mkfifo', [path]);
  const reader = open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return { reader, writer: open(path, constants.O_WRONLY) };
}

describe('a full disk', () => {
  it('under the log costs lines only, and standard error says so once', async () => {
    const started = await start(open('/dev/full', 'w'), 'pipe');
    await act(started);
    await endsWith(started, ACTIONS);
    expect(started.gateway.stderr).toMatch(WARNING);
    expect(started.gateway.stderr).toContain('ENOSPC');
  });

  it('under both streams costs lines only', async () => {
    const started = await start(open('/dev/full', 'w'), open('/dev/full', 'w'));
    await act(started);
    await endsWith(started, ACTIONS);
  });
});

describe('a reader that has gone', () => {
  it.each(['before the start', 'later'])('from a pipe costs lines only: %s', async (when) => {
    const { reader, writer } = pipe();
    if (when === 'before the start') close(reader);
    const started = await start(writer, 'pipe');
    close(writer);
    close(reader);
    await act(started);
    await endsWith(started, ACTIONS);
    expect(started.gateway.stderr).toMatch(WARNING);
    expect(started.gateway.stderr).toContain('EPIPE');
  });

  it('from both pipes costs lines only', async () => {
    const [out, error] = [pipe(), pipe()];
    const started = await start(out.writer, error.writer);
    for (const fd of [...opened]) close(fd);
    await act(started);
    await endsWith(started, ACTIONS);
  });

  it('from both sockets costs lines only', async () => {
    const started = await start('pipe', 'pipe');
    started.gateway.child.stdout?.destroy();
    started.gateway.child.stderr?.destroy();
    await act(started);
    await endsWith(started, ACTIONS);
  });
});

describe('a reader that does not read', () => {
  it('from a pipe holds up no action and no shutdown', async () => {
    const [out, error] = [pipe(), pipe()];
    const started = await start(out.writer, error.writer);
    // More than a pipe of 64 KB holds.
    await act(started, 200);
    await endsWith(started, 200);
  });

  it('from a socket gets the lines once it reads again', async () => {
    const started = await start('pipe', 'pipe');
    const { stdout } = started.gateway.child;
    stdout?.pause();
    await act(started, 600);
    stdout?.resume();
    await endsWith(started, 600);
    expect(started.gateway.stdout.match(/"operation":"setUserMediaState"/g)).toHaveLength(600);
    expect(started.gateway.stderr).toBe('');
  });
});

describe('a log in a file', () => {
  it('may be removed while the gateway runs', async () => {
    const file = join(folder, 'removed.log');
    const started = await start(open(file, 'w'), 'pipe');
    unlinkSync(file);
    await act(started);
    await endsWith(started, ACTIONS);
    expect(started.gateway.stderr).toBe('');
  });

  it('has every line, also those of the last moment', async () => {
    const file = join(folder, 'whole.log');
    const started = await start(open(file, 'a'), 'pipe');
    await act(started);
    await endsWith(started, ACTIONS);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const actions = lines.map((line) => JSON.parse(line)).filter(({ operation }) => operation);
    expect(actions).toHaveLength(ACTIONS);
  });
});
