/**
 * Starts servers as processes of their own. Each measured server has a core that no other part of the benchmark uses.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { nodeArgsOf } from '../test/npm-scripts.js';
import type { Usage } from './usage-report.js';

export const ROOT = new URL('../../', import.meta.url);

/** The load and the vendor share one core. The measured server has the other. */
export const LOAD_CORE = 0;
export const MEASURED_CORE = availableParallelism() > 1 ? 1 : 0;

const STARTED_WITHIN_MS = 60_000;

export interface Command {
  /** The compiled module, relative to the project's root. */
  entry: string;
  args?: readonly string[];
  nodeArgs?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Absent: any core. */
  core?: number;
}

const startArgs = nodeArgsOf('start');
/** As `npm start` runs it. */
export const GATEWAY = {
  entry: startArgs.at(-1) ?? '',
  nodeArgs: startArgs.slice(0, -1),
} satisfies Command;

export interface RunningServer {
  /** `http://127.0.0.1:4000` */
  url: string;
  /** On the scale of `performance.now()`. */
  spawnedAt: number;
  usage(): Promise<Usage>;
  /** The same, after a collection of all threads' heaps that moves together what is left. It takes two seconds. */
  compactedUsage(): Promise<Usage>;
  /** From now on, `usage` says what V8's collections leave. That takes some of the processor. */
  watchCollections(): void;
  stop(): Promise<void>;
}

/** The running servers by their folders. */
const running = new Map<string, () => Promise<void>>();
process.on('exit', () => {
  for (const folder of running.keys()) rmSync(folder, { recursive: true, force: true });
});
// A benchmark that somebody breaks off leaves nothing behind either. Its servers end when their channel to it does.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Stops what a measurement that failed has left running. */
export async function stopServers(): Promise<void> {
  await Promise.all([...running.values()].map((stop) => stop()));
}

/** Starts a server and waits until it prints its address. Its output goes to a file, which slows it down least. */
export async function startServer(command: Command): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  const spawnedAt = performance.now();
  const child = spawnServer(command, { log, folder });
  closeSync(log);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    running.delete(folder);
    rmSync(folder, { recursive: true });
  };
  running.set(folder, stop);
  try {
    const url = await addressIn(logFile, child);
    // The answers do not say what they answer, so nothing is asked before the last one has come.
    let last: Promise<unknown> = Promise.resolve();
    const ask = (what: 'usage' | 'compact') => {
      const answer = last.then(async () => {
        child.send(what);
        const [usage] = (await once(child, 'message')) as [Usage];
        return usage;
      });
      last = answer;
      return answer;
    };
    const usage = () => ask('usage');
    const compactedUsage = () => ask('compact');
    const watchCollections = () => void child.send('watch collections');
    return { url, spawnedAt, usage, compactedUsage, watchCollections, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function spawnServer(
  { entry, args = [], nodeArgs = [], env = {}, core }: Command,
  { log, folder }: { log: number; folder: string },
): ChildProcess {
  const preload = new URL('usage-report.js', import.meta.url).href;
  const node = [process.execPath, ...nodeArgs, '--import', preload, entry, ...args];
  const pinned = core !== undefined && process.platform === 'linux' ? ['taskset', '-c', `${core}`] : [];
  const [command = '', ...rest] = [...pinned, ...node];
  return spawn(command, rest, {
    cwd: fileURLToPath(ROOT),
    env: { NODE_ENV: 'production', DATABASE_URL: `file:${join(folder, 'journal.db')}`, ...env },
    stdio: ['ignore', log, 'inherit', 'ipc'],
  });
}

async function addressIn(logFile: string, child: ChildProcess): Promise<string> {
  const deadline = performance.now() + STARTED_WITHIN_MS;
  for (;;) {
    const printed = readFileSync(logFile, 'utf8');
    const [url] = /http:\/\/127\.0\.0\.1:\d+(?!\d|\/metrics)/.exec(printed) ?? [];
    if (url) return url;
    if (child.exitCode !== null || performance.now() > deadline) {
      throw new Error(`${child.spawnargs.join(' ')} did not start: ${printed}`);
    }
    await sleep(1);
  }
}
