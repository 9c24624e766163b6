import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSandboxSecret, keptSandboxSecret } from '../../src/tokens/sandbox-secret.js';
import { sendText } from '../graphql-client.js';
import { newEcKeys } from '../identity/signed-tokens.js';
import { EXPECTED, GATEWAYS, withKeyServers } from '../identity/signers.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { StartedProcess } from '../started-process.js';

withKeyServers();

const SECRET = 'canary-of-thirty-two-bytes-or-more';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(
  args: readonly string[],
  environment: Record<string, string> = { AUTH_JWT_SECRET: SECRET },
) {
  const command = new StartedProcess([...nodeArgsOf('token'), ...args], environment);
  const code = await command.exit;
  return { code, stdout: command.stdout, stderr: command.stderr };
}

function pemFile(
  name: string,
  key: { export(options: object): string | Buffer },
  options: object = {},
): string {
  const file = join(folder, `${name}.pem`);
  writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem', ...options }));
  return file;
}

describe('npm run token', () => {
  it('prints a token for the documented example, and nothing else on stdout', async () => {
    const { code, stdout, stderr } = await run([
      '--sub',
      'moderator-1',
      '--rooms',
      '10006',
      '--expires',
      '10m',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('moderator-1') });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const { exp = 0, iat = 0, ...claims } = decodeJwt(stdout.trim());
    expect(claims).toEqual({ sub: 'moderator-1', scope: 'moderation:media', rooms: [10006] });
    expect(exp - iat).toBe(600);
    expect(Math.abs(iat - Math.floor(Date.now() / 1000))).toBeLessThan(60);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
  });

  it('puts each option into the claim that the gateway reads', async () => {
    const sandbox = await startTestSandbox({ AUTH_JWT_SECRET: SECRET, ...EXPECTED });
    const { stdout } = await run(
      [
        ...[
          '--sub',
          'someone',
          '--expires',
          '1h',
          '--rooms',
          '10006,10007',
          '--str-rooms',
          'lobby,two\\,names,10008',
          '--volc-user-id',
          '9223372036854775807',
        ],
        ...[
          '--scope',
          'moderation:media,moderation:blacklist:own',
          '--sdk-app-ids',
          '1400188366',
          '--app-ids',
          '*',
        ],
      ],
      { AUTH_JWT_SECRET: SECRET, ...EXPECTED },
    );
    const { data } = await sendText(
      sandbox,
      '{ viewer { subject scopes rooms allRooms strRooms allStrRooms volcUserId sdkAppIds appIds } }',
      undefined,
      { token: stdout.trim() },
    );
    await sandbox.close();
    expect(data).toEqual({
      viewer: {
        subject: 'someone',
        scopes: ['moderation:media', 'moderation:blacklist:own'],
        rooms: [10006, 10007],
        allRooms: false,
        strRooms: ['lobby', 'two,names', '10008'],
        allStrRooms: false,
        volcUserId: '9223372036854775807',
        sdkAppIds: [1400188366],
        appIds: [123456],
      },
    });
  });

  describe.each(GATEWAYS)('for a gateway with $name', ({ environment, signers }) => {
    it('makes tokens that this gateway accepts', async () => {
      const settings = { ...EXPECTED, ...environment() };
      const sandbox = await startTestSandbox(settings);
      const keys = signers.filter(({ alg }) => !['PS256', 'Ed25519'].includes(alg));
      for (const { alg, pair, header } of keys) {
        const args = pair ? ['--key-file', pemFile(alg, pair.privateKey)] : [];
        const kid = typeof header.kid === 'string' ? ['--kid', header.kid] : [];
        const { code, stdout, stderr } = await run(
          ['--sub', alg, '--scope', 'moderation:audit', ...args, ...kid],
          settings,
        );
        expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('PRIVATE') });
        expect(decodeProtectedHeader(stdout.trim()).alg).toBe(alg);
        const answer = await sendText(sandbox, '{ viewer { subject } }', undefined, { token: stdout.trim() });
        expect(answer).toMatchObject({ status: 200, data: { viewer: { subject: alg } } });
      }
      await sandbox.close();
    });
  });

  it('has an option for each claim of the documentation', async () => {
    const page = readFileSync('docs/operating.md', 'utf8');
    const table = page.slice(page.indexOf('| claim | meaning |'), page.indexOf('A malformed claim'));
    const firstCells = [...table.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
    const claims = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(claims).toEqual(expect.arrayContaining(['scope', 'rooms', 'str_rooms', 'app_ids']));
    const { stdout } = await run(['--help']);
    for (const claim of claims) expect(stdout).toContain(`  --${claim?.replaceAll('_', '-')} <`);
  });

  it('lets a string room alone count for media states', async () => {
    const { stdout } = await run(['--sub', 'someone', '--str-rooms', '*']);
    expect(decodeJwt(stdout.trim())).toMatchObject({ scope: 'moderation:media', str_rooms: ['*'] });
  });

  const WHO = ['--sub', 'someone', '--rooms', '*'];
  it.each<[string, string[], RegExp]>([
    ['no subject', ['--rooms', '1'], /--sub is missing/],
    ['an empty subject', ['--sub', '', '--rooms', '1'], /--sub is missing/],
    [
      'a subject that is too long',
      ['--sub', 'x'.repeat(300), '--rooms', '1'],
      /refuse this token: its sub is longer/,
    ],
    ['nothing that it allows', ['--sub', 'x'], /would allow nothing/],
    ['rooms that are no numbers', ['--sub', 'x', '--rooms', 'lobby'], /--rooms must be numbers/],
    ['a string room without a name', ['--sub', 'x', '--str-rooms', 'lobby,'], /--str-rooms must be names/],
    ['a string room among all', ['--sub', 'x', '--str-rooms', '*,lobby'], /--str-rooms must be names/],
    ['a room of other characters', ['--sub', 'x', '--str-rooms', 'café'], /--str-rooms must be names/],
    ['rooms between commas', ['--sub', 'x', '--rooms', '1,,2'], /--rooms must be numbers/],
    [
      'an unknown scope',
      ['--sub', 'x', '--scope', 'moderation:medai'],
      /--scope must be of moderation:media,/,
    ],
    ['a list owner that is no number', ['--sub', 'x', '--volc-user-id', 'me'], /--volc-user-id must be/],
    [
      'a list owner beyond 64 bits',
      ['--sub', 'x', '--volc-user-id', '9'.repeat(20)],
      /--volc-user-id must be/,
    ],
    [
      'a room user with no id',
      ['--sub', 'x', '--trtc-user-id', ''],
      /--trtc-user-id must have 1 to 32 bytes/,
    ],
    ['more than a day', [...WHO, '--expires', '25h'], /--expires must be a time such as/],
    ['a time without a unit', [...WHO, '--expires', '600'], /--expires must be a time such as/],
    ['no time at all', [...WHO, '--expires', '0s'], /--expires must be a time such as/],
    ['a day in words', [...WHO, '--expires', '1 day'], /--expires must be a time such as/],
    ['an unknown option', [...WHO, '--room', '1'], /Unknown option '--room'/],
    ['an argument', [...WHO, 'more'], /Unexpected argument 'more'/],
    [
      'a private key where a secret signs',
      [...WHO, '--key-file', '/dev/null'],
      /no private key must be given/,
    ],
    [
      'a key file that does not exist',
      [...WHO, '--key-file', '/nowhere'],
      /--key-file cannot be read \(ENOENT\)/,
    ],
  ])('says in one line what is wrong: %s', async (_name, args, words) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/^token: [^\n]+\n$/);
    expect(stderr).not.toContain(SECRET);
  });

  it.each<[string, (key: string) => string]>([
    ['no file', () => ''],
    ['another key', () => pemFile('other', newEcKeys().privateKey)],
    [
      'an encrypted key',
      () => pemFile('encrypted', newEcKeys().privateKey, { cipher: 'aes-256-cbc', passphrase: 'x' }),
    ],
    [
      'a public key',
      (publicKey) => {
        const file = join(folder, 'public.pem');
        writeFileSync(file, publicKey);
        return file;
      },
    ],
    ['a curve that tokens do not use', () => pemFile('p384', newEcKeys('P-384').privateKey)],
  ])('says which key is needed where the gateway only verifies: %s', async (_name, fileOf) => {
    const { publicKey } = newEcKeys();
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const file = fileOf(pem);
    const environment = { AUTH_JWT_PUBLIC_KEY: pem };
    const { code, stdout, stderr } = await run([...WHO, ...(file ? ['--key-file', file] : [])], environment);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/private key .*--key-file/);
  });

  it('names each wrong variable, and no value', async () => {
    const { code, stdout, stderr } = await run(WHO, {
      AUTH_JWT_SECRET: 'canary',
      AUTH_JWKS_URL: 'http://canary/',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('AUTH_JWT_SECRET must have at least 32 bytes');
    expect(stderr).not.toContain('canary');
  });

  it('reads the secret from a file, as the gateway does', async () => {
    const file = join(folder, 'secret');
    writeFileSync(file, `${SECRET}\n`);
    const { stdout } = await run(WHO, { AUTH_JWT_SECRET_FILE: file });
    const sandbox = await startTestSandbox({ AUTH_JWT_SECRET: SECRET });
    const answer = await sendText(sandbox, '{ viewer { subject } }', undefined, { token: stdout.trim() });
    await sandbox.close();
    expect(answer).toMatchObject({ data: { viewer: { subject: 'someone' } } });
  });

  it('explains itself', async () => {
    const { code, stdout } = await run(['--help'], {});
    expect(code).toBe(0);
    for (const option of ['--sub', '--rooms', '--expires', '--key-file']) expect(stdout).toContain(option);
  });
});

describe('the secret of the sandbox', () => {
  it('is made once, for its owner only, and kept', () => {
    const place = join(folder, 'data');
    expect(keptSandboxSecret(place)).toBeUndefined();
    const secret = keepSandboxSecret(place);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(keepSandboxSecret(place)).toBe(secret);
    expect(keptSandboxSecret(place)).toBe(secret);
    expect(statSync(join(place, 'sandbox-secret')).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'short', `${'x'.repeat(43)} and more`])(
    'is made anew if the file holds no secret: "%s"',
    (text) => {
      const place = mkdtempSync(join(folder, 'damaged-'));
      writeFileSync(join(place, 'sandbox-secret'), text);
      expect(keptSandboxSecret(place)).toBeUndefined();
      const secret = keepSandboxSecret(place);
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(readFileSync(join(place, 'sandbox-secret'), 'utf8')).toBe(secret);
    },
  );

  it('is not kept where nothing can be written', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(keepSandboxSecret(join(file, 'data'))).toBeUndefined();
  });
});

describe('the sandbox', () => {
  const environment = {
    PORT: '0',
    TRTC_EMULATOR_PORT: '0',
    VOLC_EMULATOR_PORT: '0',
    LOG_LEVEL: 'silent',
  };

  it('accepts its tokens, and those of npm run token, after it was started again', async () => {
    const tokens: string[] = [];
    const statuses: number[] = [];
    for (const _ of ['first', 'second']) {
      const sandbox = new StartedProcess(nodeArgsOf('sandbox'), environment);
      const url = await sandbox.url();
      await sandbox.printed(/Ctrl-C/);
      expect(sandbox.stdout).toContain('also after a restart');
      tokens.push(...(sandbox.stdout.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g)?.slice(0, 1) ?? []));
      tokens.push((await run(['--sub', 'moderator-1', '--rooms', '10006'], {})).stdout.trim());
      for (const token of tokens) {
        statuses.push((await sendText({ url }, '{ viewer { subject } }', undefined, { token })).status);
      }
      sandbox.child.kill('SIGTERM');
      await sandbox.exit;
    }
    expect(tokens).toHaveLength(4);
    expect(statuses).toEqual(Array(6).fill(200));
    expect(existsSync('data/sandbox-secret')).toBe(true);
  });
});
