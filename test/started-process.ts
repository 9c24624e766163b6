import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface StartedProcessOptions {
  cwd?: string | undefined;
  /** The process leads a process group of its own, as one that a shell starts. */
  ownGroup?: boolean;
  /** By default, standard output and standard error are pipes, which are read at once. */
  stdio?: StdioOptions;
}

/** A Node process with only the given environment, and its output so far. */
export class StartedProcess {
  readonly child: ChildProcess;
  /** Resolves with the exit code once all output has arrived. Null: it was killed. */
  readonly exit: Promise<number | null>;
  stdout = '';
  stderr = '';
  /** Standard output and standard error, in the order of arrival. */
  output = '';

  /** `args`: options, the file, its arguments. */
  constructor(args: readonly string[], env: Record<string, string>, options: StartedProcessOptions = {}) {
    const { cwd, ownGroup = false, stdio = ['ignore', 'pipe', 'pipe'] } = options;
    this.child = spawn(process.execPath, args, { env, cwd, detached: ownGroup, stdio });
    this.exit = once(this.child, 'close').then(([code]) => code);
    for (const name of ['stdout', 'stderr'] as const) {
      this.child[name]?.setEncoding('utf8').on('data', (text: string) => {
        this[name] += text;
        this.output += text;
      });
    }
  }

  /** Waits until the process has printed `pattern`. If it ends before, rejects with its whole output. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        // Its last output may still be on its way.
        await this.exit;
        const last = pattern.exec(this.stdout);
        if (last) return last;
        throw new Error(`ended with ${this.child.exitCode ?? this.child.signalCode}: ${this.output}`);
      }
      await sleep(10);
    }
  }

  /** The address that it says it serves. */
  async url(): Promise<string> {
    const [, url = ''] = await this.printed(/(http:\/\/127\.0\.0\.1:\d+)\/graphql/);
    return url;
  }

  async metricsUrl(): Promise<string> {
    const [, url = ''] = await this.printed(/(http:\/\/127\.0\.0\.1:\d+\/metrics)/);
    return url;
  }

  /** Sends a signal to all processes of its group, as a terminal and systemd do. */
  signalGroup(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) throw new Error('it does not run');
    process.kill(-this.child.pid, signal);
  }

  /** Resolves when the process has ended. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}
