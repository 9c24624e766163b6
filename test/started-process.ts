import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

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
  constructor(args: readonly string[], env: Record<string, string>, cwd?: string) {
    this.child = spawn(process.execPath, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
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

  /** Resolves when the process has ended. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}
