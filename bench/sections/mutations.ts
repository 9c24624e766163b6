/** Measures CPU, throughput and latency of one mutation, beside the peers, and the journal's share. */
import {
  type Contender,
  everythingOn,
  floor,
  mercurius,
  sameJob,
  startFakeVendor,
  withoutJournal,
  withoutMetrics,
  withoutTrustedDocuments,
  yoga,
} from '../contenders.js';
import { atLeast, goal, type SectionReport } from '../goals.js';
import { alternate, LoadGenerator, medianOf, medianRatio, type Round } from '../measure.js';
import { mute } from '../mutations.js';
import { table } from '../table.js';

const CONTENDERS = [
  mercurius,
  everythingOn,
  sameJob,
  floor,
  withoutJournal,
  withoutMetrics,
  withoutTrustedDocuments,
  yoga,
] as const;
const ROUNDS = 30;
const CONCURRENCY = 50;
const ROUND = { concurrency: CONCURRENCY, until: { seconds: 0.5 } };
const WARM_UP = { concurrency: CONCURRENCY, until: { seconds: 4 } };

export async function run(): Promise<SectionReport> {
  const vendor = await startFakeVendor();
  const load = new LoadGenerator();
  const servers = await Promise.all(CONTENDERS.map((contender) => contender.start(vendor.url)));
  const measures = CONTENDERS.map((contender, index) => {
    const server = servers[index];
    if (!server) throw new Error(`no server for ${contender.name}`);
    return { server, mutation: mute(contender) };
  });
  for (const { server, mutation } of measures) await load.run(server.url, { ...mutation, ...WARM_UP });
  const measured = await alternate(
    ROUNDS,
    measures.map(
      ({ server, mutation }) =>
        () =>
          load.measure(server, { ...mutation, ...ROUND }),
    ),
  );
  load.stop();
  await Promise.all([vendor, ...servers].map((server) => server.stop()));
  return report(new Map(CONTENDERS.map((contender, index) => [contender, measured[index] ?? []])));
}

function report(measured: ReadonlyMap<Contender, readonly Round[]>): SectionReport {
  const of = (contender: Contender) => measured.get(contender) ?? [];
  const rows = [
    floor,
    mercurius,
    yoga,
    sameJob,
    everythingOn,
    withoutTrustedDocuments,
    withoutJournal,
    withoutMetrics,
  ].map((contender) => {
    const rounds = of(contender);
    return [
      contender.name,
      medianOf(rounds, cpu).toFixed(0),
      medianRatio(rounds, of(floor), cpu).toFixed(2),
      medianOf(rounds, throughput).toFixed(0),
      medianRatio(rounds, of(floor), throughput).toFixed(2),
      medianRatio(rounds, of(mercurius), throughput).toFixed(2),
      medianRatio(rounds, of(sameJob), throughput).toFixed(2),
      `${medianOf(rounds, share).toFixed(0)} %`,
      medianOf(rounds, ({ p50Ms }) => p50Ms).toFixed(1),
      medianOf(rounds, ({ p99Ms }) => p99Ms).toFixed(1),
    ];
  });
  const ratio = (contender: Contender, value: (round: Round) => number) =>
    medianRatio(of(everythingOn), of(contender), value);
  const text = `One \`setUserMediaState\` a request, ${CONCURRENCY} at a time: parse, sign, one call to a vendor that answers at once, answer.
Each contender has one core while it is measured; the load and the vendor have the other. "Everything on" is token, grants,
validation, quota, journal in SQLite, logs, metrics. The bare peers do the call and nothing else. The peer that does the same
job verifies the token on each request, checks grants and inputs, records intent and outcome in SQLite (WAL, FULL, each
committed by itself), keeps to the quota, and logs a line. It promises no order, no idempotency, no retries, no recovery after a
crash, no fair share for each caller, no shared quota, no limits, and it has no metrics. Medians of ${ROUNDS} alternating rounds of
half a second, ratios are medians of the rounds' own. Where a contender had little of its core, something else was the limit
(the load, or the machine's other work), and req/s say less than CPU.

${table(['', 'CPU µs', '/ floor', 'req/s', '/ floor', '/ Mercurius', '/ same job', 'of its core', 'p50 ms', 'p99 ms'], rows)}

${table(
  ['CPU, everything on', ''],
  [
    ['/ without a journal', ratio(withoutJournal, cpu).toFixed(2)],
    ['/ without metrics', ratio(withoutMetrics, cpu).toFixed(2)],
    ['/ with `TRUSTED_DOCUMENTS=off`', ratio(withoutTrustedDocuments, cpu).toFixed(2)],
  ],
)}`;
  return {
    text,
    goals: [
      goal(`req/s, everything on / ${sameJob.name}`, atLeast(ratio(sameJob, throughput), 4)),
      goal('req/s, everything on / bare Mercurius with jit', atLeast(ratio(mercurius, throughput), 0.75)),
      goal('req/s, everything on / floor', atLeast(ratio(floor, throughput), 0.5)),
    ],
  };
}

function cpu({ cpuUsPerRequest }: Round): number {
  return cpuUsPerRequest;
}

function throughput({ requestsPerSecond }: Round): number {
  return requestsPerSecond;
}

/** In percent of a core. */
function share(round: Round): number {
  return (cpu(round) * throughput(round)) / 10_000;
}
