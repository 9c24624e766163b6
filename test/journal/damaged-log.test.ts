import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import Database from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTrtcEmulator, type TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

const SECRET = 'a secret for tests, of 32 bytes or more';
const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
const ACTIONS = 40;

let folder: string;
let trtc: TrtcEmulator;
/** The folder of a gateway that answered `ACTIONS` actions and was killed. */
let left: string;
/** The journal of the test, in its own folder. */
let file: string;
const started: StartedProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'damaged-log-'));
  trtc = await startTrtcEmulator({
    port: 0,
    callsPerSecond: 10_000,
    secretId: 'id',
    secretKey: 'key',
    sdkAppIds: [ROOM.sdkAppId],
  });
  left = join(mkdtempSync(join(folder, 'left-')), 'journal.db');
  const gateway = startGateway(left);
  const url = await gateway.url();
  for (let user = 0; user < ACTIONS; user++) await mute(url, `user-${user}`);
  await gateway.kill();
});
afterAll(async () => {
  await trtc.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  file = join(mkdtempSync(join(folder, 'journal-')), 'journal.db');
  for (const ending of ['', '-wal', '-shm', '-lock']) copyFileSync(`${left}${ending}`, `${file}${ending}`);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.kill()));
});

function startGateway(journal: string): StartedProcess {
  const process = new StartedProcess(nodeArgsOf('start'), {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: `file:${journal}`,
    AUTH_JWT_SECRET: SECRET,
    TRTC_SECRET_ID: 'id',
    TRTC_SECRET_KEY: 'key',
    TRTC_SDK_APP_IDS: `${ROOM.sdkAppId}`,
    TRTC_ENDPOINT: trtc.url,
  });
  started.push(process);
  return process;
}

async function mute(url: string, userId: string): Promise<void> {
  const admin = await new SignJWT({ scope: 'moderation:media', rooms: '*' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('admin')
    .setExpirationTime('1h')
    .sign(Buffer.from(SECRET));
  trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
  const input = { ...ROOM, userId, state: 'AUDIO_DISABLED' as const };
  const { data } = await send({ url, tokens: { admin } }, SetUserMediaStateDocument, { input });
  expect(data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
}

async function command(name: 'repair' | 'export', url = `file:${file}`) {
  const process = new StartedProcess([...nodeArgsOf('journal'), name], { DATABASE_URL: url });
  started.push(process);
  const code = await process.exit;
  return { code, stdout: process.stdout, stderr: process.stderr };
}

async function applied(): Promise<number> {
  const { code, stdout } = await command('export');
  expect(code).toBe(0);
  return stdout.split('\n').filter((line) => line.includes('"APPLIED"')).length;
}

/** Damages the log at this fraction of its length. */
function damage(part: number, ending = '-wal'): void {
  const bytes = readFileSync(`${file}${ending}`);
  bytes.fill(0x5a, Math.floor(part * bytes.length), Math.floor(part * bytes.length) + 300);
  writeFileSync(`${file}${ending}`, bytes);
}

async function expectRefusal(words: RegExp): Promise<void> {
  const gateway = startGateway(file);
  expect(await gateway.exit).toBe(1);
  expect(gateway.stderr).toMatch(words);
  expect(gateway.stderr.trimEnd()).not.toContain('\n');
}

const DAMAGED = /^The journal \S+ cannot be opened: its write-ahead log \S+-wal is damaged or gone\./;

describe('a gateway that opens the journal of a killed gateway', () => {
  it('has every answered action', async () => {
    const gateway = startGateway(file);
    await gateway.url();
    expect(await applied()).toBe(ACTIONS);
  });

  it.each([0, 0.3, 0.7, 0.995])(
    'does not start when 300 bytes at %d of its log are damaged',
    async (part) => {
      damage(part);
      const before = readFileSync(`${file}-wal`);
      await expectRefusal(DAMAGED);
      // Neither the gateway nor a reader changes the remaining files.
      expect(await command('export')).toMatchObject({ code: 1, stderr: expect.stringMatching(DAMAGED) });
      expect(readFileSync(`${file}-wal`).equals(before)).toBe(true);
    },
  );

  it('does not start when the write-ahead log is missing', async () => {
    rmSync(`${file}-wal`);
    await expectRefusal(DAMAGED);
  });

  it('does not start when the file is missing but its write-ahead log exists', async () => {
    rmSync(file);
    await expectRefusal(/^The journal \S+ is empty or gone, but its write-ahead log \S+-wal is there\./);
  });

  it('starts with a warning when the last transaction is cut off, as after a power cut', async () => {
    const wal = readFileSync(`${file}-wal`);
    writeFileSync(`${file}-wal`, wal.subarray(0, -100));
    // The index may name fewer transactions than the log has, but after a power cut never more.
    rmSync(`${file}-shm`);
    const gateway = startGateway(file);
    await gateway.url();
    expect(gateway.stdout).toMatch(/"level":40.*ends with a transaction that was not finished/);
    expect(await applied()).toBeGreaterThanOrEqual(ACTIONS - 1);
  });

  it('starts without a warning when the other gateway was stopped properly', async () => {
    const first = startGateway(file);
    await first.url();
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    const second = startGateway(file);
    await second.url();
    expect(second.stdout).not.toMatch(/"level":[456]0/);
  });
});

describe('npm run journal -- repair', () => {
  it.each([0.3, 0.7, 0.995])(
    'keeps all readable transactions when the log is damaged at %d of its length',
    async (part) => {
      damage(part);
      const { code, stdout, stderr } = await command('repair');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [, actions] = /can be used again\. It has (\d+) actions\./.exec(stdout) ?? [];
      expect(stdout).toMatch(/could not be read/);
      const kept = readdirSync(join(file, '..')).filter((name) => name.includes('.damaged-'));
      expect(kept).toHaveLength(2);
      for (const name of kept) expect(stdout).toContain(name);

      const gateway = startGateway(file);
      await mute(await gateway.url(), 'after-the-repair');
      expect(Number(actions)).toBeLessThanOrEqual(ACTIONS);
      expect(Number(actions)).toBeGreaterThanOrEqual(Math.floor((part - 0.2) * ACTIONS));
      const lines = (await command('export')).stdout.trim().split('\n');
      expect(lines).toHaveLength(Number(actions) + 1);
    },
  );

  it.each([0, 0.5])(
    'loses nothing if the file has all transactions of the log, damaged at %d',
    async (part) => {
      const db = new Database(file);
      db.pragma('wal_checkpoint(FULL)');
      copyFileSync(file, `${file}.whole`);
      copyFileSync(`${file}-wal`, `${file}.whole-wal`);
      db.close();
      renameSync(`${file}.whole`, file);
      renameSync(`${file}.whole-wal`, `${file}-wal`);
      damage(part);
      expect((await command('repair')).stdout).toContain(`It has ${ACTIONS} actions.`);
      expect(await applied()).toBe(ACTIONS);
    },
  );

  it.each([
    ['the log is gone', () => rmSync(`${file}-wal`)],
    ['nothing of the log can be read', () => damage(0)],
  ])('changes nothing when all that there was is in the log, and %s', async (_, lose) => {
    lose();
    const before = readdirSync(join(file, '..')).sort();
    const { code, stdout, stderr } = await command('repair');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/cannot be repaired: .*Restore a backup\. Nothing was changed/);
    expect(readdirSync(join(file, '..')).sort()).toEqual(before);
  });

  it('does not change a journal that is not damaged', async () => {
    expect(await command('repair')).toEqual({ code: 0, stdout: `${file} is not damaged.\n`, stderr: '' });
    expect(await applied()).toBe(ACTIONS);
  });

  it('refuses while a gateway runs', async () => {
    const gateway = startGateway(file);
    await gateway.url();
    const { code, stderr } = await command('repair');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The journal cannot be repaired while a gateway runs\./);
  });

  it('refuses anything but a journal in a file', async () => {
    const url = 'postgres://gateway@127.0.0.1:1/journal';
    expect(await command('repair', url)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Only a journal in a file/),
    });
    expect(await command('repair', `file:${file}.none`)).toMatchObject({
      code: 1,
      stderr: `There is no journal ${file}.none.\n`,
    });
  });
});
