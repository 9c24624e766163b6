/** Shows where the gateway spends its time, by package and file, as V8's sampling profiler sees it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { everythingOn, startFakeVendor } from '../contenders.js';
import type { SectionReport } from '../goals.js';
import { LoadGenerator } from '../measure.js';
import { mute } from '../mutations.js';
import { table } from '../table.js';

const WARM_UP = { concurrency: 50, until: { seconds: 5 } };
const PROFILED = { concurrency: 50, until: { seconds: 15 } };
const SHOWN = 20;

/** The file that `--cpu-prof` writes for each thread. Times are microseconds on the system's monotonic clock. */
interface Profile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
  }[];
  startTime: number;
  samples: number[];
  timeDeltas: number[];
}

interface Span {
  from: number;
  to: number;
}

export async function run(): Promise<SectionReport> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-profile-'));
  const vendor = await startFakeVendor();
  const load = new LoadGenerator();
  const server = await everythingOn.start(vendor.url, ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
  const mutation = mute(everythingOn);
  await load.run(server.url, { ...mutation, ...WARM_UP });
  const from = monotonicUs();
  const { requests } = await load.run(server.url, { ...mutation, ...PROFILED });
  const span = { from, to: monotonicUs() };
  load.stop();
  await server.stop();
  await vendor.stop();
  const threads = readdirSync(folder).map((file): Thread => {
    const profile: Profile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return { isMain: /\.0\.\d+\.cpuprofile$/.test(file), times: selfTimes(profile, span) };
  });
  rmSync(folder, { recursive: true });
  return { text: report(threads, requests), goals: [] };
}

function monotonicUs(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

/** The place where a sample ran: a package, a file of the gateway, or a part of Node; and the function. */
interface Place {
  where: string;
  what: string;
}

interface Thread {
  isMain: boolean;
  times: readonly (Place & { us: number })[];
}

function selfTimes({ nodes, startTime, samples, timeDeltas }: Profile, { from, to }: Span): Thread['times'] {
  const times = new Map<number, number>();
  let now = startTime;
  for (const [index, node] of samples.entries()) {
    now += timeDeltas[index] ?? 0;
    // A sample stands for the time until the next one.
    const us = timeDeltas[index + 1] ?? 0;
    if (now >= from && now < to) times.set(node, (times.get(node) ?? 0) + us);
  }
  return nodes.flatMap(({ id, callFrame }) => {
    const where = whereIs(callFrame);
    return where ? [{ where, what: callFrame.functionName || 'anonymous', us: times.get(id) ?? 0 }] : [];
  });
}

/** Undefined if nothing ran. */
function whereIs(frame: Profile['nodes'][number]['callFrame']): string | undefined {
  const { functionName } = frame;
  if (functionName === '(idle)' || functionName === '(root)') return undefined;
  if (functionName === '(program)') return 'native code without JavaScript';
  if (functionName === '(garbage collector)') return 'garbage collection';
  const url = sourceOf(frame);
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (name) return name;
  if (url.startsWith('node:')) return url.replace(/^node:(internal\/)?([^/]+).*/, 'node:$2');
  const [file] = /src\/.*\.ts$/.exec(url) ?? [];
  if (file) return file;
  return url === '' ? "Node's and V8's own functions" : url;
}

/** The source maps of the bundle's files. Undefined: the file has no map. */
const maps = new Map<string, SourceMap | undefined>();

/** The source file of a bundled function. Any other function keeps its place. */
function sourceOf({ url, lineNumber, columnNumber }: Profile['nodes'][number]['callFrame']): string {
  if (!maps.has(url)) {
    const file = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : '';
    maps.set(url, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined);
  }
  const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
  return entry && 'originalSource' in entry ? entry.originalSource : url;
}

function report(threads: readonly Thread[], requests: number): string {
  const everything = threads.flatMap(({ times }) => times);
  const total = sum(everything);
  const main = sum(threads.filter(({ isMain }) => isMain).flatMap(({ times }) => times));
  const perRequest = (us: number) => (us / requests).toFixed(1);
  const rows = sumsBy(everything, ({ where }) => where)
    .slice(0, SHOWN)
    .map(([where, us]) => {
      const inside = everything.filter((time) => time.where === where);
      const [hottest] = sumsBy(inside, ({ what }) => what);
      const most = hottest ? `\`${hottest[0]}\` ${perRequest(hottest[1])}` : '';
      return [where, perRequest(us), `${((100 * us) / total).toFixed(1)} %`, most];
    });
  return `Self time of ${requests.toLocaleString('en')} \`setUserMediaState\` requests, by package and file, under \`--cpu-prof\`, which makes all of
it slower: ${perRequest(total)} µs a request, ${perRequest(main)} of it on the main thread and the rest on the journal's. Time in which a thread waits for
the disk counts, time in which it waits for work does not.

${table(['where', 'µs a request', 'share', 'most of it in'], rows)}`;
}

/** In descending order of time. */
function sumsBy(times: Thread['times'], keyOf: (place: Place) => string): [string, number][] {
  const sums = new Map<string, number>();
  for (const time of times) sums.set(keyOf(time), (sums.get(keyOf(time)) ?? 0) + time.us);
  return [...sums].sort(([, a], [, b]) => b - a);
}

function sum(times: Thread['times']): number {
  return times.reduce((total, { us }) => total + us, 0);
}
