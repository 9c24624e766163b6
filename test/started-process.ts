import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process of Node's, with nothing in its environment but what it is given, and what it has printed so far. */
export class StartedProcess {
  readonly child: ChildProcess;
  /** Resolves with the exit code, once all output is here; null: it was killed. */
  readonly exit: Promise<number | null>;
  stdout = '';
  stderr = '';
  /** Both, as they came. */
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

  /** Waits until it has printed `pattern`; rejects with all that it printed when it ends before. */
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

  /** Resolves when it is gone, if it was not before. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}
