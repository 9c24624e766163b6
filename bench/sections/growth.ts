/** Measures the cost of more work in one request: root mutations in a document, users on a list. */
import { type Contender, everythingOn, floor, mercurius, sameJob, startFakeVendor } from '../contenders.js';
import { atMost, type Goal, goal, type SectionReport } from '../goals.js';
import { alternate, LoadGenerator, medianOf, medianRatio, type Round } from '../measure.js';
import { add, type Mutation, muteMany } from '../mutations.js';
import type { RunningServer } from '../processes.js';
import { table } from '../table.js';

const ROUNDS = 15;
const ROUND_SECONDS = 0.5;
const WARM_UP_SECONDS = 3;
/** The number of vendor calls under way at once, over all requests. */
const CALLS_AT_ONCE = 50;

interface Size {
  what: string;
  vendorCalls: number;
  /** The most CPU that the gateway may take, as a multiple of the floor's. */
  most?: number;
  concurrency: number;
  mutation(contender: Contender): Mutation;
}

const SIZES: readonly Size[] = [
  ...[1, 10, 50].map((count) => ({
    what: `${count} × \`setUserMediaState\` in a document`,
    vendorCalls: count,
    // Root mutations run one after another, so each request has one call under way.
    concurrency: CALLS_AT_ONCE,
    mutation: (contender: Contender) => muteMany(contender, count),
  })),
  ...[10, 100, 1_000].map((count) => ({
    what: `\`addToBlacklist\` of ${count.toLocaleString('en')} users`,
    vendorCalls: count / 10,
    ...(count === 1_000 && { most: 3 }),
    concurrency: Math.max(2, (10 * CALLS_AT_ONCE) / count),
    mutation: (contender: Contender) => add(contender, count),
  })),
];

export async function run(): Promise<SectionReport> {
  const vendor = await startFakeVendor();
  const load = new LoadGenerator();
  const contenders = [mercurius, everythingOn, sameJob, floor];
  const servers = await Promise.all(contenders.map((contender) => contender.start(vendor.url)));
  const rows: string[][] = [];
  const goals: Goal[] = [];
  for (const size of SIZES) {
    const measures = contenders.map((contender, index) => {
      const server = servers[index] as RunningServer;
      const { concurrency } = size;
      return (seconds: number) =>
        load.measure(server, { ...size.mutation(contender), concurrency, until: { seconds } });
    });
    for (const measure of measures) await measure(WARM_UP_SECONDS);
    const [mercuriusRounds = [], gatewayRounds = [], sameJobRounds = [], floorRounds = []] = await alternate(
      ROUNDS,
      measures.map((measure) => () => measure(ROUND_SECONDS)),
    );
    rows.push(row(size, { floorRounds, mercuriusRounds, sameJobRounds, gatewayRounds }));
    if (size.most !== undefined) {
      const ratio = medianRatio(gatewayRounds, floorRounds, cpu);
      goals.push(
        goal(`CPU of ${size.what} / floor (${size.vendorCalls} vendor calls)`, atMost(ratio, size.most)),
      );
    }
  }
  load.stop();
  await Promise.all([vendor, ...servers].map((server) => server.stop()));
  const text = `CPU of a request, the gateway with everything on; as often, the peers make the same vendor calls. "Same job" is Mercurius with its
usual parts, which records and checks too. Medians of ${ROUNDS} alternating
rounds.

${table(
  [
    'a request',
    'vendor calls',
    'floor, µs',
    'Mercurius',
    'same job',
    'gateway',
    'gateway / Mercurius',
    '/ same job',
    '/ floor',
  ],
  rows,
)}`;
  return { text, goals };
}

function row(
  { what, vendorCalls }: Size,
  rounds: Record<'floorRounds' | 'mercuriusRounds' | 'sameJobRounds' | 'gatewayRounds', readonly Round[]>,
): string[] {
  const { floorRounds, mercuriusRounds, sameJobRounds, gatewayRounds } = rounds;
  return [
    what,
    `${vendorCalls}`,
    ...[floorRounds, mercuriusRounds, sameJobRounds, gatewayRounds].map((of) => medianOf(of, cpu).toFixed(0)),
    medianRatio(gatewayRounds, mercuriusRounds, cpu).toFixed(2),
    medianRatio(gatewayRounds, sameJobRounds, cpu).toFixed(2),
    medianRatio(gatewayRounds, floorRounds, cpu).toFixed(2),
  ];
}

function cpu({ cpuUsPerRequest }: Round): number {
  return cpuUsPerRequest;
}
