import type { ToldAnswer } from '../../test/journal-comparison.js';
import { atMost, goal, none, type SectionReport } from '../goals.js';
import { median, percentile } from '../statistics.js';
import { table } from '../table.js';
import { KINDS, type Kind, type Rates } from './steady-load.js';

export interface Sample {
  /** Seconds since the start. */
  seconds: number;
  rssBytes: number;
  heapBytes: number;
  /** What the last collection of the whole heap has left. */
  leftBytes: number | undefined;
  /** The latencies since the previous sample, in milliseconds. */
  latencies: Record<Kind, number[]>;
}

/** The memory after a collection that moves together what is left. */
export interface Compacted extends Pick<Sample, 'seconds' | 'rssBytes'> {
  /** Besides the main one. */
  threads: number;
}

export interface Soak {
  minutes: number;
  rates: Rates;
  samples: readonly Sample[];
  /** Each minute of the later half. */
  compacted: readonly Compacted[];
  answers: readonly ToldAnswer[];
  /** The number of the callers' actions in the journal. */
  actions: number;
  /** The show in the second room, and those who read along. */
  show: {
    /** Actions of its moderator. */
    asked: number;
    /** What the gateway did by itself. */
    automatic: number;
    /** The vendor's events. */
    events: number;
    subscribers: number;
    /** Events that subscribers were told, all together. */
    told: number;
    /** Why streams ended that nobody had closed. */
    interruptions: readonly string[];
  };
  /** The calls within the quota. */
  vendorCalls: Readonly<Record<string, number>>;
  /** The calls that a vendor refused as over its quota. */
  overQuota: number;
  /** The differences between the answers, the journal and the vendors' state. Empty if there are none. */
  differences: readonly string[];
}

const ROWS = 10;

/** More than this would fill 100 MB in ten hours. */
const MOST_MB_AN_HOUR = 10;
/** Faults come at random, so that medians of two thirds differ by chance. */
const MOST_SLOWER = 1.25;

export function soakReport({
  vendorCalls,
  minutes,
  rates,
  samples,
  compacted,
  answers,
  actions,
  show,
  overQuota,
  differences,
}: Soak): SectionReport {
  const size = Math.max(1, Math.ceil(samples.length / ROWS));
  const parts = Array.from({ length: Math.ceil(samples.length / size) }, (_, part) =>
    samples.slice(part * size, (part + 1) * size),
  );
  const later = samples.slice(Math.floor(samples.length / 2));
  const third = Math.floor(samples.length / 3);
  const lastToFirst = (kind: Kind, percent: number) =>
    latency(samples.slice(-third), kind, percent) / latency(samples.slice(0, third), kind, percent);
  const p99Ratios = KINDS.map((kind) => `${kind} ${lastToFirst(kind, 99).toFixed(2)}`).join(', ');
  const { mutesPerSecond, additionsPerSecond, readsPerSecond } = rates;
  const text = `${minutes} minutes, ${mutesPerSecond} \`setUserMediaState\`, ${additionsPerSecond} \`addToBlacklist\` of ten users and ${readsPerSecond} reads
of each kind a second: of what is kept in memory, of the newest 50 actions, of the newest ten of a person. In a second room, ${show.events} of the vendor's events came, a moderator gave, lifted or undid ${show.asked} restrictions, and the gateway acted ${show.automatic} times by itself. All together: about 80 % of
both quotas. ${show.subscribers} subscribers were told ${show.told} events. The emulators reset, silence, cut, delay, throttle or fail a call every few seconds.

${table(
  [
    'until',
    'RSS, MB',
    'heap, MB',
    'left by collections, MB',
    ...KINDS.flatMap((kind) => [`${kind} p50, ms`, 'p99']),
  ],
  parts.map(partRow),
)}

Vendor calls, with repeats after faults: ${counted(vendorCalls)}. p99 of the last third / of the first: ${p99Ratios}; faults decide it.
Answers: ${answerCounts(answers)}.
RSS after a collection that moves together what is left, in the main thread and ${counts(compacted)} others: ${compacted.map(compactedText).join(', ')}. Other collections leave gaps in V8's pages, which count in RSS.`;
  return {
    text,
    goals: [
      goal(
        'what collections leave of the heap, in the later half, its slope an hour',
        atMost(slopePerHour(later, leftOf), MOST_MB_AN_HOUR, 'MB'),
      ),
      goal(
        'RSS after collections that move together what is left, in the later half, its slope an hour',
        atMost(
          slopePerHour(compacted, ({ rssBytes }) => rssBytes),
          MOST_MB_AN_HOUR,
          'MB',
        ),
      ),
      ...KINDS.map((kind) =>
        goal(`p50 of ${kind}, last third / first`, atMost(lastToFirst(kind, 50), MOST_SLOWER)),
      ),
      goal(
        'actions in the journal, compared with answers',
        none(Math.abs(actions - answers.length), 'more or fewer'),
      ),
      goal('calls over a quota', none(overQuota, 'calls')),
      goal('streams that ended by themselves', none(show.interruptions.length, 'streams')),
      goal(
        'between what was told, recorded and done, and requests without an answer',
        none(differences.length, 'differences'),
      ),
    ],
  };
}

function counts(compacted: readonly Compacted[]): string {
  return [...new Set(compacted.map(({ threads }) => threads))].join(' or ');
}

function compactedText({ seconds, rssBytes }: Compacted): string {
  return `${(rssBytes / 1e6).toFixed(0)} MB at ${(seconds / 60).toFixed(1)} min`;
}

function partRow(samples: readonly Sample[]): string[] {
  const last = samples.at(-1);
  const megabytes = (bytes: (sample: Sample) => number) => (median(samples.map(bytes)) / 1e6).toFixed(0);
  return [
    `${((last?.seconds ?? 0) / 60).toFixed(1)} min`,
    megabytes(({ rssBytes }) => rssBytes),
    megabytes(({ heapBytes }) => heapBytes),
    megabytes(leftOf),
    ...KINDS.flatMap((kind) => [
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

/** Before the first collection of the whole heap, nothing is known to be more than what is used. */
function leftOf({ leftBytes, heapBytes }: Sample): number {
  return leftBytes ?? heapBytes;
}

/** The slope by least squares, in MB an hour. */
function slopePerHour<Of extends { seconds: number }>(
  samples: readonly Of[],
  bytes: (sample: Of) => number,
): number {
  const hours = samples.map(({ seconds }) => seconds / 3_600);
  const sizes = samples.map((sample) => bytes(sample) / 1e6);
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
