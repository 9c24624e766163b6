import type { ToldAnswer } from '../../test/journal-comparison.js';
import { table } from '../results.js';
import { median, percentile } from '../statistics.js';
import type { Kind, Rates } from './steady-load.js';

export interface Sample {
  /** Seconds since the start. */
  seconds: number;
  rssBytes: number;
  heapBytes: number;
  /** The latencies since the previous sample, in milliseconds. */
  latencies: Record<Kind, number[]>;
}

export interface Soak {
  minutes: number;
  rates: Rates;
  samples: readonly Sample[];
  answers: readonly ToldAnswer[];
  /** The number of actions in the journal. */
  actions: number;
  /** The calls within the quota. */
  vendorCalls: Readonly<Record<string, number>>;
  /** The calls that a vendor refused as over its quota. */
  overQuota: number;
  /** The differences between the answers, the journal and the vendors' state. Empty if there are none. */
  differences: readonly string[];
}

const ROWS = 10;

export function soakReport({
  vendorCalls,
  minutes,
  rates,
  samples,
  answers,
  actions,
  overQuota,
  differences,
}: Soak): string {
  const size = Math.max(1, Math.ceil(samples.length / ROWS));
  const parts = Array.from({ length: Math.ceil(samples.length / size) }, (_, part) =>
    samples.slice(part * size, (part + 1) * size),
  );
  const later = samples.slice(Math.floor(samples.length / 2));
  const third = Math.floor(samples.length / 3);
  const lastToFirst = (kind: Kind, percent: number) =>
    latency(samples.slice(-third), kind, percent) / latency(samples.slice(0, third), kind, percent);
  const { mutesPerSecond, additionsPerSecond, readsPerSecond } = rates;
  return `${minutes} minutes, ${mutesPerSecond} \`setUserMediaState\`, ${additionsPerSecond} \`addToBlacklist\` of ten users and ${readsPerSecond} reads a second: 80 % of both quotas. The
emulators reset, silence, cut, delay, throttle or fail a call every few seconds.

${table(
  ['until', 'RSS, MB', 'heap, MB', ...['mute', 'add', 'read'].flatMap((kind) => [`${kind} p50, ms`, 'p99'])],
  parts.map(partRow),
)}

${table(
  ['figure', 'measured', 'to reach'],
  [
    ['RSS in the later half, its slope', `${slopePerHour(later).toFixed(0)} MB an hour`, 'flat'],
    ['p50 of the last third / of the first: mute, add, read', ratios(lastToFirst, 50), 'about 1'],
    ['p99 of the last third / of the first: mute, add, read', ratios(lastToFirst, 99), 'about 1'],
    ['actions in the journal; answered', `${actions}; ${answers.length}`, 'equal'],
    ['vendor calls, with repeats after faults', counted(vendorCalls), ''],
    ['calls over a quota', `${overQuota}`, '0'],
    [
      'differences between what was told, recorded and done; requests without an answer',
      `${differences.length}`,
      '0',
    ],
  ],
)}

Answers: ${answerCounts(answers)}.`;
}

function partRow(samples: readonly Sample[]): string[] {
  const last = samples.at(-1);
  const megabytes = (bytes: (sample: Sample) => number) => (median(samples.map(bytes)) / 1e6).toFixed(0);
  return [
    `${((last?.seconds ?? 0) / 60).toFixed(1)} min`,
    megabytes(({ rssBytes }) => rssBytes),
    megabytes(({ heapBytes }) => heapBytes),
    ...(['mute', 'add', 'read'] as const).flatMap((kind) => [
      latency(samples, kind, 50).toFixed(0),
      latency(samples, kind, 99).toFixed(0),
    ]),
  ];
}

function latency(samples: readonly Sample[], kind: Kind, percent: number): number {
  return percentile(
    samples.flatMap(({ latencies }) => latencies[kind]),
    percent,
  );
}

function ratios(ratio: (kind: Kind, percent: number) => number, percent: number): string {
  return (['mute', 'add', 'read'] as const).map((kind) => ratio(kind, percent).toFixed(2)).join(', ');
}

/** The slope by least squares, in MB an hour. */
function slopePerHour(samples: readonly Sample[]): number {
  const hours = samples.map(({ seconds }) => seconds / 3_600);
  const sizes = samples.map(({ rssBytes }) => rssBytes / 1e6);
  const meanHour = mean(hours);
  const meanSize = mean(sizes);
  const covariance = mean(hours.map((hour, index) => (hour - meanHour) * ((sizes[index] ?? 0) - meanSize)));
  return covariance / mean(hours.map((hour) => (hour - meanHour) ** 2));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function answerCounts(answers: readonly ToldAnswer[]): string {
  const counts = new Map<string, number>();
  for (const { __typename: type } of answers) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counted(Object.fromEntries([...counts].sort(([, a], [, b]) => b - a)));
}

function counted(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}
