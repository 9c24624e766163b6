import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from './generated/graphql.js';
import { post, send } from './graphql-client.js';
import { nodeArgsOf, type Script } from './npm-scripts.js';
import { StartedProcess } from './started-process.js';

const AUTH_JWT_SECRET = 'a secret for tests, of 32 bytes or more';

/** The sandbox values of `src/emulators/README.md`. */
const CREDENTIALS = {
  TRTC_SECRET_ID: 'AKIDSandboxSandboxSandboxSandbox',
  TRTC_SECRET_KEY: 'SandboxSecretKeyForTheEmulator',
  TRTC_SDK_APP_IDS: '1400188366',
  AUTH_JWT_SECRET,
};
const FREE_PORTS = { HOST: '127.0.0.1', PORT: '0', TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0' };
const MUTE: SetUserMediaStateInput = { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' };

const ACTION_LINE = /^\{.*"operation":"setUserMediaState".*\}$/m;

const folder = mkdtempSync(join(tmpdir(), 'processes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const started: StartedProcess[] = [];

/** A separate journal, because there may be one in the default place. */
function run(script: Script, environment: Record<string, string>): StartedProcess {
  const journal = { DATABASE_URL: `file:${join(folder, 'journal.db')}` };
  const process = new StartedProcess(nodeArgsOf(script), { ...journal, ...environment });
  started.push(process);
  return process;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.kill()));
});

function adminToken(): Promise<string> {
  return new SignJWT({ scope: 'moderation:media', rooms: '*' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('admin')
    .setExpirationTime('1h')
    .sign(Buffer.from(AUTH_JWT_SECRET));
}

async function startBehindEmulators() {
  const emulators = run('emulators', FREE_PORTS);
  const [, trtcUrl = ''] = await emulators.printed(/(http:\/\/127\.0\.0\.1:\d+)(?:.|\n)*_control/);
  const gateway = run('start', { ...CREDENTIALS, ...FREE_PORTS, TRTC_ENDPOINT: trtcUrl });
  return { trtcUrl, url: await gateway.url(), gateway, tokens: { admin: await adminToken() } };
}

describe('npm start', () => {
  it('serves with the vendors that its environment names', async () => {
    const target = await startBehindEmulators();
    const { trtcUrl } = target;

    const { data } = await send(target, SetUserMediaStateDocument, { input: MUTE });
    expect(data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
    const requests = await (await fetch(`${trtcUrl}/_control/requests`)).text();
    expect(requests).toContain('SetUserBlocked');
  });

  it('has no playground, introspection or suggestions of names by default', async () => {
    const target = await startBehindEmulators();
    const { url } = target;

    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(401);
    const introspection = await post(target, '{"query":"{ __schema { types { name } } }"}');
    expect(introspection.status).toBe(400);
    const misspelt = await post(target, '{"query":"{ vendor { vendor } }"}');
    expect(await misspelt.text()).not.toContain('Did you mean');
  });

  it('logs an action at once, even if it is the only one', async () => {
    const target = await startBehindEmulators();
    await send(target, SetUserMediaStateDocument, { input: MUTE });
    const [line] = await target.gateway.printed(ACTION_LINE);
    expect(JSON.parse(line)).toMatchObject({ operation: 'setUserMediaState', actor: 'admin' });
  });

  it('finishes running actions after SIGTERM, then ends with 0', async () => {
    const target = await startBehindEmulators();
    const { url, trtcUrl, gateway } = target;
    await fetch(`${trtcUrl}/_control/faults`, { method: 'POST', body: '{"kind":"delay","delayMs":700}' });

    const answer = send(target, SetUserMediaStateDocument, { input: MUTE });
    await expect
      .poll(async () => (await fetch(`${trtcUrl}/_control/requests`)).text())
      .toContain('SetUserBlocked');
    gateway.child.kill('SIGTERM');

    expect((await answer).data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
    expect(await gateway.exit).toBe(0);
    expect(gateway.stdout).toMatch(ACTION_LINE);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(gateway.stderr).toBe('');
  });

  it('refuses a bad configuration with every problem in one message', async () => {
    const gateway = run('start', { PORT: 'x', TRTC_SECRET_KEY: 'canary', VOLC_QPS: '0' });

    expect(await gateway.exit).toBe(1);
    expect(gateway.stderr.split('\n')).toEqual([
      'The configuration cannot be used:',
      expect.stringMatching(/^ {2}- PORT must be/),
      expect.stringMatching(/^ {2}- VOLC_QPS must be/),
      expect.stringMatching(/^ {2}- TRTC_SECRET_ID and TRTC_SDK_APP_IDS must be set too/),
      expect.stringMatching(
        /^ {2}- exactly one of AUTH_JWT_SECRET, .* must be set, to tell who calls; none is/,
      ),
      '',
    ]);
  });

  it.each(['start', 'sandbox', 'emulators'] as const)(
    '%s says in a line that its port is taken',
    async (script) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as { port: number };
      const environment = {
        ...CREDENTIALS,
        ...FREE_PORTS,
        [script === 'emulators' ? 'TRTC_EMULATOR_PORT' : 'PORT']: `${port}`,
      };

      const process = run(script, environment);
      expect(await process.exit).toBe(1);
      expect(process.stderr).toMatch(new RegExp(`^[^\\n]*${port}[^\\n]*\\n$`));
      other.close();
    },
  );
});

describe('npm run sandbox', () => {
  it('prints ten lines, of which one names a file with a curl command for each mutation; each works', async () => {
    const sandbox = run('sandbox', FREE_PORTS);
    await sandbox.printed(/Ctrl-C.*\n/);
    expect(sandbox.output.split('\n')).toHaveLength(10 + 1);

    const [, file = ''] = /^Commands +(\S+)/m.exec(sandbox.stdout) ?? [];
    expect(statSync(file).mode & 0o077).toBe(0);
    const curls = [
      ...readFileSync(file, 'utf8').matchAll(
        /curl -s (\S+\/graphql) -H '(.*?): (.*?)' -H '(.*?): (.*?)' -d '(.*)'$/gm,
      ),
    ];
    const answers: unknown[] = [];
    // One after another, because one removes what another finds on the list.
    for (const [, url = '', name1 = '', value1 = '', name2 = '', value2 = '', body = ''] of curls) {
      const headers = { [name1]: value1, [name2]: value2 };
      answers.push(await (await fetch(url, { method: 'POST', headers, body })).json());
    }
    expect(answers).toMatchObject([
      { data: { setUserMediaState: { __typename: 'SetUserMediaStateSuccess', userId: '29376' } } },
      {
        data: {
          addToBlacklist: { __typename: 'AddToBlacklistPartialFailure', addedUserIds: ['10002', '10003'] },
        },
      },
      { data: { dismissRoom: { __typename: 'DismissRoomSuccess', strRoomId: 'stage' } } },
      // Whoever pastes it puts the id of a restriction there.
      { data: { liftRestriction: { __typename: 'RestrictionNotFoundError' } } },
      {
        data: {
          removeFromBlacklist: {
            __typename: 'RemoveFromBlacklistSuccess',
            removedUserIds: ['10006'],
            notListedUserIds: ['10009'],
          },
        },
      },
      { data: { removeFromRoom: { __typename: 'RemoveFromRoomSuccess', removedUserIds: ['alice', 'bob'] } } },
      { data: { setRoomMediaState: { __typename: 'SetRoomMediaStateAccepted' } } },
      // The same for an action.
      { data: { undoModerationAction: { __typename: 'ActionNotFoundError' } } },
      { data: { updateBlacklist: { __typename: expect.stringMatching(/^UpdateBlacklist/) } } },
    ]);

    sandbox.child.kill('SIGINT');
    expect(await sandbox.exit).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it('serves the playground to browsers', async () => {
    const sandbox = run('sandbox', FREE_PORTS);
    const page = await fetch(`${await sandbox.url()}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
  });
});
