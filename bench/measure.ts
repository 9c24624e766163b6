/** Runs rounds of load on servers in turn. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Load, LoadReport } from './load-process.js';
import { LOAD_CORE, type RunningServer } from './processes.js';
import { median } from './statistics.js';

/** The results of one round of load. */
export interface Round {
  /** The CPU time of the server's process, over all threads. */
  cpuUsPerRequest: number;
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
}

export type LoadFor = Omit<Load, 'url'>;

export class LoadGenerator {
  readonly #process: ChildProcess;

  /** `first`: the number of its first request. Several generators for one journal must not act on the same users. */
  constructor(first = 0) {
    this.#process = fork(new URL('load-process.js', import.meta.url), [`${first}`]);
    if (process.platform === 'linux') {
      execFileSync('taskset', ['-acp', `${LOAD_CORE}`, `${this.#process.pid}`], { stdio: 'ignore' });
    }
  }

  /** Rejects at the first unexpected answer. */
  async run(url: string, load: LoadFor): Promise<LoadReport> {
    this.#process.send({ ...load, url });
    const [report] = (await once(this.#process, 'message')) as [LoadReport | string];
    if (typeof report === 'string') throw new Error(`${url}${load.path} ${report}`);
    return report;
  }

  async measure(server: RunningServer, load: LoadFor): Promise<Round> {
    const before = await server.usage();
    const { requests, seconds, p50Ms, p99Ms } = await this.run(server.url, load);
    const after = await server.usage();
    return {
      cpuUsPerRequest: (after.cpuUs - before.cpuUs) / requests,
      requestsPerSecond: requests / seconds,
      p50Ms,
      p99Ms,
    };
  }

  stop(): void {
    this.#process.kill();
  }
}

/**
 * Measures each server once a round. Every other round goes in reverse order, so that no server always follows the same
 * one.
 */
export async function alternate<T>(
  rounds: number,
  measures: readonly (() => Promise<T>)[],
): Promise<readonly (readonly T[])[]> {
  const results: T[][] = measures.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const turns = [...measures.entries()];
    if (round % 2 === 1) turns.reverse();
    for (const [index, measure] of turns) results[index]?.push(await measure());
  }
  return results;
}

export function medianOf<T>(rounds: readonly T[], value: (round: T) => number): number {
  return median(rounds.map(value));
}

/** The median of the rounds' ratios. A disturbance in a round affects both sides of its ratio. */
export function medianRatio<T>(
  rounds: readonly T[],
  reference: readonly T[],
  value: (round: T) => number,
): number {
  return median(rounds.map((round, index) => value(round) / value(reference[index] ?? round)));
}
