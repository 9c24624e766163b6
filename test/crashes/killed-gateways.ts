import { setTimeout as sleep } from 'node:timers/promises';
import { nodeArgsOf } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

/** Gateways that share a journal, and are ended at random moments and started again. */
export class KilledGateways {
  readonly #environment: Record<string, string>;
  readonly #processes: (StartedProcess | undefined)[];
  readonly #urls: (string | undefined)[];
  /** What the gateways that have ended wrote to standard error. */
  readonly complaints: string[] = [];
  kills = 0;

  constructor(count: number, environment: Record<string, string>) {
    this.#environment = environment;
    this.#processes = Array.from({ length: count }, () => undefined);
    this.#urls = Array.from({ length: count }, () => undefined);
  }

  get count(): number {
    return this.#processes.length;
  }

  /** Undefined: it does not run now. */
  url(index: number): string | undefined {
    return this.#urls[index];
  }

  async start(index: number): Promise<void> {
    if (this.#processes[index]) return;
    const process = new StartedProcess(nodeArgsOf('start'), this.#environment);
    this.#processes[index] = process;
    this.#urls[index] = await process.url();
  }

  async startAll(): Promise<void> {
    await Promise.all(this.#processes.map((_, index) => this.start(index)));
  }

  /** Ends a gateway at once, or lets it end in order. */
  async end(index: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const process = this.#processes[index];
    if (!process) return;
    this.#urls[index] = undefined;
    process.child.kill(signal);
    const code = await process.exit;
    this.#processes[index] = undefined;
    if (signal === 'SIGKILL') this.kills += 1;
    else if (code !== 0) this.complaints.push(`a gateway ended with ${code}: ${process.output}`);
    if (process.stderr !== '') this.complaints.push(process.stderr);
  }

  /** Ends one of them or, now and then, all, and starts them again after a while. */
  async endSome(random: () => number = Math.random): Promise<void> {
    const one = Math.floor(random() * this.count);
    const all = this.#processes.map((_, index) => index);
    const ended = random() < 0.15 ? all : [one];
    const signal = random() < 0.2 ? 'SIGTERM' : 'SIGKILL';
    await Promise.all(ended.map((index) => this.end(index, signal)));
    await sleep(random() < 0.5 ? 0 : random() * 1_500);
    await this.startAll();
  }

  async endAll(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await Promise.all(this.#processes.map((_, index) => this.end(index, signal)));
  }
}
