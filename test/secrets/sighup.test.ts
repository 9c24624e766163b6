import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';
import { FILE_VARIABLES } from './file-variables.js';

let directory: string;
let gateway: StartedProcess | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sighup-'));
});
afterEach(async () => {
  await gateway?.kill();
  rmSync(directory, { recursive: true });
});

const FREE = { HOST: '127.0.0.1', PORT: '0' };

async function start(environment: Readonly<Record<string, string>>): Promise<StartedProcess> {
  const journal = { DATABASE_URL: `file:${join(directory, 'journal.db')}` };
  gateway = new StartedProcess(nodeArgsOf('start'), { ...journal, ...environment, ...FREE });
  await gateway.url();
  return gateway;
}

/** SIGHUP is the lowest bit of the signals that a process catches. */
function catchesSighup({ child }: StartedProcess): boolean {
  const [, caught = ''] = /^SigCgt:\s*(\w+)$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
  return (BigInt(`0x${caught || 0}`) & 1n) === 1n;
}

/** Without the one whose values are addresses of a database that is not there. */
const VARIABLES = FILE_VARIABLES.filter(({ variable }) => variable !== 'DATABASE_URL');

describe('SIGHUP', () => {
  it.each(VARIABLES)('reads $variable again at once', async ({ variable, environment, values }) => {
    const file = join(directory, 'secret');
    writeFileSync(file, values[0]);
    const started = await start({ ...environment, [`${variable}_FILE`]: file });
    // It is also read every five seconds. So of three replacements, two are read because of the signal.
    const startedAt = performance.now();
    for (const [index, value] of [values[1], values[2], values[0]].entries()) {
      writeFileSync(file, value);
      started.child.kill('SIGHUP');
      await started.printed(new RegExp(`(secrets were replaced[^]*){${index + 1}}`));
    }
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('does nothing else, and nothing where no secret is in a file', async () => {
    const [{ environment, variable, values }] = VARIABLES as [(typeof VARIABLES)[number]];
    const started = await start({ ...environment, [variable]: values[0] });
    const url = await started.url();
    const before = started.output;
    for (let times = 0; times < 20; times += 1) started.child.kill('SIGHUP');
    for (let times = 0; times < 5; times += 1) expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(started.output).toBe(before);
    started.child.kill('SIGTERM');
    expect(await started.exit).toBe(0);
  });

  it('does not end a gateway that is still starting', async () => {
    const [{ environment, variable, values }] = VARIABLES as [(typeof VARIABLES)[number]];
    const journal = { DATABASE_URL: `file:${join(directory, 'journal.db')}` };
    const variables = { ...journal, ...environment, [variable]: values[0], ...FREE };
    const started = new StartedProcess(nodeArgsOf('start'), variables);
    gateway = started;
    await expect.poll(() => catchesSighup(started), { interval: 2 }).toBe(true);
    started.child.kill('SIGHUP');
    expect((await fetch(`${await started.url()}/healthz`)).status).toBe(200);
  });
});
