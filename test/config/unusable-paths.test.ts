/** Paths that cannot be read or written. Each start is a process, because one that waits for ever cannot be ended otherwise. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGatewayConfig, variableNames } from '../../src/config/gateway.js';
import { startFailure } from '../../src/process/start-failure.js';
import { startGateway } from '../../src/server.js';
import { nodeArgsOf, type Script } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

const LONG = 'x'.repeat(300);
const NEEDED = {
  AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more',
  TRTC_SECRET_ID: 'AKIDpaths',
  TRTC_SECRET_KEY: 'paths-secret-key',
  TRTC_SDK_APP_IDS: '1400188366',
  HOST: '127.0.0.1',
  PORT: '0',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paths-'));
  writeFileSync(join(folder, 'file'), 'canary');
  writeFileSync(join(folder, 'binary'), Buffer.from([0, 1, 2, 0xff, 0xfe, 0xc3, 0x28]));
  writeFileSync(join(folder, 'empty'), '');
  writeFileSync(join(folder, 'huge'), '');
  // It takes no room on the disk.
  truncateSync(join(folder, 'huge'), 8 * 2 ** 30);
  symlinkSync('loop', join(folder, 'loop'));
  symlinkSync('nowhere/file', join(folder, 'dangling'));
  for (const name of ['pipe', 'locked.db-lock', 'logged.db-wal']) {
    execFileSync('mkfifo', [join(folder, name)]);
  }
  mkdirSync(join(folder, 'folder.db-lock'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (path: string) => (path.startsWith('/') ? path : join(folder, path));

/** The words of a start that ends by itself, with code 1. */
async function failureOf(
  environment: Readonly<Record<string, string>>,
  script: Script = 'start',
  args: string[] = [],
) {
  const journal = { DATABASE_URL: `file:${join(folder, 'journal.db')}` };
  const started = new StartedProcess([...nodeArgsOf(script), ...args], {
    ...NEEDED,
    ...journal,
    ...environment,
  });
  const timer = setTimeout(() => started.child.kill('SIGKILL'), 45_000);
  const code = await started.exit;
  clearTimeout(timer);
  expect({ code, output: started.output }).toEqual({ code: 1, output: expect.any(String) });
  expect(started.stderr).not.toMatch(/\n {4}at |\[object Object\]|undefined|canary/);
  return started.stderr;
}

/** Each path, and what is said of it. */
const UNREADABLE: readonly (readonly [path: string, words: RegExp])[] = [
  ['missing', /cannot be read \(ENOENT\)/],
  ['/', /cannot be read \(EISDIR\)/],
  ['file/below', /cannot be read \(ENOTDIR\)/],
  ['loop', /cannot be read \(ELOOP\)/],
  ['dangling', /cannot be read \(ENOENT\)/],
  [LONG, /cannot be read \(ENAMETOOLONG\)/],
  ['/proc/self/mem', /cannot be read \(EIO\)/],
  ['/dev/zero', /must not have more than \d+ bytes/],
  ['huge', /must not have more than \d+ bytes/],
  ['binary', /UTF-8/],
  ['empty', /must/],
  ['/dev/null', /must/],
];

describe('a file of a variable', () => {
  const names = variableNames().filter((name) => name.endsWith('_FILE'));
  const plainNames = names.map((name) => name.replace(/_FILE$/, ''));

  it.each(UNREADABLE)('is refused with the name of each variable: %s', async (path, words) => {
    const files = Object.fromEntries(names.map((name) => [name, at(path)]));
    const without = Object.fromEntries(plainNames.map((name) => [name, '']));
    const lines = (await failureOf({ ...without, ...files })).split('\n');
    for (const name of plainNames) {
      // Session tokens and ids of an empty file are refused by the same rule as secrets.
      const line = lines.find((text) => new RegExp(`^ {2}- ${name}(_FILE)? `).test(text));
      expect(line, name).toMatch(words);
    }
  });

  it('is waited for a moment if it is a pipe', async () => {
    const words = await failureOf({ TRTC_SECRET_KEY: '', TRTC_SECRET_KEY_FILE: at('pipe') });
    expect(words).toContain('TRTC_SECRET_KEY_FILE cannot be read (ETIMEDOUT)');
  });

  it('may be a pipe into which somebody writes slowly', async () => {
    const words = failureOf({ TRTC_SECRET_KEY: '', TRTC_SECRET_KEY_FILE: at('pipe') });
    execFileSync('sh', ['-c', `{ sleep 0.3; printf 'with a'; sleep 0.3; printf ' space'; } > ${at('pipe')}`]);
    expect(await words).toContain('TRTC_SECRET_KEY must be visible ASCII characters without spaces');
  });

  it('may be a file of trusted documents with a byte-order mark, but not in another encoding', async () => {
    const file = at('documents.json');
    writeFileSync(file, `\uFEFF${JSON.stringify({ one: '{ nothing }' })}`);
    expect(await failureOf({ TRUSTED_DOCUMENTS_FILE: file })).toMatch(/"nothing"/);
    writeFileSync(file, Buffer.from('{ "one": "{ viewer { subject } } # caf\xe9" }', 'latin1'));
    expect(await failureOf({ TRUSTED_DOCUMENTS_FILE: file })).toContain(
      'TRUSTED_DOCUMENTS_FILE must be a JSON file in UTF-8',
    );
  });
});

describe('a file that the address of PostgreSQL names', () => {
  it.each([
    ['sslrootcert', '/dev/zero', /sslrootcert names \/dev\/zero, which is not a regular file/],
    ['sslcert', 'pipe', /sslcert names .*, which is not a regular file/],
    ['sslkey', 'huge', /file of sslkey, .*, must not have more than \d+ bytes/],
    ['sslrootcert', 'missing', /file of sslrootcert, .*, cannot be read \(ENOENT\)/],
    ['sslrootcert', 'file/below', /file of sslrootcert, .*, cannot be read \(ENOTDIR\)/],
    ['sslmode', '/sometimes', /sslmode must be one of disable, /],
  ])('is refused in words: %s=%s', async (name, path, words) => {
    const url = `postgres://gateway:canary@127.0.0.1:1/journal?${name}=${encodeURIComponent(at(path))}`;
    const config = readGatewayConfig({ ...NEEDED, LOG_LEVEL: 'silent', DATABASE_URL: url });
    const said = startFailure(await startGateway(config).catch((error: unknown) => error));
    expect(said).toMatch(words);
    expect(said).toMatch(/[^.]\. DATABASE_URL says where the journal is\.$/);
    expect(said).not.toMatch(/canary|undefined/);
  });
});

describe('the journal at a path', () => {
  it.each([
    '/proc/journal.db',
    '/sys/none/journal.db',
    '/dev/null/journal.db',
    '/dev/full',
    '/',
    'file/below/journal.db',
    'loop',
    'loop/journal.db',
    'dangling',
    LONG,
    `${`${LONG}/`.repeat(20)}journal.db`,
    `${'short/'.repeat(900)}journal.db`,
    'folder.db',
    'binary',
  ])('is refused in words: %s', async (path) => {
    const config = readGatewayConfig({ ...NEEDED, LOG_LEVEL: 'silent', DATABASE_URL: `file:${at(path)}` });
    const words = startFailure(await startGateway(config).catch((error: unknown) => error));
    expect(words).not.toMatch(/\n {4}at |\[object Object\]|undefined/);
    expect(words).toMatch(/[^.]\. DATABASE_URL says where the journal is\.$/);
  });

  // These waited for ever.
  const ENDLESS = ['/proc/none/journal.db', '/proc/none/deeper/journal.db', 'pipe', 'locked.db', 'logged.db'];

  it.each(ENDLESS)('is refused in words by the gateway: %s', async (path) => {
    const words = await failureOf({ DATABASE_URL: `file:${at(path)}` });
    expect(words).toMatch(/[^.]\. DATABASE_URL says where the journal is\.\n$/);
  });

  it.each(ENDLESS)('is refused in words by the journal command: %s', async (path) => {
    const words = await failureOf({ DATABASE_URL: `file:${at(path)}` }, 'journal', ['export']);
    expect(words).toContain(`The journal ${at(path)} cannot be read: `);
  });
});
