import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { nodeArgsOf, npmArgsOf, type Script } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

const MUTE = { roomId: 10006, userId: '29376', state: 'AUDIO_VIDEO_DISABLED' } as const;
/** npm itself needs these two. */
const SURROUNDINGS = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: tmpdir() };
const FREE_PORTS = { HOST: '127.0.0.1', PORT: '0', TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0' };

const folder = mkdtempSync(join(tmpdir(), 'signals-'));
afterAll(() => rmSync(folder, { recursive: true }));

const started: StartedProcess[] = [];
afterEach(async () => {
  for (const process of started.splice(0)) {
    try {
      process.signalGroup('SIGKILL');
    } catch {
      // All of the group have ended.
    }
    await process.exit;
  }
});

type Through = 'node' | 'npm';

function run(script: Script, through: Through, environment: Record<string, string>): StartedProcess {
  const args = through === 'npm' ? npmArgsOf(script) : nodeArgsOf(script);
  const process = new StartedProcess(args, { ...SURROUNDINGS, ...environment }, { ownGroup: true });
  started.push(process);
  return process;
}

let journals = 0;

/** A sandbox. Its vendor holds the answer to the next call back for `delayMs`, and the call has arrived there. */
async function actingSandbox(through: Through, delayMs: number) {
  const journal = { DATABASE_URL: `file:${join(folder, `journal-${journals++}.db`)}` };
  // The call under way is not given up before a second signal has come.
  const limits = { VENDOR_TIMEOUT_MS: '60000', VENDOR_DEADLINE_MS: '60000' };
  const sandbox = run('sandbox', through, { ...FREE_PORTS, ...journal, ...limits, LOG_LEVEL: 'info' });
  await sandbox.printed(/Ctrl-C/);
  const [, trtcUrl = ''] = await sandbox.printed(/TRTC +(http:\/\/127\.0\.0\.1:\d+)/);
  const [, admin = ''] = await sandbox.printed(/^ +admin +([\w.-]+)$/m);
  const target = { url: await sandbox.url(), tokens: { admin } };
  await fetch(`${trtcUrl}/_control/faults`, {
    method: 'POST',
    body: JSON.stringify({ kind: 'delay', delayMs }),
  });
  const answer = send(target, SetUserMediaStateDocument, { input: MUTE }).catch((error) => error as Error);
  await expect
    .poll(async () => (await fetch(`${trtcUrl}/_control/requests`)).text())
    .toContain('SetUserBlocked');
  return { sandbox, answer, journal };
}

async function recorded(journal: Record<string, string>): Promise<unknown[]> {
  const exported = new StartedProcess([...nodeArgsOf('journal'), 'export'], journal);
  expect(await exported.exit).toBe(0);
  return exported.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const GROUPS: readonly (readonly [NodeJS.Signals, Through])[] = [
  ['SIGINT', 'node'],
  ['SIGINT', 'npm'],
  ['SIGTERM', 'node'],
  ['SIGTERM', 'npm'],
];

describe.each(GROUPS)('%s to a process group that %s leads', (signal, through) => {
  it('lets the action under way end, answers it and records it', async () => {
    const { sandbox, answer, journal } = await actingSandbox(through, 2_000);
    sandbox.signalGroup(signal);
    expect(await answer).toMatchObject({
      data: { setUserMediaState: { __typename: 'SetUserMediaStateSuccess' } },
    });
    expect(await sandbox.exit).toBe(0);
    expect(await recorded(journal)).toMatchObject([{ status: 'APPLIED' }]);
  });

  it('ends the emulators with 0', async () => {
    const emulators = run('emulators', through, FREE_PORTS);
    await emulators.printed(/Ctrl-C/);
    emulators.signalGroup(signal);
    expect(await emulators.exit).toBe(0);
  });
});

describe('a second signal', () => {
  it.each([0, 10, 100, 500, 1_000])('counts as the same signal after %i ms', async (afterMs) => {
    const { sandbox, answer, journal } = await actingSandbox('node', 2_000);
    sandbox.signalGroup('SIGINT');
    await sleep(afterMs);
    sandbox.signalGroup('SIGINT');
    expect(await answer).toMatchObject({
      data: { setUserMediaState: { __typename: 'SetUserMediaStateSuccess' } },
    });
    expect(await sandbox.exit).toBe(0);
    expect(await recorded(journal)).toMatchObject([{ status: 'APPLIED' }]);
  });

  it.each(['node', 'npm'] as const)(
    'ends a process at once seconds later, started by %s',
    async (through) => {
      const { sandbox, answer } = await actingSandbox(through, 30_000);
      sandbox.signalGroup('SIGINT');
      await sleep(4_000);
      const from = performance.now();
      sandbox.signalGroup('SIGINT');
      expect(await sandbox.exit).toBe(1);
      expect(performance.now() - from).toBeLessThan(15_000);
      expect(await answer).toBeInstanceOf(Error);
    },
  );
});

describe('a signal during the start', () => {
  it.each([100, 200, 300, 500])(
    'after %i ms ends the process soon, without a stack trace',
    async (afterMs) => {
      const journal = { DATABASE_URL: `file:${join(folder, `journal-${journals++}.db`)}` };
      const sandbox = run('sandbox', 'node', { ...FREE_PORTS, ...journal });
      await sleep(afterMs);
      sandbox.signalGroup('SIGTERM');
      // Null: the signal came before the process could listen for it.
      expect([0, null]).toContain(await sandbox.exit);
      expect(sandbox.stderr).toBe('');
    },
  );
});
